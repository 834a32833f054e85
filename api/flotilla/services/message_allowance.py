"""Whether a workspace's bots may still answer this month."""

from dataclasses import dataclass

from flotilla.domain.ids import TenantId
from flotilla.domain.limit_notes import QUIET_MONTHLY, LimitNote
from flotilla.ports.clock import Clock
from flotilla.ports.repositories import LimitNotes, MetricsRepository, TenantRepository
from flotilla.services.month_of_use import MonthOfUse, today_of

TOLERANCE_PERCENT = 120
"""Of the limit: at 100 people are told, and only here bots fall silent. What customers write is stored all the same."""


@dataclass(frozen=True, slots=True)
class MessageAllowance:
    """Shared by the use cases that send without a person's doing."""

    tenants: TenantRepository
    metrics: MetricsRepository
    limit_notes: LimitNotes
    clock: Clock

    def __call__(self, tenant_id: TenantId) -> bool:
        """False once the month's messages are used up beyond the tolerance. Keeps a note once the limit is reached."""
        tenant = self.tenants.get(tenant_id)
        allowed = tenant.quotas.messages
        if allowed is None:
            return True
        now = self.clock.now()
        used = MonthOfUse(self.metrics)(tenant, today_of(tenant, now)).messages
        if used >= allowed:
            note = LimitNote(tenant_id, "messages", allowed, tenant.plan, now)
            self.limit_notes.put(tenant_id, note, unless_since=now - QUIET_MONTHLY)
        return used * 100 < allowed * TOLERANCE_PERCENT
