"""EventBridge's cron expressions: six fields, and the times on the wall that they stand for.

The semantics are EventBridge's and not those of cron(8): weekdays count from Sunday as 1, one of the two day fields is
`?`, there is a year, and `L`, `W` and `#` mean what they mean there.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flotilla.domain.cron_fields import MONTHS, DaysOf, days_of_month, days_of_week, values

FIRST_YEAR, LAST_YEAR = 1970, 2199
_NAMES = ("minutes", "hours", "day of month", "month", "day of week", "year")


@dataclass(frozen=True, slots=True)
class CronExpression:
    """When it fires: every combination of these, on the wall."""

    minutes: tuple[int, ...]
    hours: tuple[int, ...]
    months: tuple[int, ...]
    years: tuple[int, ...]
    days_of: DaysOf

    def after(self, local: datetime) -> Iterator[datetime]:
        """The times on the wall after one, in order; it ends with the last year."""
        for year in self.years:
            for month in self.months:
                if (year, month) >= (local.year, local.month):
                    yield from (one for one in self._in(year, month, local) if one > local)

    def _in(self, year: int, month: int, after: datetime) -> Iterator[datetime]:
        this_month = (year, month) == (after.year, after.month)
        for day in sorted(self.days_of(year, month)):
            if this_month and day < after.day:
                continue
            for hour in self.hours:
                for minute in self.minutes:
                    yield datetime(year, month, day, hour, minute)  # noqa: DTZ001 - a time on the wall has no zone


def parse_cron(expression: str) -> CronExpression:
    """Read an expression, with or without `cron(…)` around it. Raise ValueError with a sentence for people."""
    fields = bare(expression).split()
    if len(fields) != len(_NAMES):
        raise ValueError(f"Six fields: {', '.join(_NAMES)}; such as 0 9 ? * MON-FRI *.")
    minutes, hours, day, month, weekday, year = fields
    if (day == "?") == (weekday == "?"):
        raise ValueError("Exactly one of day of month and day of week is ?.")
    return CronExpression(
        minutes=_read(0, lambda: values(minutes, 0, 59)),
        hours=_read(1, lambda: values(hours, 0, 23)),
        months=_read(3, lambda: values(month, 1, 12, MONTHS)),
        years=_read(5, lambda: values(year, FIRST_YEAR, LAST_YEAR)),
        days_of=_read(4, lambda: days_of_week(weekday)) if day == "?" else _read(2, lambda: days_of_month(day)),
    )


def bare(expression: str) -> str:
    """The six fields, without `cron(…)` around them and with single spaces between them."""
    text = expression.strip()
    if text.lower().startswith("cron(") and text.endswith(")"):
        text = text[len("cron(") : -1]
    return " ".join(text.split())


def _read(place: int, read: Callable[[], Any]) -> Any:
    try:
        return read()
    except ValueError as error:
        raise ValueError(f"The field {_NAMES[place]}: {error}") from None
