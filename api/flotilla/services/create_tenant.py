"""Make a workspace."""

from dataclasses import dataclass
from typing import Any

from flotilla.domain.audit import Subject
from flotilla.domain.errors import ForbiddenError, LimitReachedError
from flotilla.domain.ids import TenantId
from flotilla.domain.people import Membership, Principal, Role
from flotilla.domain.policy import Policy
from flotilla.domain.tenants import Tenant
from flotilla.ports.clock import Clock, Ids
from flotilla.ports.repositories import TenantRepository, UserRepository
from flotilla.services.audited import audited
from flotilla.services.tenant_fields import check_tenant_fields

MOST_OWNED = 10
"""So many workspaces one person may own."""


@dataclass(frozen=True, slots=True)
class CreateTenant:
    """Adds a workspace of the person's own, where the installation is open to all."""

    tenants: TenantRepository
    users: UserRepository
    clock: Clock
    ids: Ids
    policy: Policy

    def __call__(self, principal: Principal, name: str, *, time_zone: str = "UTC", language: str = "en") -> Tenant:
        """The new workspace, whose owner the person is. They stay signed in where they are.

        Raise ForbiddenError (`sign_up_closed`) where people come by invitation only, LimitReachedError for who owns
        10 workspaces, and InvalidInputError naming what can't be used.
        """
        if not self.policy.open_sign_up:
            raise ForbiddenError("New workspaces are made by the operator only.", code="sign_up_closed")
        values = check_tenant_fields({"name": name, "time_zone": time_zone, "language": language})
        owned = [one for one in self.users.memberships(principal.user) if one.role is Role.OWNER]
        if len(owned) >= MOST_OWNED:
            raise LimitReachedError(f"You own {MOST_OWNED} workspaces already.")
        return self.make(principal, values)

    def make(self, principal: Principal, values: dict[str, Any]) -> Tenant:
        """The workspace of checked values; `principal.tenant` plays no part."""
        now = self.clock.now()
        tenant = Tenant(TenantId(self.ids.new()), created_at=now, plan=self.policy.default_plan, **values)
        owner = Membership(tenant.id, principal.user, principal.email, principal.name, Role.OWNER, now)
        maker = Principal(
            tenant.id, principal.user, principal.email, principal.name, Role.OWNER,
            principal.address, principal.user_agent,
        )  # fmt: skip
        subject = Subject("tenant", tenant.id, tenant.name)
        entry = audited(self.ids, maker, now, "tenant.created", subject, after={"name": tenant.name})
        self.tenants.add(tenant, owner=owner, audit=entry)
        return tenant
