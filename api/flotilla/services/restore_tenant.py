"""Undo a workspace's deletion."""

from dataclasses import dataclass, replace

from flotilla.domain.audit import Subject
from flotilla.domain.errors import ConflictError
from flotilla.domain.people import Power, Principal
from flotilla.domain.tenants import Tenant
from flotilla.domain.views import iso
from flotilla.ports.clock import Clock, Ids
from flotilla.ports.realtime import Doorbell
from flotilla.ports.repositories import BotRepository, TenantRepository
from flotilla.services.audited import audited
from flotilla.services.retry import until_no_conflict
from flotilla.services.suspend_bots import SuspendBots


@dataclass(frozen=True, slots=True)
class RestoreTenant:
    """Takes a deletion back while there is time; the bots that people wanted on start again."""

    tenants: TenantRepository
    bots: BotRepository
    doorbell: Doorbell
    clock: Clock
    ids: Ids

    def __call__(self, principal: Principal) -> Tenant:
        """The workspace. Raise ConflictError (`too_late`) from the day of its removal on."""
        principal.require(Power.TENANT_DELETE)
        tenant = until_no_conflict(lambda: self._unmark(principal), final=lambda error: error.code == "too_late")
        SuspendBots(self.bots, self.doorbell, self.clock)(principal.tenant, suspended=False)
        return tenant

    def _unmark(self, principal: Principal) -> Tenant:
        tenant = self.tenants.get(principal.tenant)
        if tenant.delete_at is None:
            return tenant
        now = self.clock.now()
        if now >= tenant.delete_at:
            raise ConflictError("This workspace is being removed; it is too late to restore it.", code="too_late")
        subject = Subject("tenant", tenant.id, tenant.name)
        before, after = {"delete_at": iso(tenant.delete_at)}, {"delete_at": None}
        entry = audited(self.ids, principal, now, "tenant.restored", subject, before, after)
        return self.tenants.save(replace(tenant, delete_at=None), audit=entry)
