"""List the people of a workspace."""

from dataclasses import dataclass

from flotilla.domain.people import Membership, Power, Principal
from flotilla.domain.policy import Policy
from flotilla.ports.repositories import MemberRepository, TenantRepository
from flotilla.services.standing import Standing


@dataclass(frozen=True, slots=True)
class TeamMember:
    """A member with the role that counts. `managed_by`: `environment` where the role can't be changed here."""

    membership: Membership
    managed_by: str | None


@dataclass(frozen=True, slots=True)
class ListTeam:
    """Reads the team, oldest member first."""

    members: MemberRepository
    tenants: TenantRepository
    policy: Policy

    def __call__(self, principal: Principal) -> tuple[TeamMember, ...]:
        """All members, the deactivated too."""
        principal.require(Power.TEAM_READ)
        standing = Standing(self.members, self.tenants, self.policy)
        members = self.members.list(principal.tenant)
        return tuple(TeamMember(standing.effective(one), standing.managed_by(one)) for one in members)
