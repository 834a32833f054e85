"""Says once a minute in the log how the runner fares, in figures: nothing scrapes a task on Fargate.

CloudWatch makes metrics of these lines by the filters in infra/templates/ecs.yaml.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping

from prometheus_client import Counter

from flotilla.domain.health import Health
from flotilla.domain.sessions import SessionStatus
from runner.gauges import Fleet
from runner.metrics import Metrics

logger = logging.getLogger(__name__)

MESSAGE = "runner vitals"

FAILED_SNAPSHOTS = frozenset({"refused", "unavailable"})


class Vitals:
    """One runner's figures. What is counted is told as what came since the line before."""

    def __init__(self, fleet: Fleet, metrics: Metrics, stage: str, every: float) -> None:
        self._fleet = fleet
        self._metrics = metrics
        self._stage = stage
        self._every = every
        self._told: Mapping[str, int] = {}

    async def run(self) -> None:
        """Until cancelled; then what came last is told too."""
        try:
            while True:
                await asyncio.sleep(self._every)
                self.tell()
        finally:
            self.tell()

    def tell(self) -> None:
        """Write one line: gauges as they are now, counts since the last line."""
        counts = self._counts()
        news = {name: count - self._told.get(name, 0) for name, count in counts.items()}
        self._told = counts
        logger.info(MESSAGE, extra={"stage": self._stage, **self._gauges(), **news})

    def _gauges(self) -> dict[str, int]:
        held = self._fleet.held
        probed = [one.health for one in held if one.health is not None]
        return {
            "sessions_held": len(held),
            "sessions_working": sum(one.state.status is SessionStatus.WORKING for one in held),
            "messages_unacked": sum(health.load.unacked for health in probed),
            "profiles_overgrown": sum(map(_is_overgrown, probed)),
        }

    def _counts(self) -> dict[str, int]:
        metrics = self._metrics
        return {
            "events_lost": _total(metrics.lost) + _total(metrics.gaps),
            "events_unreadable": _total(metrics.unreadable),
            "snapshots_failed": _total(metrics.snapshots, lambda labels: labels["outcome"] in FAILED_SNAPSHOTS),
        }


def _is_overgrown(health: Health) -> bool:
    return health.profile is not None and health.profile.overgrown


def _total(counter: Counter, wanted: Callable[[Mapping[str, str]], bool] = lambda _: True) -> int:
    """What a counter has come to over all bots."""
    samples = [sample for family in counter.collect() for sample in family.samples]
    return int(sum(one.value for one in samples if one.name.endswith("_total") and wanted(one.labels)))
