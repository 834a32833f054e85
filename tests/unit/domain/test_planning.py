"""When schedules run, around real changes of clocks: as EventBridge Scheduler's documentation says.

"When the time shifts forward, your schedule invocation gets skipped if the cron expression falls on a non-existent
date and time. When the time shifts back, your schedule runs only once."
"""

# ruff: noqa: DTZ001  # Times on the wall have no zone.

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flotilla.domain.features import Weekday
from flotilla.domain.planning import (
    Oddity,
    expression_of,
    next_run,
    next_runs,
    oddities,
    runs_between,
    too_often,
)
from flotilla.domain.schedules import Cron, Once, Weekly, When

ALL_DAYS = tuple(Weekday)
NEW_YORK, SAO_PAULO, KOLKATA, LORD_HOWE = (
    "America/New_York", "America/Sao_Paulo", "Asia/Kolkata", "Australia/Lord_Howe",
)  # fmt: skip


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def daily(time: str) -> Weekly:
    return Weekly(ALL_DAYS, time)


@pytest.mark.parametrize(
    ("zone", "time", "after", "runs"),
    [
        # Clocks jump from 02:00 to 03:00 on 14 March 2027.
        (NEW_YORK, "02:30", "2027-03-12T12:00", ["2027-03-13T07:30", "2027-03-15T06:30", "2027-03-16T06:30"]),
        (NEW_YORK, "03:00", "2027-03-12T12:00", ["2027-03-13T08:00", "2027-03-14T07:00", "2027-03-15T07:00"]),
        # Clocks go back from 02:00 to 01:00 on 7 November 2027: 01:30 comes twice and counts once.
        (NEW_YORK, "01:30", "2027-11-06T00:00", ["2027-11-06T05:30", "2027-11-07T05:30", "2027-11-08T06:30"]),
        (NEW_YORK, "01:30", "2027-11-07T05:45", ["2027-11-08T06:30"]),
        (NEW_YORK, "01:30", "2027-11-07T06:15", ["2027-11-08T06:30"]),
        # Midnight was left out on 4 November 2018, and 23:30 came twice on 17 February 2018.
        (SAO_PAULO, "00:30", "2018-11-03T00:00", ["2018-11-03T03:30", "2018-11-05T02:30"]),
        (SAO_PAULO, "23:30", "2018-02-16T12:00", ["2018-02-17T01:30", "2018-02-18T01:30", "2018-02-19T02:30"]),
        (SAO_PAULO, "09:00", "2026-10-31T00:00", ["2026-10-31T12:00", "2026-11-01T12:00", "2026-11-02T12:00"]),
        (KOLKATA, "09:00", "2026-03-27T12:00", ["2026-03-28T03:30", "2026-03-29T03:30", "2026-03-30T03:30"]),
        # Half an hour: 02:00 to 02:30 on 4 October 2026, and 02:00 back to 01:30 on 5 April 2026.
        (LORD_HOWE, "02:15", "2026-10-02T20:00", ["2026-10-04T15:15", "2026-10-05T15:15"]),
        (LORD_HOWE, "02:30", "2026-10-02T20:00", ["2026-10-03T15:30", "2026-10-04T15:30"]),
        (LORD_HOWE, "01:45", "2026-04-03T20:00", ["2026-04-04T14:45", "2026-04-05T15:15"]),
        (LORD_HOWE, "02:00", "2026-04-03T20:00", ["2026-04-04T15:30", "2026-04-05T15:30"]),
    ],
)
def test_around_changes_of_clocks(zone: str, time: str, after: str, runs: list[str]) -> None:
    assert list(next_runs(daily(time), zone, utc(after), len(runs))) == [utc(one) for one in runs]


@pytest.mark.parametrize(
    ("zone", "local", "moment"),
    [
        (NEW_YORK, "2027-03-14T02:30", "2027-03-14T07:30"),
        (NEW_YORK, "2027-11-07T01:30", "2027-11-07T05:30"),
        (SAO_PAULO, "2018-11-04T00:30", "2018-11-04T03:30"),
        (KOLKATA, "2026-12-01T09:00", "2026-12-01T03:30"),
        (LORD_HOWE, "2026-10-04T02:15", "2026-10-03T15:45"),
    ],
)
def test_once_is_never_lost_in_a_gap_and_comes_the_first_time_of_two(zone: str, local: str, moment: str) -> None:
    when = Once(datetime.fromisoformat(local))
    assert next_run(when, zone, utc("2018-01-01T00:00")) == utc(moment)
    assert next_run(when, zone, utc(moment)) is None


def test_the_form_is_told_what_summer_time_does() -> None:
    now = utc("2026-11-21T12:00")
    [gap] = oddities(daily("02:30"), NEW_YORK, now)
    assert (gap.kind, gap.local, gap.runs_at) == (Oddity.LEFT_OUT, datetime(2027, 3, 14, 2, 30), None)
    [twice] = oddities(daily("01:30"), NEW_YORK, now)
    assert (twice.kind, twice.local, twice.runs_at) == (
        Oddity.TWICE, datetime(2027, 11, 7, 1, 30), utc("2027-11-07T05:30"),
    )  # fmt: skip
    [moved] = oddities(Once(datetime(2027, 3, 14, 2, 30)), NEW_YORK, now)
    assert (moved.kind, moved.runs_at) == (Oddity.LEFT_OUT, utc("2027-03-14T07:30"))
    assert oddities(daily("09:00"), NEW_YORK, now) == oddities(daily("02:30"), KOLKATA, now) == ()
    assert len(oddities(Cron("0/5 * * * ? *"), NEW_YORK, now)) == 4


def test_eventbridge_is_told_the_same() -> None:
    assert expression_of(daily("09:05"), NEW_YORK) == "cron(5 9 ? * MON,TUE,WED,THU,FRI,SAT,SUN *)"
    assert expression_of(Weekly((Weekday.SUNDAY, Weekday.MONDAY), "00:00"), NEW_YORK) == "cron(0 0 ? * MON,SUN *)"
    assert expression_of(Cron("0 18 L * ? *"), NEW_YORK) == "cron(0 18 L * ? *)"
    assert expression_of(Once(datetime(2026, 12, 1, 9, 0)), KOLKATA) == "at(2026-12-01T09:00:00)"
    assert expression_of(Once(datetime(2027, 3, 14, 2, 30)), NEW_YORK) == "at(2027-03-14T03:30:00)"


@pytest.mark.parametrize(
    ("expression", "refused"),
    [("0/5 * * * ? *", False), ("0/4 * * * ? *", True), ("0,1 9 1 * ? *", True), ("0,58 9-10 * * ? *", True)],
)
def test_what_recurs_too_often_is_noticed(expression: str, refused: bool) -> None:
    assert too_often(Cron(expression)) is refused


ZONES = st.sampled_from([NEW_YORK, SAO_PAULO, KOLKATA, LORD_HOWE, "Europe/Lisbon", "UTC"])
CLOCKS = st.times().map(lambda one: f"{one.hour:02}:{one.minute:02}")
DAYS = st.lists(st.sampled_from(Weekday), min_size=1, unique=True).map(tuple)
RECURRING: st.SearchStrategy[When] = st.builds(Weekly, DAYS, CLOCKS) | st.just(Cron("0/30 0-3 * * ? *"))
MOMENTS = st.integers(1_514_764_800, 1_893_456_000).map(lambda second: datetime.fromtimestamp(second, UTC))


@given(RECURRING, ZONES, MOMENTS)
def test_runs_come_in_order_and_show_their_time_on_the_wall(when: When, zone: str, after: datetime) -> None:
    runs = next_runs(when, zone, after, 5)
    assert len(runs) == 5
    assert after < runs[0]
    assert list(runs) == sorted(set(runs))
    walls = [moment.astimezone(ZoneInfo(zone)) for moment in runs]
    assert all(wall.fold == 0 for wall in walls)
    if isinstance(when, Weekly):
        assert {f"{wall:%H:%M}" for wall in walls} == {when.time}
        assert {ALL_DAYS[wall.weekday()] for wall in walls} <= set(when.days)


@given(RECURRING, ZONES, MOMENTS, st.integers(0, 14 * 24))
def test_nothing_is_lost_or_doubled_wherever_one_starts_anew(
    when: When, zone: str, after: datetime, hours: int
) -> None:
    middle, end = after + timedelta(hours=hours), after + timedelta(days=20)
    whole = runs_between(when, zone, after, end)
    assert runs_between(when, zone, after, middle) + runs_between(when, zone, middle, end) == whole
