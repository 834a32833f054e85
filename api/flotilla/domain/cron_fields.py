"""The fields of EventBridge's cron expressions: text → the values, or the days of a month, that it stands for."""

import calendar
import re
from collections.abc import Callable, Mapping

DaysOf = Callable[[int, int], frozenset[int]]
"""The days of a year's month that fit."""

MONTHS = {calendar.month_abbr[n].upper(): n for n in range(1, 13)}
WEEKDAYS = {name: n for n, name in enumerate(("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"), start=1)}
"""EventBridge counts the week's days from Sunday, which is 1."""

_PART = re.compile(r"(?P<from>\*|\w+)(?:-(?P<to>\w+))?(?:/(?P<step>\d{1,4}))?", re.ASCII)
_NO_NAMES: Mapping[str, int] = {}


def values(field: str, low: int, high: int, names: Mapping[str, int] = _NO_NAMES) -> tuple[int, ...]:
    """What a field of numbers stands for, in order. Raise ValueError with a sentence for people."""
    found: set[int] = set()
    for part in field.upper().split(","):
        found |= _part(part, low, high, names)
    return tuple(sorted(found))


def days_of_month(field: str) -> DaysOf:
    """The day-of-month field: numbers, `L` for the last day, `15W` for the weekday nearest to the 15th."""
    text = field.upper()
    if text == "L":
        return lambda year, month: frozenset({last_day(year, month)})
    if match := re.fullmatch(r"(\d{1,2})W", text, re.ASCII):
        day = _number(match[1], 1, 31, _NO_NAMES)
        return lambda year, month: _nearest_weekday(year, month, day)
    fixed = frozenset(values(text, 1, 31))
    return lambda year, month: frozenset(day for day in fixed if day <= last_day(year, month))


def days_of_week(field: str) -> DaysOf:
    """The day-of-week field: numbers or names, `L` for Saturday, `6L` for the last Friday, `6#3` for the third one."""
    text = field.upper()
    if text == "L":
        return _falling_on(frozenset({7}))
    if match := re.fullmatch(r"(\w+)L", text, re.ASCII):
        weekday = _number(match[1], 1, 7, WEEKDAYS)
        return lambda year, month: frozenset({_falling(year, month, weekday)[-1]})
    if match := re.fullmatch(r"(\w+)#([1-5])", text, re.ASCII):
        weekday, nth = _number(match[1], 1, 7, WEEKDAYS), int(match[2])
        return lambda year, month: frozenset(_falling(year, month, weekday)[nth - 1 : nth])
    return _falling_on(frozenset(values(text, 1, 7, WEEKDAYS)))


def last_day(year: int, month: int) -> int:
    """How many days the month has."""
    return calendar.monthrange(year, month)[1]


def _falling_on(weekdays: frozenset[int]) -> DaysOf:
    return lambda year, month: frozenset(day for one in weekdays for day in _falling(year, month, one))


def _falling(year: int, month: int, weekday: int) -> tuple[int, ...]:
    """The month's days that fall on a weekday, which is counted as EventBridge does."""
    first_is = (calendar.weekday(year, month, 1) + 1) % 7 + 1
    return tuple(range(1 + (weekday - first_is) % 7, last_day(year, month) + 1, 7))


def _nearest_weekday(year: int, month: int, day: int) -> frozenset[int]:
    """The weekday from Monday to Friday that is nearest to the day, in the same month; none if it has no such day."""
    last = last_day(year, month)
    if day > last:
        return frozenset()
    weekday = calendar.weekday(year, month, day)
    if weekday == calendar.SATURDAY:
        return frozenset({day - 1 if day > 1 else day + 2})
    if weekday == calendar.SUNDAY:
        return frozenset({day + 1 if day < last else day - 2})
    return frozenset({day})


def _part(part: str, low: int, high: int, names: Mapping[str, int]) -> set[int]:
    match = _PART.fullmatch(part)
    if match is None or (match["from"] == "*" and match["to"]):
        raise ValueError(f"{part!r} can't be read.")
    step = int(match["step"]) if match["step"] else 1
    if not 1 <= step <= max(high, 1):
        raise ValueError(f"{part!r}: steps go from 1 to {high}.")
    first = low if match["from"] == "*" else _number(match["from"], low, high, names)
    if match["to"]:
        last = _number(match["to"], low, high, names)
        if last < first:
            raise ValueError(f"{part!r} ends before it begins.")
    else:
        last = high if match["from"] == "*" or match["step"] else first
    return set(range(first, last + 1, step))


def _number(text: str, low: int, high: int, names: Mapping[str, int]) -> int:
    if text in names:
        return names[text]
    if not text.isdigit() or not low <= int(text) <= high:
        words = f", or {', '.join(names)}" if names else ""
        raise ValueError(f"{text!r} is not one of {low} to {high}{words}.")
    return int(text)
