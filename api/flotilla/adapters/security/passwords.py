"""Passwords by argon2id."""

import argon2
from argon2.exceptions import InvalidHashError, VerificationError


class Argon2Hasher:
    """Implements PasswordHasher, with the library's parameters (RFC 9106's second choice)."""

    def __init__(self) -> None:
        self._hasher = argon2.PasswordHasher()
        # What an unknown account's password is checked against, so that it takes as long as a known one's.
        self._nobody = self._hasher.hash("nobody's")

    def hash(self, password: str) -> str:
        """See the port."""
        return self._hasher.hash(password)

    def verify(self, password: str, encoded: str | None) -> bool:
        """See the port."""
        try:
            matched = self._hasher.verify(encoded or self._nobody, password)
        except (VerificationError, InvalidHashError):
            return False
        return matched and encoded is not None
