"""Files that people send to customers: uploaded first, checked by their content when the message is sent."""

import re
from dataclasses import dataclass
from datetime import datetime

from flotilla.domain.ids import UploadId
from flotilla.domain.media import MAX_SENT_BYTES

MAX_PICTURE_BYTES = 5 * 1024 * 1024
"""WhatsApp shrinks larger pictures until nobody can read what is on them."""

PICTURES = frozenset({"image/jpeg", "image/png", "image/webp"})
FILMS = frozenset({"video/mp4", "video/3gpp"})
SOUNDS = frozenset({"audio/mpeg", "audio/ogg", "audio/mp4", "audio/aac", "audio/amr"})
"""What is sent as a picture, a film or a sound, which phones show in the chat; any other file goes as a document."""

MAX_FILENAME = 120
_UPLOAD_ID = re.compile(r"[0-9A-HJKMNP-TV-Z]{26}")


@dataclass(frozen=True, slots=True)
class AttachmentUpload:
    """Where a person may upload one file for a message of a lead's chat."""

    id: UploadId
    url: str
    fields: tuple[tuple[str, str], ...]
    max_bytes: int
    expires_at: datetime


def is_upload_id(upload: str) -> bool:
    """Whether it looks like one of ours: it becomes a part of a file's name."""
    return _UPLOAD_ID.fullmatch(upload) is not None


def type_of(mime: str) -> str:
    """The type of the message that carries such a file."""
    kinds = {"image": PICTURES, "video": FILMS, "audio": SOUNDS}
    return next((kind for kind, mimes in kinds.items() if mime in mimes), "document")


def most_bytes(mime: str) -> int:
    """How large a file of this type may be."""
    return MAX_PICTURE_BYTES if mime in PICTURES else MAX_SENT_BYTES


def plain_filename(name: str) -> str:
    """The name without anything that would lead into folders or hide its ending."""
    bare = "".join(char for char in name if char.isprintable() and char not in '/\\:*?"<>|').strip(" .")
    return bare[-MAX_FILENAME:] or "file"
