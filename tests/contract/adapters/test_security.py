from datetime import timedelta
from typing import Any

import jwt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flotilla.adapters.security.passwords import Argon2Hasher
from flotilla.adapters.security.tokens import JwtSignInTokens
from flotilla.adapters.security.vault import CACHED_SECONDS, Vault
from flotilla.domain.errors import MisconfiguredError, UnauthenticatedError, UnavailableError
from flotilla.domain.ids import TenantId, UserId
from flotilla.ports.security import SignIn
from tests.contract.adapters.emulator import client
from tests.contract.adapters.installations import Emulated, Ports
from tests.contract.adapters.samples import NOW

WEEK = timedelta(days=7)
SIGN_IN = SignIn(UserId("u1"), TenantId("t1"), NOW, NOW + WEEK)
KEY = "a sample key that is long enough for HS256"


def test_a_password_is_verified_against_its_own_hash_only(ports: Ports) -> None:
    encoded = ports.hasher.hash("correct horse")
    assert "correct horse" not in encoded
    assert encoded != ports.hasher.hash("correct horse")
    assert ports.hasher.verify("correct horse", encoded)
    assert not ports.hasher.verify("wrong horse", encoded)
    assert not ports.hasher.verify("correct horse", None)
    assert not ports.hasher.verify("nobody's", None)


def test_passwords_are_hashed_by_argon2id() -> None:
    assert Argon2Hasher().hash("x").startswith("$argon2id$")
    assert not Argon2Hasher().verify("x", "no hash at all")


def test_a_token_says_who_signed_in_until_it_expires(ports: Ports) -> None:
    token = ports.sign_in_tokens.issue(SIGN_IN)
    assert ports.sign_in_tokens.read(token, NOW) == SIGN_IN
    assert ports.sign_in_tokens.read(token, NOW + WEEK - timedelta(seconds=1)) == SIGN_IN
    with pytest.raises(UnauthenticatedError):
        ports.sign_in_tokens.read(token, NOW + WEEK)


def test_a_damaged_token_is_refused(ports: Ports) -> None:
    token = ports.sign_in_tokens.issue(SIGN_IN)
    for damaged in ("", "x", token[:-2], token + "x", token[2:], f"{token}.{token}", "é" * 9):
        with pytest.raises(UnauthenticatedError):
            ports.sign_in_tokens.read(damaged, NOW)


class _Secrets:
    """Secrets Manager with one secret that a test changes."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.reads = 0
        self.time = 0.0

    def get_secret_value(self, SecretId: str) -> dict[str, str]:  # noqa: N803
        self.reads += 1
        return {"SecretString": self.text}

    def vault(self) -> Vault:
        given: Any = self
        return Vault(lambda: given, arn="arn:sample", monotonic=lambda: self.time)


def _tokens(key: str = KEY) -> JwtSignInTokens:
    return JwtSignInTokens(_Secrets(f'{{"jwt_key": "{key}"}}').vault())


CLAIMS = {"iss": "flotilla", "sub": "u1", "tenant": "t1", "iat": 0, "exp": 2**40}


@pytest.mark.parametrize(
    "forged",
    [
        jwt.encode(CLAIMS, KEY + "!", algorithm="HS256"),
        jwt.encode(CLAIMS, KEY * 2, algorithm="HS512"),
        jwt.encode(CLAIMS, "", algorithm="none"),
        jwt.encode({**CLAIMS, "iss": "others"}, KEY, algorithm="HS256"),
        jwt.encode({**CLAIMS, "exp": "soon"}, KEY, algorithm="HS256"),
        jwt.encode({**CLAIMS, "exp": 10**30}, KEY, algorithm="HS256"),
        *(
            jwt.encode({name: claim for name, claim in CLAIMS.items() if name != left_out}, KEY, algorithm="HS256")
            for left_out in CLAIMS
        ),
    ],
)
def test_a_forged_token_is_refused(forged: str) -> None:
    with pytest.raises(UnauthenticatedError):
        _tokens().read(forged, NOW)


@given(noise=st.one_of(st.text(), st.lists(st.text(), min_size=3, max_size=3).map(".".join)))
def test_noise_is_no_token(noise: str) -> None:
    with pytest.raises(UnauthenticatedError):
        _tokens().read(noise, NOW)


def test_a_replaced_key_signs_nobody_out_while_the_previous_one_is_kept() -> None:
    token = _tokens().issue(SIGN_IN)
    new = KEY.upper()
    both = JwtSignInTokens(_Secrets(f'{{"jwt_key": "{new}", "jwt_key_previous": "{KEY}"}}').vault())
    assert both.read(token, NOW) == SIGN_IN
    assert _tokens(new).read(both.issue(SIGN_IN), NOW) == SIGN_IN
    with pytest.raises(UnauthenticatedError):
        _tokens(new).read(token, NOW)


def test_the_secret_is_read_again_after_five_minutes() -> None:
    secrets = _Secrets('{"jwt_key": "one"}')
    vault = secrets.vault()
    assert (vault.get("jwt_key"), vault.get("other"), secrets.reads) == ("one", None, 1)
    secrets.text = '{"jwt_key": "two"}'
    secrets.time = CACHED_SECONDS - 1
    assert vault.get("jwt_key") == "one"
    secrets.time = CACHED_SECONDS
    assert (vault.get("jwt_key"), secrets.reads) == ("two", 2)


@pytest.mark.parametrize("text", ["", "[]", "hunter2", '{"jwt_key": 5}', '{"jwt_key": ""}', '{"jwt_key": "short"}'])
def test_a_useless_secret_is_named_and_not_repeated(text: str) -> None:
    with pytest.raises(MisconfiguredError) as error:
        JwtSignInTokens(_Secrets(text).vault()).issue(SIGN_IN)
    assert "hunter2" not in str(error.value)
    assert error.value.__cause__ is None


def test_a_missing_secret_is_named(emulated: Emulated) -> None:
    real = client("secretsmanager", emulated.settings.aws_endpoint_url)
    with pytest.raises(MisconfiguredError, match="SECRET_ARN is not set"):
        Vault(lambda: real, arn="").get("jwt_key")
    with pytest.raises(MisconfiguredError, match="can't be read"):
        Vault(lambda: real, arn="no-such-secret").get("jwt_key")


def test_secrets_that_can_not_be_reached_are_unavailable() -> None:
    nowhere = client("secretsmanager", "http://127.0.0.1:9")
    with pytest.raises(UnavailableError):
        Vault(lambda: nowhere, arn="sample").get("jwt_key")
