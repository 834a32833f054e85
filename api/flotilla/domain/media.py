"""Files that belong to messages and bots: pictures, voice notes, documents.

**To send a file**, store it among the tenant's files and queue an outgoing `Message` with `type` one of
`SENDABLE_TYPES` (`image`, `document`, …), `text` its caption or None, and `media=Media(mime, size, name, filename,
width, height)`, where `name` is the file's name in the `Files` port. The file must stay there until the message is
sent: the runner reads it when it sends, and a message whose file is gone ends as `failed` with the reason
`file_missing`. A message keeps a reference, so that many messages may share one file (a bot's pictures).

**A file that came in** is attached after its message was stored, so that no message waits for a file; see
`services/attach_media.py`.
"""

from dataclasses import dataclass
from enum import StrEnum

from flotilla.domain.ids import BotId, ChatId, MessageId

SENDABLE_TYPES = frozenset({"image", "video", "audio", "voice", "document", "sticker"})
"""Types of messages that carry a file."""

MAX_SENT_BYTES = 16 * 1024 * 1024
"""The largest file that is sent."""


@dataclass(frozen=True, slots=True)
class Media:
    """What is known of a message's file. `name` is where it lies among the tenant's files (see ports/files.py).

    `mime` was found in the content, never taken from a name; until the file is there it is what WhatsApp says. `size`
    is in bytes, `seconds` how long it plays. `problem` says why there is no file; then `name` is None.
    """

    mime: str
    size: int = 0
    name: str | None = None
    filename: str | None = None
    width: int | None = None
    height: int | None = None
    seconds: int | None = None
    problem: str | None = None

    @property
    def on_its_way(self) -> bool:
        """Whether the file is still to come."""
        return self.name is None and self.problem is None


class MediaProblem(StrEnum):
    """Why there is no file."""

    TOO_LARGE = "too_large"
    UNAVAILABLE = "unavailable"  # WhatsApp does not have it any more
    TOO_OLD = "too_old"  # from before the number was linked, and not recent


SHOWN = frozenset(
    {
        "image/jpeg", "image/png", "image/gif", "image/webp",
        "video/mp4", "video/webm", "video/3gpp",
        "audio/mpeg", "audio/ogg", "audio/mp4", "audio/aac", "audio/amr", "audio/x-wav", "audio/webm",
    }
)  # fmt: skip
"""Types that a page may show or play. Everything else, pages and programs above all, is only ever saved to disk."""

UNKNOWN = "application/octet-stream"
"""The type of a file whose content says nothing."""


def stored_mime(mime: str) -> str:
    """The type under which a file is stored and served: one that no browser would show or run stays unnamed."""
    return mime if mime in SHOWN else UNKNOWN


def media_folder(bot: BotId, chat: ChatId) -> str:
    """Where the files of one chat lie. Chat ids hold an `@`, which file names had better not."""
    return f"bots/{bot}/media/{chat.replace('@', '_at_')}"


def media_name(bot: BotId, chat: ChatId, message: MessageId) -> str:
    """Where a message's file lies: in one place, so that storing it again replaces it."""
    return f"{media_folder(bot, chat)}/{message}"
