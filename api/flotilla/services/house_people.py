"""See that the people whom the environment names are members of the default workspace."""

from dataclasses import dataclass

from flotilla.domain.errors import ConflictError
from flotilla.domain.people import Membership, Role, User
from flotilla.domain.policy import Policy
from flotilla.ports.clock import Clock, Ids
from flotilla.ports.repositories import MemberRepository, TenantRepository
from flotilla.services.default_workspace import default_workspace


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
            tenant = default_workspace(self.tenants, self.clock, self.policy)
        if tenant is None or self.members.find(tenant, user.id) is not None:
            return
        first = self.tenants.usage(tenant).owners == 0
        stored = Role.OWNER if first and role is Role.ADMIN else role
        member = Membership(tenant, user.id, user.email, user.name, stored, self.clock.now())
        try:
            self.members.add(tenant, member)
        except ConflictError:
            return  # A sign-in beside this one was quicker.
