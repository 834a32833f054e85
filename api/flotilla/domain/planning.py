"""When schedules run. Pure: the same answer as EventBridge Scheduler's own, as its documentation has it.

What recurs at a time that clocks leave out is skipped that day, and what clocks show twice happens once, the first
time. What is to happen once at a time that is left out happens as much later as is left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import islice, pairwise, takewhile
from zoneinfo import ZoneInfo

from flotilla.domain.cron import CronExpression, parse_cron
from flotilla.domain.features import Weekday
from flotilla.domain.schedules import Once, Weekly, When
from flotilla.domain.wall_clock import comes_twice, exists, moment_of, on_the_wall
from flotilla.domain.working_hours import minutes_of

MIN_INTERVAL = timedelta(minutes=5)
"""Recurring schedules are this far apart at least."""

LOOK_AHEAD_DAYS = 366
MOST_ODDITIES = 4
_ENOUGH = 200
"""So many times show how close together an expression's times are."""


class Oddity(StrEnum):
    """What summer time does to a planned time."""

    LEFT_OUT = "left_out"
    TWICE = "twice"


@dataclass(frozen=True, slots=True)
class Odd:
    """A local time that is missing or comes twice; `runs_at` is when the schedule runs instead, None if it doesn't."""

    kind: Oddity
    local: datetime
    runs_at: datetime | None


def runs_after(when: When, zone: str, after: datetime) -> Iterator[datetime]:
    """The planned moments (UTC) after one, in order."""
    place = ZoneInfo(zone)
    if isinstance(when, Once):
        moment = moment_of(when.at, place)
        yield from (moment,) if moment > after else ()
        return
    for local in _recurring(when).after(on_the_wall(after, place)):
        # Set back, clocks show again what was shown before: that moment is past.
        if exists(local, place) and (moment := moment_of(local, place)) > after:
            yield moment


def next_runs(when: When, zone: str, after: datetime, n: int) -> tuple[datetime, ...]:
    """Up to `n` planned moments (UTC) after one."""
    return tuple(islice(runs_after(when, zone, after), n))


def next_run(when: When, zone: str, after: datetime) -> datetime | None:
    """The planned moment (UTC) after one, or None."""
    return next(runs_after(when, zone, after), None)


def runs_between(when: When, zone: str, after: datetime, until: datetime) -> tuple[datetime, ...]:
    """The planned moments (UTC) after one, up to and with the other."""
    return tuple(takewhile(lambda moment: moment <= until, runs_after(when, zone, after)))


def oddities(when: When, zone: str, after: datetime) -> tuple[Odd, ...]:
    """Where summer time gets in the way within a year, the first few."""
    place = ZoneInfo(zone)
    if isinstance(when, Once):
        odd = _odd(when.at, place, recurring=False)
        return (odd,) if odd is not None else ()
    start = on_the_wall(after, place)
    found: list[Odd] = []
    for noon in _days_of_change(place, start):
        for local in _recurring(when).after(noon):
            if local >= noon + timedelta(days=1):
                break
            odd = _odd(local, place, recurring=True)
            found += [odd] if odd is not None else []
    return tuple(odd for odd in found if odd.local > start)[:MOST_ODDITIES]


def too_often(when: When) -> bool:
    """Whether two of its times on the wall are closer together than MIN_INTERVAL."""
    if isinstance(when, Once | Weekly):
        return False
    times = islice(_recurring(when).after(datetime(2026, 1, 1)), _ENOUGH)  # noqa: DTZ001 - on the wall
    return any(later - earlier < MIN_INTERVAL for earlier, later in pairwise(times))


def expression_of(when: When, zone: str) -> str:
    """How EventBridge Scheduler is told, beside the zone."""
    if isinstance(when, Once):
        # Told a time that clocks do show: what EventBridge makes of one they leave out is documented nowhere.
        shown = on_the_wall(moment_of(when.at, ZoneInfo(zone)), ZoneInfo(zone))
        return f"at({shown:%Y-%m-%dT%H:%M:%S})"
    return f"cron({cron_of(when) if isinstance(when, Weekly) else when.expression})"


def cron_of(weekly: Weekly) -> str:
    """The same as an expression's six fields."""
    hour, minute = divmod(minutes_of(weekly.time), 60)
    days = ",".join(day.value.upper() for day in Weekday if day in weekly.days)
    return f"{minute} {hour} ? * {days} *"


def _recurring(when: When) -> CronExpression:
    if isinstance(when, Once):
        raise TypeError(when)
    return parse_cron(cron_of(when) if isinstance(when, Weekly) else when.expression)


def _odd(local: datetime, zone: ZoneInfo, *, recurring: bool) -> Odd | None:
    if not exists(local, zone):
        return Odd(Oddity.LEFT_OUT, local, None if recurring else moment_of(local, zone))
    return Odd(Oddity.TWICE, local, moment_of(local, zone)) if comes_twice(local, zone) else None


def _days_of_change(zone: ZoneInfo, start: datetime) -> Iterator[datetime]:
    """Noons after which clocks are changed before the next noon."""
    noon = start.replace(hour=12, minute=0, second=0, microsecond=0) - timedelta(days=1)
    for ahead in range(LOOK_AHEAD_DAYS + 1):
        one = noon + timedelta(days=ahead)
        if one.replace(tzinfo=zone).utcoffset() != (one + timedelta(days=1)).replace(tzinfo=zone).utcoffset():
            yield one
