"""Go on in another workspace."""

from dataclasses import dataclass

from flotilla.domain.errors import NotFoundError
from flotilla.domain.ids import TenantId
from flotilla.domain.people import Principal
from flotilla.domain.policy import Policy
from flotilla.ports.clock import Clock, Ids
from flotilla.ports.repositories import MemberRepository, TenantRepository, UserRepository
from flotilla.ports.security import SignInTokens
from flotilla.services.admission import Admission, SignedIn, Visitor
from flotilla.services.standing import Standing


@dataclass(frozen=True, slots=True)
class SwitchTenant:
    """Signs a person in to another workspace of theirs."""

    tenants: TenantRepository
    users: UserRepository
    members: MemberRepository
    tokens: SignInTokens
    clock: Clock
    ids: Ids
    policy: Policy

    def __call__(self, principal: Principal, tenant_id: TenantId) -> SignedIn:
        """The sign-in there. Raise NotFoundError for a workspace that does not let the person in."""
        member = Standing(self.members, self.tenants, self.policy).find(tenant_id, principal.user)
        if member is None:
            raise NotFoundError("There is no such workspace.")
        admission = Admission(
            self.tenants, self.users, self.members, self.tokens, self.clock, self.ids, self.policy
        )  # fmt: skip
        visitor = Visitor(principal.address, principal.user_agent)
        return admission(self.users.get(principal.user), member, visitor)
