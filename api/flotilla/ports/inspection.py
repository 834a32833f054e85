"""Looking into files."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Inspected:
    """What a file's content says it is; sizes in pixels, of pictures only."""

    mime: str
    width: int | None = None
    height: int | None = None


class FileInspector(Protocol):
    """Tells what a file is from its content: names and declared types are what anybody may have written."""

    def inspect(self, content: bytes) -> Inspected:
        """What it is; `application/octet-stream` where the content doesn't say."""
        ...
