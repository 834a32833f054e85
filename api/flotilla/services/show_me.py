"""Show who is signed in."""

from dataclasses import dataclass

from flotilla.domain.errors import NotFoundError
from flotilla.domain.ids import TenantId, UserId
from flotilla.domain.people import POWERS, Power, Principal, Role
from flotilla.domain.policy import Policy
from flotilla.domain.tenants import Tenant
from flotilla.ports.repositories import MemberRepository, TenantRepository, UserRepository
from flotilla.services.standing import Standing


@dataclass(frozen=True, slots=True)
class Workplace:
    """A workspace that lets the person in, and as what."""

    id: TenantId
    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class Me:
    """The signed-in person: where they are, where else they may go, and what they may do here."""

    principal: Principal
    tenant: Tenant
    tenants: tuple[Workplace, ...]
    powers: frozenset[Power]
    has_password: bool


@dataclass(frozen=True, slots=True)
class ShowMe:
    """Reads what pages need to know of the person; anybody who is signed in may."""

    tenants: TenantRepository
    users: UserRepository
    members: MemberRepository
    policy: Policy

    def __call__(self, principal: Principal) -> Me:
        """The person. Raise NotFoundError if the account is gone."""
        user = self.users.get(principal.user)
        tenant = self.tenants.get(principal.tenant)
        return Me(principal, tenant, self._workplaces(user.id), POWERS[principal.role], user.password_hash is not None)

    def _workplaces(self, user: UserId) -> tuple[Workplace, ...]:
        standing = Standing(self.members, self.tenants, self.policy)
        found = []
        for member in self.users.memberships(user):
            if not member.active:
                continue
            try:
                name = self.tenants.get(member.tenant).name
            except NotFoundError:
                continue  # It is being removed at this moment.
            found.append(Workplace(member.tenant, name, standing.effective(member).role))
        return tuple(found)
