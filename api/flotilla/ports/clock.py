"""Time, ids and randomness: the core is deterministic, these are where chance comes in."""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """The time now."""

    def now(self) -> datetime:
        """UTC, aware."""
        ...


class Ids(Protocol):
    """Fresh identifiers."""

    def new(self) -> str:
        """A ULID: 26 characters, unique, sortable by the time of its making."""
        ...

    def secret(self) -> str:
        """An unguessable URL-safe token of at least 128 bits."""
        ...
