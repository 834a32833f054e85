"""Histograms: how often something took how long, in counts that can be added up in any order."""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass

WAITS = (1, 2, 3, 5, 8, 12, 20, 30, 60, 120, 300, 600, 1_800, 3_600, 7_200, 14_400, 28_800, 86_400)
"""Seconds: the upper bounds of the buckets of answer times."""

LATENCIES = (250, 500, 1_000, 1_500, 2_000, 3_000, 5_000, 8_000, 12_000)
"""Milliseconds: the upper bounds of the buckets of a model's answers."""


@dataclass(frozen=True, slots=True)
class Histogram:
    """Counts by upper bound, which is included; the last count is of what took longer than every bound."""

    bounds: tuple[int, ...]
    counts: tuple[int, ...]

    @property
    def count(self) -> int:
        """How many there are."""
        return sum(self.counts)

    def quantile(self, share: float) -> float | None:
        """Below what value so large a share of them lies, interpolated within its bucket; None if there are none.

        Of what lies beyond the last bound no more is known than that: the bound itself is returned.
        """
        wanted = share * self.count
        if wanted <= 0:
            return None
        below = 0
        lower = 0
        for bound, count in zip(self.bounds, self.counts, strict=False):
            if count and below + count >= wanted:
                return lower + (bound - lower) * (wanted - below) / count
            below, lower = below + count, bound
        return float(self.bounds[-1])


def bucket_of(name: str, bounds: tuple[int, ...], value: float) -> str:
    """The name of the counter that the value adds one to."""
    return f"{name}_{bisect_left(bounds, value)}"


def histogram_of(name: str, bounds: tuple[int, ...], counts: Mapping[str, int]) -> Histogram:
    """The histogram among counters."""
    return Histogram(bounds, tuple(counts.get(f"{name}_{place}", 0) for place in range(len(bounds) + 1)))
