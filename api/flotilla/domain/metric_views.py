"""How counts look from outside."""

from flotilla.domain.histograms import LATENCIES, WAITS, Histogram, histogram_of
from flotilla.domain.metrics import Counts
from flotilla.domain.views import View


def counts_view(counts: Counts, *, detailed: bool = True) -> View:
    """The counts of a day or of several, with whole histograms if `detailed`.

    Shares and quantiles are null where there is nothing to take them of.
    """
    created = counts.get("leads_created", 0)
    return {
        "messages": {
            "in": counts.get("messages_in", 0),
            "out": {who: counts.get(f"messages_out_{who}", 0) for who in ("bot", "vendor", "phone")},
        },
        "leads": {
            **{what: counts.get(f"leads_{what}", 0) for what in ("created", "qualified", "won", "lost")},
            "conversion": round(counts.get("leads_won", 0) / created, 4) if created else None,
        },
        "answers": {who: _waits(histogram_of(f"answer_{who}", WAITS, counts), detailed) for who in ("bot", "person")},
        "model": {
            "replies": counts.get("replies_model", 0),
            "offline_replies": counts.get("replies_offline", 0),
            "tokens_in": counts.get("tokens_in", 0),
            "tokens_out": counts.get("tokens_out", 0),
            "cost": counts.get("cost_micros", 0) / 1_000_000,
            "latency": _latencies(histogram_of("model_ms", LATENCIES, counts), detailed),
        },
        "handovers": counts.get("handovers", 0),
        "uptime_seconds": counts.get("uptime_seconds", 0),
    }


def _waits(histogram: Histogram, detailed: bool) -> View:
    return {
        "count": histogram.count,
        "median_seconds": _rounded(histogram.quantile(0.5)),
        "p90_seconds": _rounded(histogram.quantile(0.9)),
        "histogram": _buckets(histogram) if detailed else None,
    }


def _latencies(histogram: Histogram, detailed: bool) -> View:
    return {
        "count": histogram.count,
        "median_ms": _rounded(histogram.quantile(0.5)),
        "p90_ms": _rounded(histogram.quantile(0.9)),
        "histogram": _buckets(histogram) if detailed else None,
    }


def _buckets(histogram: Histogram) -> list[View]:
    bounds = (*histogram.bounds, None)
    return [{"upto": bound, "count": count} for bound, count in zip(bounds, histogram.counts, strict=True)]


def _rounded(value: float | None) -> float | None:
    return round(value, 1) if value is not None else None
