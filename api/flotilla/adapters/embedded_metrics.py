"""CloudWatch metrics without a call of an API: one line in the log, of which CloudWatch makes metrics by itself.

The only dimension is the stage: a metric is paid for by each combination of dimensions.
"""

from collections.abc import Mapping, Sequence

from aws_lambda_powertools.metrics import EphemeralMetrics, MetricUnit

NAMESPACE = "Flotilla"

MOST_VALUES = 99
"""Of one metric in one line: with its hundredth value a metric goes out by itself, on a line of its own."""


def emit(stage: str, counts: Mapping[str, int], times_ms: Mapping[str, Sequence[int]] | None = None) -> None:
    """Print counts, zeros too, and times in milliseconds; of more times than fit the first ones."""
    metrics = EphemeralMetrics(namespace=NAMESPACE)
    metrics.add_dimension("stage", stage)
    for name, value in counts.items():
        metrics.add_metric(name, MetricUnit.Count, value)
    for name, values in (times_ms or {}).items():
        for value in values[:MOST_VALUES]:
            metrics.add_metric(name, MetricUnit.Milliseconds, value)
    metrics.flush_metrics()
