"""Sign-in with an OpenID provider."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Identity:
    """Whom the provider vouches for. `email_verified`: whether it says that the address is theirs."""

    subject: str
    email: str
    email_verified: bool
    name: str


@dataclass(frozen=True, slots=True)
class PendingSignIn:
    """A sign-in that began and waits for the provider's answer.

    `state` goes to the provider and comes back; `browser` stays in the browser that began, as a cookie; `nonce` comes
    back inside the id token; `verifier` proves to the provider that the code is exchanged by whoever asked for it.
    """

    state: str
    browser: str
    nonce: str
    verifier: str
    expires_at: datetime
    next: str | None = None
    invitation: str | None = None


class PendingSignIns(Protocol):
    """Sign-ins under way, each good for one answer."""

    def add(self, pending: PendingSignIn) -> None:
        """Keep it until it expires."""
        ...

    def take(self, state: str, now: datetime) -> PendingSignIn | None:
        """Take it out; None if it never was, was taken before, or has expired."""
        ...


class IdentityProvider(Protocol):
    """An OpenID provider: authorization code with PKCE."""

    @property
    def offered(self) -> bool:
        """Whether one is set up."""
        ...

    def authorization_url(self, *, state: str, nonce: str, verifier: str) -> str:
        """Where to send the browser. Raise UnavailableError if the provider does not tell its addresses now."""
        ...

    def identify(self, *, code: str, nonce: str, verifier: str) -> Identity:
        """Exchange the code and check the id token: signature, issuer, audience, expiry, nonce.

        Raise UnauthenticatedError (`bad_code`, `bad_id_token`), or UnavailableError.
        """
        ...
