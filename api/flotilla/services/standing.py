"""Read what a person is in a workspace: the stored membership, under what the environment says."""

from dataclasses import dataclass, replace

from flotilla.domain.ids import TenantId, UserId
from flotilla.domain.people import Membership
from flotilla.domain.policy import Policy
from flotilla.ports.repositories import MemberRepository, TenantRepository

ENVIRONMENT = "environment"


@dataclass(frozen=True, slots=True)
class Standing:
    """Shared by the use cases that ask who is in a workspace; it checks no powers, they do."""

    members: MemberRepository
    tenants: TenantRepository
    policy: Policy

    def find(self, tenant: TenantId, user: UserId) -> Membership | None:
        """The membership with the role that counts, or None if the person has none or was deactivated."""
        member = self.members.find(tenant, user)
        return self.effective(member) if member is not None and member.active else None

    def effective(self, member: Membership) -> Membership:
        """The membership with the role that counts."""
        if self.managed_by(member) is None:
            return member
        role = self.policy.roster.role_of(member.email, member.role)
        return replace(member, role=role or member.role)

    def managed_by(self, member: Membership) -> str | None:
        """`environment` for whose role the environment gives, None for whose role the team gives."""
        if not self.policy.roster.names(member.email):
            return None
        return ENVIRONMENT if self.tenants.default() == member.tenant else None
