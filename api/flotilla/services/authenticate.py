"""Tell who is asking, from the sign-in token."""

from dataclasses import dataclass

from flotilla.domain.errors import UnauthenticatedError
from flotilla.domain.people import Principal
from flotilla.ports.clock import Clock
from flotilla.ports.repositories import MemberRepository
from flotilla.ports.security import SignInTokens


@dataclass(frozen=True, slots=True)
class Authenticate:
    """Reads the token; the role is looked up anew, so that a change of it counts at once."""

    members: MemberRepository
    tokens: SignInTokens
    clock: Clock

    def __call__(self, token: str) -> Principal:
        """Raise UnauthenticatedError for a bad or expired token, or one of a person who is no member any more."""
        signed = self.tokens.read(token, self.clock.now())
        member = self.members.find(signed.tenant, signed.user)
        if member is None:
            raise UnauthenticatedError("Your access to this workspace has ended. Sign in again.")
        return Principal(member.tenant, member.user, member.email, member.name, member.role)
