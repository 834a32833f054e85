"""The clock that fires, in memory and on EventBridge Scheduler."""

import json
from typing import Any

import pytest

from flotilla.adapters.memory.clock import SequentialIds
from flotilla.adapters.scheduler import EventBridgeScheduler
from flotilla.domain.errors import MisconfiguredError, UnavailableError
from flotilla.domain.ids import ScheduleId, TenantId
from flotilla.ports.scheduler import Entry, EntryName
from tests.contract.adapters.emulator import client
from tests.contract.adapters.installations import Emulated, Ports


def an_entry(fresh: SequentialIds, expression: str = "at(2099-01-01T09:00:00)", **changes: Any) -> Entry:
    name = EntryName(TenantId(fresh.new()), ScheduleId(fresh.new()))
    values = {"name": name, "expression": expression, "zone": "America/Recife", "once": expression.startswith("at")}
    return Entry(**{**values, **changes})


def test_entries_are_put_replaced_listed_and_removed(ports: Ports, fresh: SequentialIds) -> None:
    one, other = an_entry(fresh), an_entry(fresh, "cron(0 9 ? * MON *)")
    for entry in (one, other, an_entry(fresh, "cron(0 18 L * ? *)", name=one.name)):
        ports.scheduler.put(entry)
    assert {one.name, other.name} <= set(ports.scheduler.names())
    for _ in range(2):
        ports.scheduler.remove(one.name)
    assert one.name not in set(ports.scheduler.names())
    ports.scheduler.remove(other.name)


@pytest.mark.parametrize(
    ("expression", "after"), [("at(2099-01-01T09:00:00)", "DELETE"), ("cron(0 9 ? * MON *)", "NONE")]
)
def test_eventbridge_has_all_it_needs(emulated: Emulated, fresh: SequentialIds, expression: str, after: str) -> None:
    entry = an_entry(fresh, expression)
    emulated.scheduler.put(entry)
    raw = client("scheduler", emulated.settings.aws_endpoint_url)
    stored = raw.get_schedule(GroupName="flotilla", Name=f"{entry.name.tenant}.{entry.name.schedule}")
    emulated.scheduler.remove(entry.name)
    assert (stored["ScheduleExpression"], stored["ScheduleExpressionTimezone"]) == (expression, "America/Recife")
    assert (stored["FlexibleTimeWindow"], stored["ActionAfterCompletion"]) == ({"Mode": "OFF"}, after)
    target = stored["Target"]
    assert target["RetryPolicy"]["MaximumRetryAttempts"] > 0
    assert target["DeadLetterConfig"]["Arn"] == emulated.settings.schedule_dead_letters_arn
    assert json.loads(target["Input"]) == {
        "tenant": entry.name.tenant, "schedule": entry.name.schedule, "planned": "<aws.scheduler.scheduled-time>",
    }  # fmt: skip


def test_a_group_that_is_not_there_is_unavailable(emulated: Emulated, fresh: SequentialIds) -> None:
    raw: Any = client("scheduler", emulated.settings.aws_endpoint_url)
    there = emulated.scheduler
    assert isinstance(there, EventBridgeScheduler)
    with pytest.raises(UnavailableError):
        EventBridgeScheduler(raw, group="gone", target=there._target).put(an_entry(fresh))


def test_without_a_target_entries_can_only_be_taken_away(emulated: Emulated, fresh: SequentialIds) -> None:
    raw: Any = client("scheduler", emulated.settings.aws_endpoint_url)
    bare = EventBridgeScheduler(raw, group="flotilla", target=None)
    with pytest.raises(MisconfiguredError):
        bare.put(an_entry(fresh))
    bare.remove(an_entry(fresh).name)


class _Pages:
    """A client that lists in two pages, as AWS does and the emulator doesn't."""

    def list_schedules(self, **asked: Any) -> dict[str, Any]:
        assert asked["GroupName"] == "flotilla"
        if "NextToken" not in asked:
            return {"Schedules": [{"Name": "T1.S1"}], "NextToken": "more"}
        return {"Schedules": [{"Name": "T2.S2"}]}


def test_all_pages_are_listed() -> None:
    pages: Any = _Pages()
    names = EventBridgeScheduler(pages, group="flotilla", target=None).names()
    assert [(name.tenant, name.schedule) for name in names] == [("T1", "S1"), ("T2", "S2")]
