"""What Prometheus reads off the runner and its sessions at the moment of a scrape."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol

from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from flotilla.domain.health import Health
from flotilla.domain.ids import BotId
from flotilla.domain.sessions import Session

_PER_BOT: tuple[tuple[str, str, Callable[[Health], float | None]], ...] = (
    ("flotilla_probe_answer_seconds", "How long the page took to answer.", lambda one: one.answer_ms / 1000),
    ("flotilla_probe_lag_seconds", "The page's longest stand-still.", lambda one: one.vitals.lag_ms / 1000),
    ("flotilla_events_backlog", "Batches of events that the runner has not taken.", lambda one: one.vitals.backlog),
    ("flotilla_messages_backlog", "Messages that wait to be sent.", lambda one: one.load.waiting),
    ("flotilla_messages_unacked", "Messages without WhatsApp's ack.", lambda one: one.load.unacked),
    (
        "flotilla_profile_bytes",
        "What the login takes on the disk.",
        lambda one: one.profile.bytes if one.profile is not None else None,
    ),
    (
        "flotilla_profile_overgrown",
        "Whether that is too much.",
        lambda one: float(one.profile.overgrown) if one.profile is not None else None,
    ),
    ("flotilla_session_memory_bytes", "What the session's browser holds.", lambda one: one.memory_bytes),
)


class Held(Protocol):
    """A session that a runner holds."""

    @property
    def state(self) -> Session:
        """Its newest state."""
        ...

    @property
    def health(self) -> Health | None:
        """The numbers of its newest probe."""
        ...


class Fleet(Protocol):
    """What is read of the runner."""

    @property
    def held(self) -> Sequence[Held]:
        """The sessions held."""
        ...

    @property
    def tick_age(self) -> float:
        """Seconds since the main loop last did its round in full."""
        ...

    def driver_up(self) -> bool:
        """Whether what drives the browsers runs."""
        ...


class Gauges(Collector):
    """Implements prometheus_client's Collector."""

    def __init__(self, fleet: Fleet) -> None:
        self._fleet = fleet

    def collect(self) -> Iterator[Metric]:
        """See prometheus_client."""
        fleet = self._fleet
        yield _by_state([one.state for one in fleet.held])
        probed = [(one.state.bot, one.health) for one in fleet.held if one.health is not None]
        for name, about, value in _PER_BOT:
            yield _per_bot(name, about, ((bot, value(health)) for bot, health in probed))
        yield GaugeMetricFamily("flotilla_driver_up", "Whether the browsers' driver runs.", float(fleet.driver_up()))
        yield GaugeMetricFamily("flotilla_tick_age_seconds", "Since the main loop's last round.", fleet.tick_age)


def _by_state(sessions: Sequence[Session]) -> Metric:
    family = GaugeMetricFamily("flotilla_sessions", "Sessions held, by state.", labels=["status", "reason"])
    counted = Counter((one.status.value, one.reason.value if one.reason else "") for one in sessions)
    for state, number in counted.items():
        family.add_metric(state, number)
    return family


def _per_bot(name: str, about: str, values: Iterable[tuple[BotId, float | None]]) -> Metric:
    family = GaugeMetricFamily(name, about, labels=["bot"])
    for bot, value in values:
        if value is not None:
            family.add_metric([bot], value)
    return family
