"""How often something may be done."""

from datetime import datetime
from typing import Protocol


class RateLimiter(Protocol):
    """Token buckets, one per key."""

    def take(self, key: str, *, capacity: int, per_second: float, cost: int = 1) -> None:
        """Take tokens out of the key's bucket. Raise RateLimitedError, with the time to wait, if it has too few."""
        ...


class Lockouts(Protocol):
    """Wrong passwords in a row, per sign-in. The schedule is domain/limits.py's."""

    def attempt(self, key: str, now: datetime) -> None:
        """Count an attempt before it is made, as wrong, so that many at once can't slip through.

        Raise RateLimitedError, and count nothing, while the key is locked.
        """
        ...

    def succeed(self, key: str) -> None:
        """Forget the attempts: the last one was right."""
        ...
