"""What functions counted, as CloudWatch metrics: one line in the log for each call."""

from collections.abc import Mapping

from flotilla import bootstrap
from flotilla.adapters.embedded_metrics import emit
from flotilla.domain.signals import Signals


def count(counts: Mapping[str, int]) -> None:
    """Print the counts, zeros too: an alarm has to tell "nothing was stuck" from "nobody looked"."""
    emit(bootstrap.services().settings.stage, counts)


def signal(signals: Signals) -> None:
    """Print what the operator's alarms go by, if there is anything: the relay is called too often for zeros."""
    if signals.counts or signals.answers_ms:
        emit(bootstrap.services().settings.stage, signals.counts, {"answer_ms": signals.answers_ms})
