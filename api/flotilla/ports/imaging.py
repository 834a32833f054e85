"""What makes an uploaded file a picture that may be shown and sent."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class PreparedPicture:
    """A picture made anew of the pixels of another: nothing else of it is left. `thumbnail` is WebP."""

    content: bytes
    mime: str
    width: int
    height: int
    thumbnail: bytes


class Imaging(Protocol):
    """Reads pictures that anybody may have made, with any intent."""

    def prepare(self, content: bytes) -> PreparedPicture:
        """The picture upright, without metadata and anything hidden behind it, as JPEG or PNG of at most 5 MB.

        Raise InvalidInputError (`bad_picture`), with a sentence for people, for what is no still PNG, JPEG or WebP,
        is damaged, or has too many pixels.
        """
        ...
