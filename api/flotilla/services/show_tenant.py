"""Show a workspace and what it uses of its plan."""

from dataclasses import dataclass

from flotilla.domain.people import Power, Principal
from flotilla.domain.tenants import Tenant, Usage
from flotilla.ports.repositories import TenantRepository


@dataclass(frozen=True, slots=True)
class TenantWithUsage:
    """A workspace and what it uses."""

    tenant: Tenant
    usage: Usage


@dataclass(frozen=True, slots=True)
class ShowTenant:
    """Reads the workspace that the person is in."""

    tenants: TenantRepository

    def __call__(self, principal: Principal) -> TenantWithUsage:
        """The workspace with its usage."""
        principal.require(Power.TENANT_READ)
        return TenantWithUsage(self.tenants.get(principal.tenant), self.tenants.usage(principal.tenant))
