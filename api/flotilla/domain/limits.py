"""Limits on how often: a token bucket, and the lock-out after wrong passwords."""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

FREE_FAILURES = 4
"""So many wrong passwords in a row have no consequence; the next one locks."""

FIRST_LOCK = timedelta(minutes=1)
LONGEST_LOCK = timedelta(minutes=15)
FAILURES_FORGOTTEN_AFTER = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Bucket:
    """A bucket of `capacity` tokens that `per_second` flow into."""

    capacity: int
    per_second: float

    @property
    def fills_in(self) -> timedelta:
        """How long an empty bucket takes to be full."""
        return timedelta(seconds=self.capacity / self.per_second)

    def time_for(self, cost: int) -> timedelta:
        """How long so many tokens take to flow in."""
        return timedelta(seconds=cost / self.per_second)

    def latest(self, now: datetime, cost: int) -> datetime:
        """The latest `full_at` at which the bucket still holds `cost` tokens."""
        return now + self.fills_in - self.time_for(cost)


def take(bucket: Bucket, full_at: datetime | None, now: datetime, cost: int) -> datetime | None:
    """When the bucket will be full again if the tokens are taken now; None if it does not hold so many.

    A bucket is kept as the moment at which it is full again: one number that needs no clock to tick.
    """
    start = max(full_at or now, now)
    return start + bucket.time_for(cost) if start <= bucket.latest(now, cost) else None


def wait_for(bucket: Bucket, full_at: datetime, now: datetime, cost: int) -> int:
    """Whole seconds, at least 1, until the bucket holds so many tokens."""
    return max(1, math.ceil((full_at - bucket.latest(now, cost)).total_seconds()))


@dataclass(frozen=True, slots=True)
class Attempts:
    """The attempts at one sign-in since the last that succeeded."""

    count: int = 0
    locked_until: datetime | None = None
    last_at: datetime | None = None

    def seconds_locked(self, now: datetime) -> int:
        """Whole seconds until the next attempt is allowed; 0 if it is now."""
        if self.locked_until is None or now >= self.locked_until:
            return 0
        return math.ceil((self.locked_until - now).total_seconds())

    def after_one_more(self, now: datetime) -> "Attempts":
        """The attempts with one more, counted as wrong until it proves to be right. A day without any forgets them."""
        forgotten = self.last_at is not None and now >= self.last_at + FAILURES_FORGOTTEN_AFTER
        count = 1 if forgotten else self.count + 1
        lock = lock_after(count)
        return Attempts(count, now + lock if lock else None, now)


def lock_after(failures: int) -> timedelta:
    """How long to lock after so many wrong passwords in a row: none, then a minute, doubling to 15 minutes."""
    if failures <= FREE_FAILURES:
        return timedelta()
    doublings = min(failures - FREE_FAILURES - 1, 10)
    return min(LONGEST_LOCK, FIRST_LOCK * (1 << doublings))
