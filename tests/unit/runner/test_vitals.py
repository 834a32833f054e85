"""The line of figures that CloudWatch makes metrics of."""

import io
import json
import logging
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from flotilla.domain.health import Health, Load, Profile
from flotilla.domain.health import Vitals as PageVitals
from flotilla.domain.sessions import Session, SessionStatus, new_session
from infra.packaging import yamlfile
from infra.packaging.build import ROOT
from runner.logs import JsonFormatter
from runner.metrics import Metrics
from runner.vitals import MESSAGE, Vitals
from tests.unit.runner.conftest import BOT, RUNNER, START, TENANT


@dataclass
class Held:
    state: Session
    health: Health | None


@dataclass
class Fleet:
    held: list[Held] = field(default_factory=list)
    tick_age: float = 0.0

    def driver_up(self) -> bool:
        return True


def a_session(status: SessionStatus, *, unacked: int = 0, overgrown: bool = False) -> Held:
    found = new_session(TENANT, BOT, START)
    object.__setattr__(found, "status", status)
    profile = Profile(300_000_000, overgrown)
    return Held(found, Health(START, None, None, None, 1, PageVitals(), Load(unacked=unacked), profile=profile))


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """The log as it reaches CloudWatch."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonFormatter(RUNNER))
    logger = logging.getLogger("runner.vitals")
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    yield stream
    logger.removeHandler(handler)


def told(stream: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_gauges_are_told_as_they_are_and_counts_since_the_line_before(lines: io.StringIO) -> None:
    metrics = Metrics()
    fleet = Fleet([a_session(SessionStatus.WORKING, unacked=2, overgrown=True), a_session(SessionStatus.FAILED)])
    vitals = Vitals(fleet, metrics, "production", 60)
    metrics.lost.labels(BOT).inc()
    metrics.gaps.labels(BOT, "timeout").inc()
    for outcome in ("taken", "refused", "unavailable"):
        metrics.snapshots.labels(BOT, outcome).inc()
    vitals.tell()
    metrics.unreadable.labels(BOT).inc(3)
    fleet.held.pop(0)
    vitals.tell()
    first, second = told(lines)
    assert (first["message"], first["stage"], first["runner"]) == (MESSAGE, "production", RUNNER)
    names = (
        "sessions_held", "sessions_working", "messages_unacked", "profiles_overgrown", "events_lost",
        "events_unreadable", "snapshots_failed",
    )  # fmt: skip
    assert [first[name] for name in names] == [2, 1, 2, 1, 2, 0, 2]
    assert [second[name] for name in names] == [1, 0, 0, 0, 0, 3, 0]


def test_each_filter_of_the_template_reads_what_the_line_has(lines: io.StringIO) -> None:
    Vitals(Fleet(), Metrics(), "production", 60).tell()
    (line,) = told(lines)
    resources = yamlfile.read(ROOT / "infra" / "templates" / "ecs.yaml")["Resources"]
    filters = [one["Properties"] for one in resources.values() if one["Type"] == "AWS::Logs::MetricFilter"]
    assert filters
    for one in filters:
        assert one["FilterPattern"] == f'{{ $.message = "{line["message"]}" }}'
        (made,) = one["MetricTransformations"]
        assert made["MetricValue"] == f"$.{made['MetricName']}"
        assert isinstance(line[made["MetricName"]], int)
        assert [dimension["Value"] for dimension in made["Dimensions"]] == ["$.stage"]
        assert line["stage"] == "production"
