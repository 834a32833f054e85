"""Delete a workspace, with a week to think again."""

from dataclasses import dataclass, replace

from flotilla.domain.audit import Subject
from flotilla.domain.errors import InvalidInputError
from flotilla.domain.people import Power, Principal
from flotilla.domain.tenants import DELETION_GRACE, Tenant
from flotilla.domain.views import iso
from flotilla.ports.clock import Clock, Ids
from flotilla.ports.realtime import Doorbell
from flotilla.ports.repositories import BotRepository, TenantRepository
from flotilla.services.audited import audited
from flotilla.services.retry import until_no_conflict
from flotilla.services.suspend_bots import SuspendBots


@dataclass(frozen=True, slots=True)
class DeleteTenant:
    """Sets the day on which all of a workspace is removed for good, and stops its bots until then."""

    tenants: TenantRepository
    bots: BotRepository
    doorbell: Doorbell
    clock: Clock
    ids: Ids

    def __call__(self, principal: Principal, confirm: str) -> Tenant:
        """The workspace with the day. `confirm` is its name, as typed by the person.

        Raise InvalidInputError if it isn't. Deleted again, the day stays.
        """
        principal.require(Power.TENANT_DELETE)
        tenant = until_no_conflict(lambda: self._mark(principal, confirm))
        SuspendBots(self.bots, self.doorbell, self.clock)(principal.tenant, suspended=True)
        return tenant

    def _mark(self, principal: Principal, confirm: str) -> Tenant:
        tenant = self.tenants.get(principal.tenant)
        if confirm.strip() != tenant.name:
            raise InvalidInputError("That is not the workspace's name.", fields={"confirm": "Type the name."})
        if tenant.delete_at is not None:
            return tenant
        now = self.clock.now()
        delete_at = now + DELETION_GRACE
        subject = Subject("tenant", tenant.id, tenant.name)
        entry = audited(
            self.ids, principal, now, "tenant.deleted", subject, {"delete_at": None}, {"delete_at": iso(delete_at)}
        )  # fmt: skip
        return self.tenants.save(replace(tenant, delete_at=delete_at), audit=entry)
