"""An OpenID provider in memory, and the sign-ins under way."""

import threading
from datetime import datetime
from urllib.parse import urlencode

from flotilla.domain.errors import UnauthenticatedError
from flotilla.ports.identity import Identity, PendingSignIn


class MemoryPendingSignIns:
    """Implements PendingSignIns."""

    def __init__(self) -> None:
        self._pending: dict[str, PendingSignIn] = {}
        self._lock = threading.Lock()

    def add(self, pending: PendingSignIn) -> None:
        """See the port."""
        with self._lock:
            self._pending[pending.state] = pending

    def take(self, state: str, now: datetime) -> PendingSignIn | None:
        """See the port."""
        with self._lock:
            pending = self._pending.pop(state, None)
        return pending if pending is not None and now < pending.expires_at else None


class MemoryIdentityProvider:
    """Implements IdentityProvider: `vouch` makes the code that the provider would send the browser back with.

    `offered` may be set to False; `asked` holds what the last authorization was asked with.
    """

    def __init__(self) -> None:
        self.offered = True
        self.asked: dict[str, str] = {}
        self._codes: dict[str, Identity] = {}

    def vouch(self, code: str, email: str, *, name: str = "Sample Person", email_verified: bool = True) -> str:
        """A code, good for one exchange."""
        self._codes[code] = Identity(f"subject-of-{email}", email, email_verified, name)
        return code

    def authorization_url(self, *, state: str, nonce: str, verifier: str) -> str:
        """See the port."""
        self.asked = {"state": state, "nonce": nonce, "verifier": verifier}
        return f"https://provider.invalid/authorize?{urlencode({'state': state, 'nonce': nonce})}"

    def identify(self, *, code: str, nonce: str, verifier: str) -> Identity:
        """See the port."""
        identity = self._codes.pop(code, None)
        if identity is None:
            raise UnauthenticatedError("The provider does not know this code.", code="bad_code")
        if (nonce, verifier) != (self.asked.get("nonce"), self.asked.get("verifier")):
            raise UnauthenticatedError("The provider's answer is for another sign-in.", code="bad_id_token")
        return identity
