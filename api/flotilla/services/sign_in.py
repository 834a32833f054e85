"""Sign in with an e-mail address and a password."""

from dataclasses import dataclass

from flotilla.domain.errors import UnauthenticatedError
from flotilla.domain.people import User, normalise_email
from flotilla.domain.policy import Policy
from flotilla.ports.clock import Clock, Ids
from flotilla.ports.limits import Lockouts, RateLimiter
from flotilla.ports.repositories import MemberRepository, TenantRepository, UserRepository
from flotilla.ports.security import PasswordHasher, SignInTokens
from flotilla.services.admission import Admission, SignedIn, Visitor
from flotilla.services.house_people import HousePeople
from flotilla.services.prove_password import ProvePassword


@dataclass(frozen=True, slots=True)
class SignIn:
    """Exchanges a password for a token, so often per address of the network and so often per address of a person."""

    tenants: TenantRepository
    users: UserRepository
    members: MemberRepository
    hasher: PasswordHasher
    tokens: SignInTokens
    limiter: RateLimiter
    lockouts: Lockouts
    clock: Clock
    ids: Ids
    policy: Policy

    def __call__(
        self, email: str, password: str, *, address: str | None = None, user_agent: str | None = None
    ) -> SignedIn:
        """Sign in to the user's first tenant.

        Raise UnauthenticatedError, the same whether the address or the password is wrong, RateLimitedError, and
        ForbiddenError (`no_access`, `deactivated`) for a person whom no tenant lets in.
        """
        limit = self.policy.sign_ins_per_address
        if address is not None:
            self.limiter.take(f"sign-in#{address}", capacity=limit.capacity, per_second=limit.per_second)
        user = self._proven(normalise_email(email), password)
        HousePeople(self.tenants, self.members, self.clock, self.ids, self.policy)(user)
        admission = Admission(
            self.tenants, self.users, self.members, self.tokens, self.clock, self.ids, self.policy
        )  # fmt: skip
        return admission(user, admission.first_standing(user), Visitor(address, user_agent))

    def _proven(self, email: str, password: str) -> User:
        user = self.users.find_by_email(email)
        prove = ProvePassword(self.hasher, self.lockouts, self.clock)
        if not prove(email, user, password) or user is None:
            raise UnauthenticatedError("The e-mail address or the password is wrong.", code="wrong_credentials")
        return user
