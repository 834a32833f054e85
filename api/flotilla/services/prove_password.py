"""Check a password, so often in a row and no more."""

import hashlib
from dataclasses import dataclass

from flotilla.domain.people import User
from flotilla.ports.clock import Clock
from flotilla.ports.limits import Lockouts
from flotilla.ports.security import PasswordHasher


@dataclass(frozen=True, slots=True)
class ProvePassword:
    """Shared by the use cases that ask for a password."""

    hasher: PasswordHasher
    lockouts: Lockouts
    clock: Clock

    def __call__(self, email: str, user: User | None, password: str) -> bool:
        """Whether it is the user's password. Raise RateLimitedError after too many wrong ones for the address.

        For unknown addresses everything is done too, so that neither the answer nor its time tells them apart.
        """
        key = f"password#{hashlib.sha256(email.encode()).hexdigest()}"
        self.lockouts.attempt(key, self.clock.now())
        matches = self.hasher.verify(password, user.password_hash if user is not None else None)
        if matches and user is not None:
            self.lockouts.succeed(key)
            return True
        return False
