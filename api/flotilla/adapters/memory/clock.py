"""Time and ids that a test controls."""

import threading
from datetime import UTC, datetime, timedelta

from ulid import ULID

from flotilla.ports.clock import Clock

START = datetime(2026, 1, 1, 12, 0, tzinfo=UTC)
"""When time begins in tests, unless they say otherwise."""


class ManualClock:
    """A clock that moves only when told to."""

    def __init__(self, start: datetime = START) -> None:
        self._now = start

    def now(self) -> datetime:
        """The time it was last set to."""
        return self._now

    def advance(self, by: timedelta | None = None, *, seconds: float = 0) -> datetime:
        """Let time pass; returns the new time."""
        self._now += (by or timedelta()) + timedelta(seconds=seconds)
        return self._now

    def set(self, to: datetime) -> None:
        """Jump to a moment."""
        self._now = to


class SequentialIds:
    """ULIDs of the clock's time whose random part merely counts: the same run gives the same ids."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._count = 0
        self._lock = threading.Lock()

    def new(self) -> str:
        """The next ULID."""
        milliseconds = int(self._clock.now().timestamp() * 1000)
        return str(ULID(milliseconds.to_bytes(6, "big") + self._next().to_bytes(10, "big")))

    def secret(self) -> str:
        """The next token; unguessable to no one, which is what tests want."""
        return f"secret-{self._next():036d}"

    def _next(self) -> int:
        with self._lock:
            self._count += 1
            return self._count
