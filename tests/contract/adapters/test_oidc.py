"""Sign-in with a provider, held against a provider that signs real tokens, and against one that cheats."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import oidc_provider_mock
import pytest
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

from flotilla.adapters.memory.clock import ManualClock
from flotilla.adapters.oidc import OidcProvider
from flotilla.adapters.system import SystemClock
from flotilla.domain.errors import FlotillaError, NotFoundError, UnauthenticatedError, UnavailableError

ISSUER = "https://issuer.example"
CLIENT = "client-1"
CALLBACK = "http://localhost:9/api/v1/auth/google/callback"
NOW = datetime(2026, 1, 1, 12, 0, tzinfo=UTC)
KEY, OTHER_KEY = (RSAKey.generate_key(2048, {"kid": kid, "use": "sig"}, private=True) for kid in ("k1", "k2"))
SIGN_IN = {"state": "state-1", "nonce": "nonce-1", "verifier": "v" * 64}


@dataclass
class Cheat:
    """A provider whose answers a test may bend."""

    claims: dict[str, Any] = field(default_factory=dict)
    key: RSAKey = field(default_factory=lambda: KEY)
    published: list[RSAKey] = field(default_factory=lambda: [KEY])
    algorithm: str = "RS256"
    token_status: int = 200
    document: dict[str, Any] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    token_request: dict[str, list[str]] = field(default_factory=dict)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request.url.path)
        if request.url.path == "/.well-known/openid-configuration":
            return httpx.Response(200, json={**_document(), **self.document})
        if request.url.path == "/jwks":
            return httpx.Response(200, json=KeySet([*self.published]).as_dict(private=False))
        if request.url.path == "/userinfo":
            return httpx.Response(200, json={"sub": "s1", "email": "late@example.com", "email_verified": True})
        self.token_request = parse_qs(request.content.decode())
        if self.token_status != 200:
            return httpx.Response(self.token_status, json={"error": "invalid_grant"})
        return httpx.Response(200, json={"access_token": "a", "token_type": "Bearer", "id_token": self._id_token()})

    def _id_token(self) -> str:
        claims = {
            "iss": ISSUER, "sub": "s1", "aud": CLIENT, "nonce": SIGN_IN["nonce"], "email": "a@example.com",
            "email_verified": True, "name": "A", "iat": int(NOW.timestamp()), "exp": int(NOW.timestamp()) + 300,
            **self.claims,
        }  # fmt: skip
        present = {name: value for name, value in claims.items() if value is not None}
        return jwt.encode({"alg": self.algorithm, "kid": self.key.kid}, present, self.key)


def _document() -> dict[str, str]:
    return {
        "issuer": ISSUER,
        "authorization_endpoint": f"{ISSUER}/authorize",
        "token_endpoint": f"{ISSUER}/token",
        "jwks_uri": f"{ISSUER}/jwks",
        "userinfo_endpoint": f"{ISSUER}/userinfo",
    }


def _provider(answer: Callable[[httpx.Request], httpx.Response], clock: ManualClock | None = None) -> OidcProvider:
    return OidcProvider(
        issuer=ISSUER,
        client_id=CLIENT,
        client_secret=lambda: "secret-1",
        redirect_uri=CALLBACK,
        clock=clock or ManualClock(NOW),
        transport=httpx.MockTransport(answer),
    )


def _identify(provider: OidcProvider, code: str = "code-1") -> Any:
    return provider.identify(code=code, nonce=SIGN_IN["nonce"], verifier=SIGN_IN["verifier"])


@pytest.fixture
def local() -> Iterator[str]:
    with oidc_provider_mock.run_server_in_thread(
        user_claims=[oidc_provider_mock.User(sub="ana", claims={"email": "ana@example.com", "email_verified": True})]
    ) as server:
        yield f"http://localhost:{server.server_port}"


def test_a_real_provider_vouches_for_who_picked_an_account(local: str) -> None:
    provider = OidcProvider(
        issuer=local,
        client_id=CLIENT,
        client_secret=lambda: "secret-1",
        redirect_uri=CALLBACK,
        clock=SystemClock(),
    )
    url = provider.authorization_url(**SIGN_IN)
    assert parse_qs(urlsplit(url).query)["code_challenge_method"] == ["S256"]
    answer = httpx.post(url, data={"sub": "ana"}, follow_redirects=False)
    back = parse_qs(urlsplit(answer.headers["location"]).query)
    assert back["state"] == [SIGN_IN["state"]]
    identity = _identify(provider, back["code"][0])
    assert (identity.email, identity.email_verified) == ("ana@example.com", True)
    with pytest.raises(UnauthenticatedError) as replayed:
        _identify(provider, back["code"][0])
    assert replayed.value.code == "bad_code"


def test_the_code_is_exchanged_with_the_verifier() -> None:
    cheat = Cheat()
    assert _identify(_provider(cheat)).email == "a@example.com"
    assert cheat.token_request["code_verifier"] == [SIGN_IN["verifier"]]
    assert cheat.token_request["redirect_uri"] == [CALLBACK]


@pytest.mark.parametrize(
    "bend",
    [
        {"claims": {"iss": "https://other.example"}},
        {"claims": {"aud": "another-client"}},
        {"claims": {"aud": [CLIENT, "another-client"], "azp": "another-client"}},
        {"claims": {"exp": int(NOW.timestamp()) - 61}},
        {"claims": {"exp": None}},
        {"claims": {"nonce": "another"}},
        {"claims": {"nonce": None}},
        {"claims": {"sub": None}},
        {"key": OTHER_KEY},
    ],
    ids=lambda bend: json.dumps(bend, default=lambda _: "other key"),
)
def test_a_token_that_is_not_as_it_must_be_is_refused(bend: dict[str, Any]) -> None:
    with pytest.raises(UnauthenticatedError) as refused:
        _identify(_provider(Cheat(**bend)))
    assert refused.value.code == "bad_id_token"


def test_a_token_signed_with_a_secret_or_not_at_all_is_refused() -> None:
    _, payload, _ = Cheat()._id_token().split(".")
    unsigned = f"eyJhbGciOiJub25lIn0.{payload}."

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/token":
            return httpx.Response(200, json={"access_token": "a", "token_type": "Bearer", "id_token": unsigned})
        return Cheat()(request)

    with pytest.raises(UnauthenticatedError):
        _identify(_provider(answer))


@pytest.mark.parametrize("verified", [False, None, "false", 1])
def test_an_address_that_is_not_vouched_for_is_said_to_be_so(verified: object) -> None:
    assert not _identify(_provider(Cheat(claims={"email_verified": verified}))).email_verified


def test_claims_that_the_token_leaves_out_are_asked_for() -> None:
    assert _identify(_provider(Cheat(claims={"email": None}))).email == "late@example.com"
    with pytest.raises(UnauthenticatedError):
        _identify(_provider(Cheat(claims={"email": None, "sub": "somebody-else"})))


def test_a_new_key_of_the_provider_is_learned() -> None:
    cheat, clock = Cheat(), ManualClock(NOW)
    provider = _provider(cheat, clock)
    _identify(provider)
    asked = len(cheat.asked)
    _identify(provider)
    assert cheat.asked[asked:] == ["/token"]
    cheat.key, cheat.published = OTHER_KEY, [KEY, OTHER_KEY]
    with pytest.raises(UnauthenticatedError):
        _identify(provider)
    clock.advance(timedelta(minutes=1))
    assert _identify(provider).email == "a@example.com"


@pytest.mark.parametrize(
    ("bend", "error"),
    [
        ({"token_status": 400}, UnauthenticatedError),
        ({"token_status": 503}, UnavailableError),
        ({"document": {"issuer": "https://other.example"}}, UnavailableError),
        ({"document": {"jwks_uri": None}}, UnavailableError),
    ],
)
def test_a_provider_in_trouble_is_told_from_a_bad_code(bend: dict[str, Any], error: type[FlotillaError]) -> None:
    with pytest.raises(error):
        _identify(_provider(Cheat(**bend)))


def test_a_provider_that_does_not_answer_is_unavailable() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectTimeout("too slow")

    with pytest.raises(UnavailableError):
        _provider(answer).authorization_url(**SIGN_IN)


def test_without_a_client_there_is_no_provider() -> None:
    provider = OidcProvider(
        issuer=ISSUER, client_id="", client_secret=lambda: None, redirect_uri=CALLBACK, clock=ManualClock(NOW)
    )
    assert not provider.offered
    with pytest.raises(NotFoundError):
        provider.authorization_url(**SIGN_IN)
