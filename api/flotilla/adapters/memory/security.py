"""Passwords and sign-in tokens in memory: quick, and safe only because they never leave the process."""

import hashlib
import hmac
import secrets
from datetime import datetime

from flotilla.domain.errors import UnauthenticatedError
from flotilla.ports.security import SignIn


class QuickHasher:
    """Implements PasswordHasher with one round, so that tests don't wait for argon2."""

    def hash(self, password: str) -> str:
        """See the port."""
        salt = secrets.token_hex(8)
        return f"quick${salt}${_digest(salt, password)}"

    def verify(self, password: str, encoded: str | None) -> bool:
        """See the port."""
        _, salt, digest = (encoded or "quick$none$none").split("$")
        return hmac.compare_digest(_digest(salt, password), digest) and encoded is not None


class MemorySignInTokens:
    """Implements SignInTokens: a token is a random name for what it says."""

    def __init__(self) -> None:
        self._issued: dict[str, SignIn] = {}

    def issue(self, sign_in: SignIn) -> str:
        """See the port."""
        token = secrets.token_urlsafe(24)
        self._issued[token] = sign_in
        return token

    def read(self, token: str, now: datetime) -> SignIn:
        """See the port."""
        sign_in = self._issued.get(token)
        if sign_in is None or now >= sign_in.expires_at:
            raise UnauthenticatedError("Please sign in again.")
        return sign_in


def _digest(salt: str, password: str) -> str:
    return hashlib.sha256(f"{salt}{password}".encode()).hexdigest()
