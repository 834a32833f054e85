"""How the benchmarks print their figures: one line per figure, aligned, with its unit."""

from collections.abc import Sequence
from statistics import quantiles


def line(what: str, value: str) -> None:
    """Print one figure."""
    print(f"  {what:<58} {value}", flush=True)


def section(title: str) -> None:
    """Print a heading."""
    print(f"\n{title}", flush=True)


def percentiles(samples: Sequence[float]) -> tuple[float, float]:
    """p50 and p95 of at least two samples."""
    cuts = quantiles(samples, n=100, method="inclusive")
    return cuts[49], cuts[94]


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows of a name and a value for each head."""
    for name, *values in [("", *heads), *rows]:
        print(f"  {name:<52} " + "".join(f"{value:>24}" for value in values), flush=True)
