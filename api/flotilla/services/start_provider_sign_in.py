"""Begin a sign-in with the OpenID provider."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flotilla.domain.errors import NotFoundError
from flotilla.domain.policy import Policy
from flotilla.domain.sign_in_paths import same_site_path
from flotilla.ports.clock import Clock, Ids
from flotilla.ports.identity import IdentityProvider, PendingSignIn, PendingSignIns
from flotilla.ports.limits import RateLimiter

PENDING_LIFETIME = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class ProviderSignIn:
    """Where to send the browser, and the value of the cookie that binds the answer to it."""

    url: str
    cookie: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class StartProviderSignIn:
    """Keeps what the answer will be checked against: state, nonce, PKCE verifier, and the browser's own secret."""

    provider: IdentityProvider
    pending: PendingSignIns
    limiter: RateLimiter
    clock: Clock
    ids: Ids
    policy: Policy

    def __call__(
        self,
        next: str | None = None,  # noqa: A002  # The name that the URL gives it.
        *,
        invitation: str | None = None,
        address: str | None = None,
    ) -> ProviderSignIn:
        """The address and the cookie.

        `next` is where to go after it, dropped unless it is a path of this site; `invitation` is the secret of an
        invitation's link, accepted on the way.

        Raise NotFoundError (`no_provider`) where none is set up, RateLimitedError, and UnavailableError.
        """
        if not self.provider.offered:
            raise NotFoundError("Sign-in with a provider is not set up here.", code="no_provider")
        limit = self.policy.sign_ins_per_address
        if address is not None:
            self.limiter.take(f"sign-in#{address}", capacity=limit.capacity, per_second=limit.per_second)
        pending = PendingSignIn(
            state=self.ids.secret(),
            browser=self.ids.secret(),
            nonce=self.ids.secret(),
            verifier=self.ids.secret() + self.ids.secret(),
            expires_at=self.clock.now() + PENDING_LIFETIME,
            next=same_site_path(next),
            invitation=invitation,
        )
        url = self.provider.authorization_url(state=pending.state, nonce=pending.nonce, verifier=pending.verifier)
        self.pending.add(pending)
        return ProviderSignIn(url, pending.browser, pending.expires_at)
