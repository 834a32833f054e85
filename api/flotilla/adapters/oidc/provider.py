"""An OpenID provider, over HTTP."""

# ruff: noqa: PLC0415  # authlib is slow to load, and only two requests of a sign-in need it.

import logging
import warnings
from collections.abc import Callable
from functools import cached_property
from typing import Any

import httpx

from flotilla.adapters.oidc.discovery import Discovery
from flotilla.domain.errors import NotFoundError, UnauthenticatedError, UnavailableError
from flotilla.ports.clock import Clock
from flotilla.ports.identity import Identity

_log = logging.getLogger(__name__)

SCOPE = "openid email profile"
TIMEOUT_SECONDS = 5.0


class OidcProvider:
    """Implements IdentityProvider. Without a client's id none is set up; `client_secret` is asked for when needed."""

    def __init__(
        self,
        *,
        issuer: str,
        client_id: str,
        client_secret: Callable[[], str | None],
        redirect_uri: str,
        clock: Clock,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self._issuer = issuer
        self._client_id = client_id
        self._client_secret = client_secret
        self._redirect_uri = redirect_uri
        self._clock = clock
        self._transport = transport

    @property
    def offered(self) -> bool:
        """See the port."""
        return bool(self._client_id)

    def authorization_url(self, *, state: str, nonce: str, verifier: str) -> str:
        """See the port."""
        document = self._discovery.document()
        with self._client(None) as client:
            url, _ = client.create_authorization_url(
                document["authorization_endpoint"],
                state=state,
                nonce=nonce,
                code_verifier=verifier,
                prompt="select_account",
            )
        return str(url)

    def identify(self, *, code: str, nonce: str, verifier: str) -> Identity:
        """See the port."""
        from flotilla.adapters.oidc.id_token import check_id_token

        document = self._discovery.document()
        tokens = self._exchange(document, code, verifier)
        claims = check_id_token(
            str(tokens.get("id_token") or ""),
            keys=lambda fresh: self._discovery.keys(fresh=fresh),
            issuer=document["issuer"],
            client_id=self._client_id,
            nonce=nonce,
            access_token=tokens.get("access_token"),
            now=self._clock.now(),
        )
        if "email" not in claims:
            claims = {**claims, **self._user_info(document, tokens, claims["sub"])}
        return _identity(claims)

    def _exchange(self, document: dict[str, Any], code: str, verifier: str) -> dict[str, Any]:
        from authlib.common.errors import AuthlibBaseError

        try:
            with self._client(self._client_secret()) as client:
                tokens = client.fetch_token(
                    document["token_endpoint"], grant_type="authorization_code", code=code, code_verifier=verifier
                )
        except AuthlibBaseError as error:
            _log.info("the provider refused a code", extra={"error": error.error})
            raise UnauthenticatedError("The provider does not know this code.", code="bad_code") from None
        except (httpx.HTTPError, ValueError) as error:
            raise UnavailableError("The sign-in provider does not answer now.") from error
        return dict(tokens)

    def _user_info(self, document: dict[str, Any], tokens: dict[str, Any], subject: str) -> dict[str, Any]:
        """The claims that the id token left out, if they are about the same person."""
        url = document.get("userinfo_endpoint")
        if not isinstance(url, str):
            return {}
        try:
            answer = self._http.get(url, headers={"Authorization": f"Bearer {tokens.get('access_token')}"})
            answer.raise_for_status()
            found = answer.json()
        except (httpx.HTTPError, ValueError) as error:
            raise UnavailableError("The sign-in provider does not answer now.") from error
        if not isinstance(found, dict) or found.get("sub") != subject:
            raise UnauthenticatedError("The provider's answers are about different people.", code="bad_id_token")
        return {name: found[name] for name in ("email", "email_verified", "name") if name in found}

    def _client(self, secret: str | None) -> Any:
        from authlib.deprecate import AuthlibDeprecationWarning

        with warnings.catch_warnings():
            # It would rather have a successor of httpx that this project does not use.
            warnings.simplefilter("ignore", AuthlibDeprecationWarning)
            from authlib.integrations.httpx_client import OAuth2Client

        return OAuth2Client(
            client_id=self._client_id,
            client_secret=secret,
            token_endpoint_auth_method="client_secret_basic" if secret else "none",
            scope=SCOPE,
            redirect_uri=self._redirect_uri,
            code_challenge_method="S256",
            timeout=TIMEOUT_SECONDS,
            transport=self._transport,
        )

    @cached_property
    def _http(self) -> httpx.Client:
        return httpx.Client(timeout=TIMEOUT_SECONDS, transport=self._transport)

    @cached_property
    def _discovery(self) -> Discovery:
        if not self.offered:
            raise NotFoundError("Sign-in with a provider is not set up here.", code="no_provider")
        return Discovery(self._issuer, self._http, self._clock)


def _identity(claims: dict[str, Any]) -> Identity:
    email = str(claims.get("email") or "")
    verified = claims.get("email_verified")
    # Some providers write the truth as a text.
    proven = verified is True or verified == "true"
    return Identity(str(claims["sub"]), email, proven, str(claims.get("name") or ""))
