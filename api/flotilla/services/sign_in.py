"""Sign in with an e-mail address and a password."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flotilla.domain.errors import ForbiddenError, UnauthenticatedError
from flotilla.domain.people import Principal, normalise_email
from flotilla.ports import security
from flotilla.ports.clock import Clock
from flotilla.ports.repositories import UserRepository

SIGN_IN_LIFETIME = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The person, and the token that proves it until it expires."""

    principal: Principal
    token: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class SignIn:
    """Exchanges a password for a token."""

    users: UserRepository
    hasher: security.PasswordHasher
    tokens: security.SignInTokens
    clock: Clock

    def __call__(self, email: str, password: str) -> SignedIn:
        """Sign in to the user's first tenant.

        Raise UnauthenticatedError, the same whether the address or the password is wrong, and ForbiddenError
        (`no_access`) for a person who belongs to no tenant.
        """
        user = self.users.find_by_email(normalise_email(email))
        # The check is made for unknown addresses too, so that the time it takes tells nothing.
        matches = self.hasher.verify(password, user.password_hash if user else None)
        if user is None or not matches:
            raise UnauthenticatedError("The e-mail address or the password is wrong.", code="wrong_credentials")
        memberships = self.users.memberships(user.id)
        if not memberships:
            raise ForbiddenError("You do not belong to a workspace yet. Ask its admin to invite you.", code="no_access")
        first = memberships[0]
        now = self.clock.now()
        expires_at = now + SIGN_IN_LIFETIME
        token = self.tokens.issue(security.SignIn(user.id, first.tenant, now, expires_at))
        principal = Principal(first.tenant, user.id, user.email, user.name, first.role)
        return SignedIn(principal, token, expires_at)
