"""Add up what a workspace used in a month, from the counts of its bots' days."""

import calendar
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from flotilla.domain.consumption import Consumption
from flotilla.domain.tenants import Tenant
from flotilla.ports.repositories import MetricsRepository


@dataclass(frozen=True, slots=True)
class MonthOfUse:
    """Shared by the use cases that limit or show it. What is counted once there is not counted again here."""

    metrics: MetricsRepository

    def __call__(self, tenant: Tenant, month: date) -> Consumption:
        """The sums of the month that the day lies in, in the workspace's time zone. Eventually consistent."""
        last = calendar.monthrange(month.year, month.month)[1]
        counts: Counter[str] = Counter()
        for one in self.metrics.list(tenant.id, month.replace(day=1), month.replace(day=last)):
            counts.update(one.counts)
        return Consumption.of(counts)


def today_of(tenant: Tenant, now: datetime) -> date:
    """The day that it is in the workspace."""
    return now.astimezone(ZoneInfo(tenant.time_zone)).date()
