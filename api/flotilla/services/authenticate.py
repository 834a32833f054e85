"""Tell who is asking, from the sign-in token."""

from dataclasses import dataclass

from flotilla.domain.errors import NotFoundError, UnauthenticatedError
from flotilla.domain.people import Principal
from flotilla.domain.policy import Policy
from flotilla.ports.clock import Clock
from flotilla.ports.repositories import MemberRepository, TenantRepository, UserRepository
from flotilla.ports.security import SignInTokens
from flotilla.services.standing import Standing


@dataclass(frozen=True, slots=True)
class Authenticate:
    """Reads the token; account and role are looked up anew, so that a change of them counts at once."""

    users: UserRepository
    members: MemberRepository
    tenants: TenantRepository
    tokens: SignInTokens
    clock: Clock
    policy: Policy

    def __call__(self, token: str, *, address: str | None = None, user_agent: str | None = None) -> Principal:
        """The person, who asks from this address with this program.

        Raise UnauthenticatedError for a bad, expired or withdrawn token, or one of a person whose access has ended.
        """
        signed = self.tokens.read(token, self.clock.now())
        try:
            user = self.users.get(signed.user)
        except NotFoundError:
            raise UnauthenticatedError("Please sign in again.") from None
        if not user.active or user.token_epoch != signed.epoch:
            raise UnauthenticatedError("Please sign in again.")
        member = Standing(self.members, self.tenants, self.policy).find(signed.tenant, signed.user)
        if member is None:
            raise UnauthenticatedError("Your access to this workspace has ended. Sign in again.")
        return Principal(member.tenant, member.user, member.email, member.name, member.role, address, user_agent)
