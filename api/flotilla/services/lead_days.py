"""From days, as a workspace's clocks have them, to the moments between which leads are looked for."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flotilla.domain.errors import InvalidInputError
from flotilla.domain.lead_lists import LeadFilter
from flotilla.domain.people import Principal
from flotilla.ports.repositories import TenantRepository

_EARLIEST, _LATEST = date(2020, 1, 1), date(2200, 1, 1)


@dataclass(frozen=True, slots=True)
class Days:
    """From the first day to the last, both included; None is without end."""

    first: date | None = None
    last: date | None = None


def within(wanted: LeadFilter, days: Days, principal: Principal, tenants: TenantRepository) -> LeadFilter:
    """The filter, narrowed down to the days. Raise InvalidInputError for days that make no span."""
    if days == Days():
        return wanted
    first, last = days.first or _EARLIEST, days.last or _LATEST
    if not _EARLIEST <= first <= last <= _LATEST:
        raise InvalidInputError("The days make no span.", fields={"to": "Not before `from`, both as 2026-01-31."})
    zone = ZoneInfo(tenants.get(principal.tenant).time_zone)

    def midnight(day: date) -> datetime:
        return datetime.combine(day, time(), zone)

    since = midnight(first) if days.first is not None else None
    until = midnight(last + timedelta(days=1)) if days.last is not None else None
    return replace(wanted, since=since, until=until)
