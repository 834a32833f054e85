"""E-mail."""

from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Mail:
    """A letter to one person."""

    to: str = field(repr=False)
    subject: str
    text: str = field(repr=False)


class Mailer(Protocol):
    """Sends letters."""

    def send(self, mail: Mail) -> None:
        """Hand it over. Raise UnavailableError if that fails now, MisconfiguredError if it will fail again."""
        ...
