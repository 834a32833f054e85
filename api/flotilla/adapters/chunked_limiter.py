"""Token buckets with a pocket: a process takes several tokens at once, so that not each request writes."""

import threading
from datetime import datetime, timedelta

from flotilla.domain.errors import RateLimitedError
from flotilla.ports.clock import Clock
from flotilla.ports.limits import RateLimiter

POCKET_SHARE = 10
"""A tenth of a bucket is taken at once: little enough that a few processes can't empty it between them."""

POCKET_LIFETIME = timedelta(seconds=10)
MOST_POCKETS = 1_000


class ChunkedRateLimiter:
    """Implements RateLimiter over another one. What is in the pocket was taken, so no more passes than before."""

    def __init__(self, inner: RateLimiter, clock: Clock) -> None:
        self._inner = inner
        self._clock = clock
        self._pockets: dict[str, tuple[int, datetime]] = {}
        self._lock = threading.Lock()

    def take(self, key: str, *, capacity: int, per_second: float, cost: int = 1) -> None:
        """See the port."""
        if self._from_pocket(key, cost):
            return
        chunk = max(cost, capacity // POCKET_SHARE)
        try:
            self._inner.take(key, capacity=capacity, per_second=per_second, cost=chunk)
        except RateLimitedError:
            if chunk == cost:
                raise
            self._inner.take(key, capacity=capacity, per_second=per_second, cost=cost)
            return
        self._put(key, chunk - cost)

    def _from_pocket(self, key: str, cost: int) -> bool:
        with self._lock:
            left, until = self._pockets.get(key, (0, self._clock.now()))
            if left < cost or self._clock.now() >= until:
                return False
            self._pockets[key] = (left - cost, until)
            return True

    def _put(self, key: str, tokens: int) -> None:
        with self._lock:
            if len(self._pockets) >= MOST_POCKETS:
                self._pockets.clear()
            if tokens:
                self._pockets[key] = (tokens, self._clock.now() + POCKET_LIFETIME)
