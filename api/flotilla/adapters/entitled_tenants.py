"""Workspaces with the plan that counts now, over a repository that knows nothing of payments."""

from collections.abc import Callable
from dataclasses import replace

from flotilla.domain.audit import AuditEntry
from flotilla.domain.ids import TenantId
from flotilla.domain.people import Membership
from flotilla.domain.plans import Plan
from flotilla.domain.tenants import Tenant, Usage
from flotilla.ports.clock import Clock
from flotilla.ports.repositories import BillingRepository, TenantRepository


class EntitledTenants:
    """Implements TenantRepository.

    Where payments are not set up, every workspace has the plan that the settings name; else the one that it pays for.
    `sells` tells which; it must need nothing that only some functions may read.
    It is worked out at each reading, so that it can't fall behind what was paid, and a grace ends by the clock alone.
    """

    def __init__(
        self,
        tenants: TenantRepository,
        billing: BillingRepository,
        clock: Clock,
        *,
        sells: Callable[[], bool],
        otherwise: Plan,
    ) -> None:
        self._tenants = tenants
        self._billing = billing
        self._clock = clock
        self.sells = sells
        self._otherwise = otherwise

    def add(self, tenant: Tenant, *, owner: Membership | None = None, audit: AuditEntry | None = None) -> None:
        """See the port."""
        self._tenants.add(tenant, owner=owner, audit=audit)

    def get(self, tenant: TenantId) -> Tenant:
        """See the port."""
        return self._entitled(self._tenants.get(tenant))

    def save(self, tenant: Tenant, *, audit: AuditEntry | None = None) -> Tenant:
        """See the port."""
        return self._entitled(self._tenants.save(tenant, audit=audit))

    def usage(self, tenant: TenantId) -> Usage:
        """See the port."""
        return self._tenants.usage(tenant)

    def default(self) -> TenantId | None:
        """See the port."""
        return self._tenants.default()

    def make_default(self, tenant: TenantId) -> TenantId:
        """See the port."""
        return self._tenants.make_default(tenant)

    def _entitled(self, tenant: Tenant) -> Tenant:
        plan = self._billing.get(tenant.id).plan(self._clock.now()) if self.sells() else self._otherwise
        return tenant if tenant.plan is plan else replace(tenant, plan=plan)
