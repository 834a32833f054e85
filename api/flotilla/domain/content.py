"""What a message may hold beside text and a file, and the marks that people leave on it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar


@dataclass(frozen=True, slots=True)
class Location:
    """A place, in degrees; phones may send its name and address with it."""

    lat: float
    lng: float
    name: str | None = None
    address: str | None = None


@dataclass(frozen=True, slots=True)
class ContactCard:
    """Somebody from the sender's address book: this is nothing about the sender."""

    name: str
    phones: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ContactCards:
    """The cards of one message."""

    cards: tuple[ContactCard, ...]


@dataclass(frozen=True, slots=True)
class Poll:
    """A question with the answers to choose from."""

    question: str
    options: tuple[str, ...]


Content = Location | ContactCards | Poll


@dataclass(frozen=True, slots=True)
class Reaction:
    """Somebody's emoji on a message; an empty one says that they took it back. `who` is a chat id."""

    who: str
    emoji: str
    at_ms: int


@dataclass(frozen=True, slots=True)
class Vote:
    """What somebody chose in a poll; nothing says that they took their vote back. `who` is a chat id."""

    who: str
    options: tuple[str, ...]
    at_ms: int


M = TypeVar("M", Reaction, Vote)


def marked(marks: Iterable[M], new: M) -> tuple[M, ...]:
    """The marks with somebody's newest one in place of their last; one that comes late changes nothing.

    What was taken back is kept, as empty, so that an older mark that is told again doesn't bring it back.
    """
    known: list[M] = list(marks)
    if any(mark.who == new.who and mark.at_ms >= new.at_ms for mark in known):
        return tuple(known)
    return tuple([mark for mark in known if mark.who != new.who] + [new])
