"""Show what a workspace used up in a month."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from zoneinfo import ZoneInfo

from flotilla.domain.consumption import Consumption
from flotilla.domain.errors import InvalidInputError
from flotilla.domain.metrics import KEPT, working_seconds
from flotilla.domain.people import Power, Principal
from flotilla.domain.sessions import SessionStatus
from flotilla.domain.tenants import Tenant, Usage
from flotilla.ports.clock import Clock
from flotilla.ports.repositories import BotRepository, MetricsRepository, SessionRepository, TenantRepository
from flotilla.services.month_of_use import MonthOfUse, today_of


@dataclass(frozen=True, slots=True)
class UsageShown:
    """What was used up in a month (`2026-01`), and what there is now. `stored_bytes`: the files of all messages."""

    month: str
    tenant: Tenant
    used: Consumption
    there_is: Usage
    stored_bytes: int


@dataclass(frozen=True, slots=True)
class ShowUsage:
    """Adds to what was counted the time of sessions that work still."""

    tenants: TenantRepository
    bots: BotRepository
    sessions: SessionRepository
    metrics: MetricsRepository
    clock: Clock

    def __call__(self, principal: Principal, month: str | None = None) -> UsageShown:
        """Of a month in the workspace's time zone, by default this one. Raise InvalidInputError for what is none."""
        principal.require(Power.BILLING)
        tenant = self.tenants.get(principal.tenant)
        day = _first_day(month) if month is not None else today_of(tenant, self.clock.now())
        used = MonthOfUse(self.metrics)(tenant, day)
        used = replace(used, bot_seconds=used.bot_seconds + self._still_working(tenant)[f"{day:%Y-%m}"])
        return UsageShown(f"{day:%Y-%m}", tenant, used, self.tenants.usage(tenant.id), self._stored(tenant))

    def _stored(self, tenant: Tenant) -> int:
        kept = self.metrics.list(tenant.id, KEPT, KEPT)
        return max(sum(one.counts.get("stored_bytes", 0) for one in kept), 0)

    def _still_working(self, tenant: Tenant) -> Counter[str]:
        """Seconds by month."""
        zone, now = ZoneInfo(tenant.time_zone), self.clock.now()
        seconds: Counter[str] = Counter()
        for bot in self.bots.list(tenant.id):
            session = self.sessions.find(tenant.id, bot.id)
            if session is not None and session.status is SessionStatus.WORKING:
                for moment, more in working_seconds(session.since, now, zone):
                    seconds[f"{moment.astimezone(zone):%Y-%m}"] += more
        return seconds


def _first_day(month: str) -> date:
    try:
        return date.fromisoformat(f"{month}-01")
    except ValueError:
        raise InvalidInputError("That is no month.", fields={"month": "Write it as 2026-01."}) from None
