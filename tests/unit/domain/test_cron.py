"""EventBridge's cron expressions mean what EventBridge's documentation says."""

# ruff: noqa: DTZ001  # Times on the wall have no zone.

import calendar
from datetime import datetime, timedelta
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flotilla.domain.cron import bare, parse_cron

START = datetime(2026, 1, 1)


def first(expression: str, n: int = 3, after: datetime = START) -> list[str]:
    return [f"{one:%Y-%m-%d %H:%M %a}" for one in islice(parse_cron(expression).after(after), n)]


@pytest.mark.parametrize(
    ("expression", "times"),
    [
        ("0 9 ? * MON-FRI *", ["2026-01-01 09:00 Thu", "2026-01-02 09:00 Fri", "2026-01-05 09:00 Mon"]),
        ("0 9 ? * 2-6 *", ["2026-01-01 09:00 Thu", "2026-01-02 09:00 Fri", "2026-01-05 09:00 Mon"]),
        ("15 12 * * ? *", ["2026-01-01 12:15 Thu", "2026-01-02 12:15 Fri", "2026-01-03 12:15 Sat"]),
        ("1/10 0 1 1 ? *", ["2026-01-01 00:01 Thu", "2026-01-01 00:11 Thu", "2026-01-01 00:21 Thu"]),
        ("*/30 8-9 ? * sun *", ["2026-01-04 08:00 Sun", "2026-01-04 08:30 Sun", "2026-01-04 09:00 Sun"]),
        ("0 18 L * ? *", ["2026-01-31 18:00 Sat", "2026-02-28 18:00 Sat", "2026-03-31 18:00 Tue"]),
        ("0 8 3W * ? *", ["2026-01-02 08:00 Fri", "2026-02-03 08:00 Tue", "2026-03-03 08:00 Tue"]),
        ("0 8 1W * ? *", ["2026-01-01 08:00 Thu", "2026-02-02 08:00 Mon", "2026-03-02 08:00 Mon"]),
        ("0 8 31W * ? *", ["2026-01-30 08:00 Fri", "2026-03-31 08:00 Tue", "2026-05-29 08:00 Fri"]),
        ("0 10 ? * 6L *", ["2026-01-30 10:00 Fri", "2026-02-27 10:00 Fri", "2026-03-27 10:00 Fri"]),
        ("0 10 ? * FRIL *", ["2026-01-30 10:00 Fri", "2026-02-27 10:00 Fri", "2026-03-27 10:00 Fri"]),
        ("0 10 ? * L *", ["2026-01-03 10:00 Sat", "2026-01-10 10:00 Sat", "2026-01-17 10:00 Sat"]),
        ("0 10 ? * 3#2 *", ["2026-01-13 10:00 Tue", "2026-02-10 10:00 Tue", "2026-03-10 10:00 Tue"]),
        ("0 10 ? * FRI#5 *", ["2026-01-30 10:00 Fri", "2026-05-29 10:00 Fri", "2026-07-31 10:00 Fri"]),
        ("0 0 29 FEB ? *", ["2028-02-29 00:00 Tue", "2032-02-29 00:00 Sun", "2036-02-29 00:00 Fri"]),
        ("0 0 1 JAN ? 2030-2031", ["2030-01-01 00:00 Tue", "2031-01-01 00:00 Wed"]),
        ("0 0 30 2 ? *", []),
        ("0 0 1 1 ? 2020", []),
        ("59 23 31 12 ? 2199", ["2199-12-31 23:59 Tue"]),
    ],
)
def test_when_it_fires(expression: str, times: list[str]) -> None:
    assert first(expression) == times


@pytest.mark.parametrize(
    "expression",
    [
        "", "0 9 * * *", "0 9 * * * * *", "0 9 * * * *", "0 9 ? * ? *", "60 9 * * ? *", "0 24 * * ? *", "0 9 0 * ? *",
        "0 9 32 * ? *", "0 9 * 13 ? *", "0 9 ? * 0 *", "0 9 ? * 8 *", "0 9 * * ? 1969", "0 9 * * ? 2200",
        "0 9 5-1 * ? *", "0 9 * FOO ? *", "*/0 9 * * ? *", "0 9 ? * 3#6 *", "0 9 ? * 3#1,6#3 *", "0 9 LW * ? *",
        "0 9 L-3 * ? *", "0 9 15W,16W * ? *", "a b c d e f", "0,, 9 * * ? *", "*-5 9 * * ? *", "-1 9 * * ? *",
        "٣ 9 * * ? *", "0 9 * * ? *; drop", "\x00 9 * * ? *", "1/2/3 9 * * ? *", "0 ? * * ? *",
    ],
)  # fmt: skip
def test_nonsense_is_refused_with_a_sentence(expression: str) -> None:
    with pytest.raises(ValueError, match=r"\.$"):
        parse_cron(expression)


def test_it_may_stand_as_eventbridge_writes_it() -> None:
    assert bare(" cron( 0  9 ? * MON *) ") == "0 9 ? * MON *"
    assert first("cron(0 9 ? * MON *)") == first("0 9 ? * MON *")


FIELDS = st.tuples(
    st.integers(0, 59), st.integers(0, 23), st.sets(st.integers(1, 12), min_size=1),
    st.sets(st.integers(1, 7), min_size=1),
)  # fmt: skip


@given(FIELDS, st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1)))
def test_every_time_that_fits_is_found_and_no_other(
    fields: tuple[int, int, set[int], set[int]], after: datetime
) -> None:
    minute, hour, months, weekdays = fields
    expression = f"{minute} {hour} ? {','.join(map(str, months))} {','.join(map(str, weekdays))} *"
    day = datetime(after.year, after.month, after.day, hour, minute)
    expected: list[datetime] = []
    while len(expected) < 5:
        if day > after and day.month in months and (day.weekday() + 1) % 7 + 1 in weekdays:
            expected.append(day)
        day += timedelta(days=1)
    assert list(islice(parse_cron(expression).after(after), 5)) == expected


@given(st.integers(1, 31), st.integers(2020, 2040), st.integers(1, 12))
def test_the_nearest_weekday_is_in_the_month_and_none_is_nearer(day: int, year: int, month: int) -> None:
    found = [one.day for one in parse_cron(f"0 0 {day}W {month} ? {year}").after(datetime(2019, 1, 1))]
    days = range(1, calendar.monthrange(year, month)[1] + 1)
    weekdays = [one for one in days if calendar.weekday(year, month, one) < calendar.SATURDAY]
    assert found == ([min(weekdays, key=lambda one: abs(one - day))] if day in days else [])


@given(st.text(alphabet="0123456789*?,-/LW#MONJAN ()cr", max_size=40))
def test_anything_is_read_or_refused(text: str) -> None:
    try:
        cron = parse_cron(text)
    except ValueError:
        return
    times = list(islice(cron.after(START), 4))
    assert times == sorted(set(times))
