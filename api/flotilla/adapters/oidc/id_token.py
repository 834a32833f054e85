"""The check of an id token: signature, issuer, audience, expiry, nonce."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from flotilla.domain.errors import UnauthenticatedError

ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "ES256", "ES384", "EdDSA"]
"""Signatures by a key that only the provider has. None with a shared secret, and never `none`."""

LEEWAY_SECONDS = 60


def check_id_token(
    text: str,
    *,
    keys: Callable[[bool], dict[str, Any]],
    issuer: str,
    client_id: str,
    nonce: str,
    access_token: str | None,
    now: datetime,
) -> dict[str, Any]:
    """The claims of a good id token. `keys(fresh)` gives the provider's key set, asked anew where that is true.

    Raise UnauthenticatedError (`bad_id_token`).
    """
    try:
        token = _decode(text, keys)
        claims = CodeIDToken(
            token.claims,
            token.header,
            {
                "iss": {"essential": True, "value": issuer},
                "aud": {"essential": True, "value": client_id},
                "exp": {"essential": True},
                "nonce": {"essential": True, "value": nonce},
            },
            {"nonce": nonce, "client_id": client_id, "access_token": access_token},
        )
        claims.validate(now=int(now.timestamp()), leeway=LEEWAY_SECONDS)
    except (JoseError, ValueError, TypeError, KeyError) as error:
        # The reason's name only: the token itself is personal.
        raise UnauthenticatedError(
            f"The provider's answer can't be trusted ({type(error).__name__}).", code="bad_id_token"
        ) from error
    return dict(claims)


def _decode(text: str, keys: Callable[[bool], dict[str, Any]]) -> jwt.Token:
    try:
        return _verified(text, keys(False))
    except (JoseError, ValueError):
        # The provider may have begun to sign with a key that is not known here yet.
        return _verified(text, keys(True))


def _verified(text: str, key_set: dict[str, Any]) -> jwt.Token:
    return jwt.decode(text, KeySet.import_key_set(key_set), algorithms=ALGORITHMS)  # type: ignore[arg-type]  # As read.
