"""Working hours are those of the clock on the wall, on the days when clocks change too."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flotilla.domain.features import Weekday, WorkingHours
from flotilla.domain.working_hours import away_text, is_open, minutes_of

ZONES = st.sampled_from(
    ["America/Sao_Paulo", "America/New_York", "Europe/Madrid", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC"]
)
CLOCKS = st.times().map(lambda one: f"{one.hour:02}:{one.minute:02}")
DAYS = st.lists(st.sampled_from(Weekday), min_size=1, unique=True).map(tuple)
HOURS = st.builds(WorkingHours, on=st.just(True), time_zone=ZONES, days=DAYS, opens=CLOCKS, closes=CLOCKS)
MOMENTS = st.integers(1_514_764_800, 1_893_456_000).map(lambda second: datetime.fromtimestamp(second, UTC))


@given(HOURS, MOMENTS)
def test_it_is_open_just_when_the_clock_on_the_wall_says_so(hours: WorkingHours, now: datetime) -> None:
    wall = now.astimezone(ZoneInfo(hours.time_zone)).replace(tzinfo=None)
    opens, closes = time.fromisoformat(hours.opens), time.fromisoformat(hours.closes)
    expected = False
    for back in (0, 1):
        day = wall.date() - timedelta(days=back)
        if tuple(Weekday)[day.weekday()] in hours.days:
            start = datetime.combine(day, opens)
            end = datetime.combine(day if opens < closes else day + timedelta(days=1), closes)
            expected = expected or start <= wall < end
    assert is_open(hours, now) is expected


@pytest.mark.parametrize("day", [date(2026, 3, 8), date(2026, 11, 1), date(2026, 7, 1)])
@pytest.mark.parametrize(("opens", "closes"), [("09:00", "18:00"), ("04:00", "05:00")])
def test_a_day_whose_clocks_change_has_the_same_hours_on_the_wall(day: date, opens: str, closes: str) -> None:
    hours = WorkingHours(True, "America/New_York", tuple(Weekday), opens, closes)
    zone = ZoneInfo(hours.time_zone)
    start = datetime.combine(day, time.fromisoformat(opens), zone).astimezone(UTC)
    end = datetime.combine(day, time.fromisoformat(closes), zone).astimezone(UTC)
    second = timedelta(seconds=1)
    assert [is_open(hours, moment) for moment in (start - second, start, end - second, end)] == [
        False, True, True, False,
    ]  # fmt: skip


@given(MOMENTS)
def test_without_hours_it_is_always_open(now: datetime) -> None:
    assert is_open(WorkingHours(), now)
    around_the_clock = WorkingHours(True, "Europe/Madrid", tuple(Weekday), "08:00", "08:00")
    assert is_open(around_the_clock, now)


@pytest.mark.parametrize("text", ["24:00", "9:00", "09:60", "0900", "", "aa:bb", "-1:00", "\u0660\u0669:\u0660\u0660"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - each way of being no time has its own message
        minutes_of(text)


def test_the_away_text_is_the_bot_s_own_or_in_the_customer_s_language() -> None:
    hours = WorkingHours()
    assert "Obrigado" in away_text(hours, "pt-BR")
    assert "Thank you" in away_text(hours, None) == away_text(hours, "xx")
    assert away_text(replace(hours, away="Back on Monday."), "pt") == "Back on Monday."
