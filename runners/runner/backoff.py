"""Waiting longer after each failure, each time a little differently."""

import random
from collections.abc import Callable


class Backoff:
    """Doubles from `first` to at most `last` seconds, each delay spread by ±25 % so that bots don't march in step."""

    def __init__(self, first: float, last: float, chance: Callable[[], float] = random.random) -> None:
        self._first = first
        self._last = last
        self._chance = chance
        self._failures = 0

    def next(self) -> float:
        """Seconds to wait before the next attempt."""
        # The exponent is bounded because a session may fail for weeks and a float may not grow for ever.
        plain = min(self._last, self._first * 2.0 ** min(self._failures, 30))
        self._failures += 1
        return plain * (0.75 + 0.5 * self._chance())

    def reset(self) -> None:
        """Things went well: start over."""
        self._failures = 0
