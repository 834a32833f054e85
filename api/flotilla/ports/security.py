"""Passwords and sign-in tokens."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from flotilla.domain.ids import TenantId, UserId


class PasswordHasher(Protocol):
    """A slow, salted hash."""

    def hash(self, password: str) -> str:
        """The encoded hash, with salt and parameters."""
        ...

    def verify(self, password: str, encoded: str | None) -> bool:
        """Whether they match. With None it takes as long as a real check and says False."""
        ...


@dataclass(frozen=True, slots=True)
class SignIn:
    """What a sign-in token says. It is void as soon as the user's `token_epoch` is another one."""

    user: UserId
    tenant: TenantId
    issued_at: datetime
    expires_at: datetime
    epoch: int = 0


class SignInTokens(Protocol):
    """Signed tokens for the sign-in cookie."""

    def issue(self, sign_in: SignIn) -> str:
        """A compact signed token."""
        ...

    def read(self, token: str, now: datetime) -> SignIn:
        """Raise UnauthenticatedError if the token is forged, damaged or expired."""
        ...
