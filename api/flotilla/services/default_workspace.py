"""The workspace that an installation begins with."""

from flotilla.domain.errors import ConflictError
from flotilla.domain.ids import TenantId, stable_id
from flotilla.domain.policy import Policy
from flotilla.domain.tenants import Tenant
from flotilla.ports.clock import Clock
from flotilla.ports.repositories import TenantRepository


def default_workspace(tenants: TenantRepository, clock: Clock, policy: Policy) -> TenantId:
    """The default workspace, made if there is none. Its id follows from its part, so that two who make it make one."""
    known = tenants.default()
    if known is not None:
        return known
    tenant = TenantId(stable_id("tenant", "default"))
    made = Tenant(tenant, "Workspace", "UTC", "en", clock.now(), plan=policy.default_plan)
    try:
        tenants.add(made)
    except ConflictError:
        return tenants.make_default(tenant)
    return tenants.make_default(tenant)
