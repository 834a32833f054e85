"""See that the people whom the environment names are members of the default workspace."""

from dataclasses import dataclass

from flotilla.domain.errors import ConflictError
from flotilla.domain.ids import TenantId, stable_id
from flotilla.domain.people import Membership, Role, User
from flotilla.domain.policy import Policy
from flotilla.domain.tenants import Tenant
from flotilla.ports.clock import Clock, Ids
from flotilla.ports.repositories import MemberRepository, TenantRepository


@dataclass(frozen=True, slots=True)
class HousePeople:
    """Shared by the use cases that sign in. The first admin makes the workspace, if there is none, and owns it."""

    tenants: TenantRepository
    members: MemberRepository
    clock: Clock
    ids: Ids
    policy: Policy

    def __call__(self, user: User) -> None:
        """A no-op for whom the environment does not name, and for who is a member already.

        An account whose address is not proven gets nothing: anybody who may invite could have made it for any address.
        """
        role = self.policy.roster.role_of(user.email, None)
        if role is None or not user.proven:
            return
        tenant = self.tenants.default()
        if tenant is None and role is Role.ADMIN:
            tenant = self._make()
        if tenant is None or self.members.find(tenant, user.id) is not None:
            return
        first = self.tenants.usage(tenant).owners == 0
        stored = Role.OWNER if first and role is Role.ADMIN else role
        member = Membership(tenant, user.id, user.email, user.name, stored, self.clock.now())
        try:
            self.members.add(tenant, member)
        except ConflictError:
            return  # A sign-in beside this one was quicker.

    def _make(self) -> TenantId:
        """The default workspace. Its id follows from its part, so that two who make it at once make one."""
        tenant = TenantId(stable_id("tenant", "default"))
        made = Tenant(tenant, "Workspace", "UTC", "en", self.clock.now(), plan=self.policy.default_plan)
        try:
            self.tenants.add(made)
        except ConflictError:
            return self.tenants.make_default(tenant)
        return self.tenants.make_default(tenant)
