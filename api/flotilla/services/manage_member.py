"""What must hold for anybody who changes a member of the team."""

from dataclasses import dataclass

from flotilla.domain.errors import ConflictError, NotFoundError
from flotilla.domain.ids import UserId
from flotilla.domain.people import Membership, Principal, Role, power_to_give
from flotilla.domain.policy import Policy
from flotilla.ports.repositories import MemberRepository, TenantRepository
from flotilla.services.standing import Standing

MANAGED = "managed_by_environment"


@dataclass(frozen=True, slots=True)
class ManageMember:
    """Shared by the use cases that change or remove members."""

    members: MemberRepository
    tenants: TenantRepository
    policy: Policy

    def __call__(self, principal: Principal, user_id: UserId) -> Membership:
        """The membership as stored, if this person may change it.

        Raise NotFoundError, ConflictError (`managed_by_environment`) for whose role the environment gives, and
        ForbiddenError for an owner, whom only owners may change.
        """
        member = self.members.find(principal.tenant, user_id)
        if member is None:
            raise NotFoundError("There is no such member.")
        if Standing(self.members, self.tenants, self.policy).managed_by(member) is not None:
            raise ConflictError(
                "This person's role is set by ADMIN_EMAILS or VENDOR_EMAILS; change it there.", code=MANAGED
            )
        require_rank(principal, member.role)
        return member


def require_rank(principal: Principal, role: Role) -> None:
    """Raise ForbiddenError where somebody would make or unmake whom they may not: owners, by who is none."""
    principal.require(power_to_give(role))


def is_final(error: ConflictError) -> bool:
    """Whether trying again can't help: the conflict is not about who was quicker."""
    return error.code != ConflictError.code
