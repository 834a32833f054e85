"""What Flotilla corrects in MiniStack's scheduler: when schedules fire, in which time zone, and how often."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from flotilla.domain.planning import next_runs
from flotilla.domain.schedules import Cron
from tests.unit.local.emulator import beside_ministack

SCHEDULES = """
schedules.apply()
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo
from ministack.services import scheduler, eventbridge
fired = []
eventbridge._invoke_target = lambda target, event, rule, view=None: fired.append(rule["Name"])
def tick(times=2):
    for _ in range(times):
        scheduler._tick_schedules()
    time.sleep(0.2)  # They are called in a thread.
def add(name, expression, zone, after="DELETE", ago=0):
    scheduler._schedules[f"default/{name}"] = {
        "Name": name, "Arn": name, "State": "ENABLED", "ScheduleExpression": expression, "Target": {"Arn": "a"},
        "ScheduleExpressionTimezone": zone, "ActionAfterCompletion": after, "LastModificationDate": time.time() - ago,
    }
def here(zone, **later):
    return (datetime.now(ZoneInfo(zone)) + timedelta(**later)).replace(tzinfo=None, microsecond=0)
def at(moment):
    return f"at({moment.isoformat()})"
def kept():
    return sorted(key[2] for key in scheduler._schedules._data)
"""


def test_one_off_schedules_fire_in_their_own_time_zone_once(tmp_path: Path) -> None:
    code = (
        SCHEDULES
        + """
add("due in Tokyo", at(here("Asia/Tokyo", seconds=-1)), "Asia/Tokyo")
add("due in Recife", at(here("America/Recife", seconds=-1)), "America/Recife")
add("later in Recife", at(here("America/Recife", hours=1)), "America/Recife")
add("due in UTC, kept", at(here("UTC", seconds=-1)), "UTC", after="NONE")
tick()
print(json.dumps([sorted(fired), kept()]))
"""
    )
    fired, kept = beside_ministack(code, tmp_path)
    assert fired == ["due in Recife", "due in Tokyo", "due in UTC, kept"]
    assert kept == ["default/due in UTC, kept", "default/later in Recife"]


def test_recurring_schedules_fire_in_their_own_time_zone(tmp_path: Path) -> None:
    code = (
        SCHEDULES
        + """
def cron(zone, **ago):
    moment = here(zone, **ago)
    return f"cron({moment.minute} {moment.hour} * * ? *)"
add("a minute ago in Tokyo", cron("Asia/Tokyo", minutes=-1), "Asia/Tokyo", ago=300)
add("an hour ahead in Tokyo", cron("Asia/Tokyo", hours=1), "Asia/Tokyo", ago=300)
add("every minute", "rate(1 minute)", "UTC", ago=61)
add("every hour", "rate(1 hour)", "UTC", ago=61)
tick()
print(json.dumps(sorted(fired)))
"""
    )
    assert beside_ministack(code, tmp_path) == ["a minute ago in Tokyo", "every minute"]


def test_a_schedule_that_is_edited_does_not_make_up_for_its_new_times(tmp_path: Path) -> None:
    code = (
        SCHEDULES
        + """
now = here("Asia/Tokyo")
add("daily", f"cron({now.minute} {now.hour} * * ? *)", "Asia/Tokyo", ago=600)
tick()
earlier = here("Asia/Tokyo", minutes=-5)
add("daily", f"cron({earlier.minute} {earlier.hour} * * ? *)", "Asia/Tokyo")
tick()
print(json.dumps(fired))
"""
    )
    assert beside_ministack(code, tmp_path) == ["daily"]


@pytest.mark.parametrize(
    ("zone", "expression", "after"),
    [
        ("America/New_York", "30 2 * * ? *", "2027-03-12T12:00"),
        ("America/New_York", "30 1 * * ? *", "2027-11-05T12:00"),
        ("America/Sao_Paulo", "30 0 * * ? *", "2018-11-02T12:00"),
        ("America/Sao_Paulo", "30 23 * * ? *", "2018-02-15T12:00"),
        ("Asia/Kolkata", "0 9 * * ? *", "2027-03-12T12:00"),
        ("Australia/Lord_Howe", "15 2 * * ? *", "2026-10-01T12:00"),
        ("Australia/Lord_Howe", "45 1 * * ? *", "2026-04-03T12:00"),
        ("Australia/Lord_Howe", "0/15 1-2 * * ? *", "2026-04-04T12:00"),
    ],
)
def test_changes_of_clocks_are_met_as_planned(tmp_path: Path, zone: str, expression: str, after: str) -> None:
    """What fires and what is planned are reckoned apart, and come to the same."""
    begin = datetime.fromisoformat(after).replace(tzinfo=UTC)
    planned = [moment.timestamp() for moment in next_runs(Cron(expression), zone, begin, 8)]
    code = (
        SCHEDULES
        + f"""
clock = {begin.timestamp()}
time.time = lambda: clock
add("it", "cron({expression})", "{zone}")
seen = []
while clock < {planned[-1]}:
    clock += 15 * 60
    scheduler._tick_schedules()
    if clock in scheduler._schedule_last_fired.values():
        seen.append(clock)
print(json.dumps(seen))
"""
    )
    assert beside_ministack(code, tmp_path) == planned


def test_schedules_are_looked_at_within_a_second(tmp_path: Path) -> None:
    code = SCHEDULES + "print(json.dumps(scheduler._SCHEDULE_TICK_INTERVAL))"
    assert beside_ministack(code, tmp_path) <= 1
