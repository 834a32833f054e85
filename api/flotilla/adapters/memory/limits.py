"""Token buckets and lock-outs in memory."""

import threading
from datetime import datetime

from flotilla.domain.errors import RateLimitedError
from flotilla.domain.limits import Attempts, Bucket, take, wait_for
from flotilla.ports.clock import Clock


class MemoryRateLimiter:
    """Implements RateLimiter."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._full_at: dict[str, datetime] = {}
        self._lock = threading.Lock()

    def take(self, key: str, *, capacity: int, per_second: float, cost: int = 1) -> None:
        """See the port."""
        now, bucket = self._clock.now(), Bucket(capacity, per_second)
        with self._lock:
            full_at = take(bucket, self._full_at.get(key), now, cost)
            if full_at is None:
                wait = wait_for(bucket, self._full_at.get(key, now), now, cost)
                raise RateLimitedError("Too many requests. Wait a moment.", retry_after=wait)
            self._full_at[key] = full_at


class MemoryLockouts:
    """Implements Lockouts."""

    def __init__(self) -> None:
        self._attempts: dict[str, Attempts] = {}
        self._lock = threading.Lock()

    def attempt(self, key: str, now: datetime) -> None:
        """See the port."""
        with self._lock:
            attempts = self._attempts.get(key, Attempts())
            wait = attempts.seconds_locked(now)
            if wait:
                raise RateLimitedError("Too many wrong passwords. Wait a while.", retry_after=wait)
            self._attempts[key] = attempts.after_one_more(now)

    def succeed(self, key: str) -> None:
        """See the port."""
        with self._lock:
            self._attempts.pop(key, None)
