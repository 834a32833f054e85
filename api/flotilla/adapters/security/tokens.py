"""Sign-in tokens as JWTs (HS256)."""

import hashlib
from datetime import UTC, datetime

import jwt

from flotilla.adapters.security.vault import Vault
from flotilla.domain.errors import MisconfiguredError, UnauthenticatedError
from flotilla.domain.ids import TenantId, UserId
from flotilla.ports.security import SignIn

_ALGORITHM = "HS256"
_ISSUER = "flotilla"
_SHORTEST_KEY = 32


class JwtSignInTokens:
    """Implements SignInTokens.

    The secret's `jwt_key` signs. While a `jwt_key_previous` stands beside it, tokens of that key are still good: so a
    key is replaced without signing anybody out. Each token names its key by a hash of it.
    """

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def issue(self, sign_in: SignIn) -> str:
        """See the port."""
        key = self._key()
        claims = {
            "iss": _ISSUER,
            "sub": sign_in.user,
            "tenant": sign_in.tenant,
            "iat": int(sign_in.issued_at.timestamp()),
            "exp": int(sign_in.expires_at.timestamp()),
            "epoch": sign_in.epoch,
        }
        return jwt.encode(claims, key, algorithm=_ALGORITHM, headers={"kid": _key_id(key)})

    def read(self, token: str, now: datetime) -> SignIn:
        """See the port."""
        try:
            claims = jwt.decode(
                token,
                self._key_named(jwt.get_unverified_header(token).get("kid")),
                algorithms=[_ALGORITHM],
                issuer=_ISSUER,
                # Whether it has expired is judged below, by the clock that the core was given.
                options={"require": ["sub", "tenant", "iat", "exp"], "verify_exp": False, "verify_iat": False},
            )
            sign_in = SignIn(
                UserId(str(claims["sub"])),
                TenantId(str(claims["tenant"])),
                datetime.fromtimestamp(int(claims["iat"]), UTC),
                datetime.fromtimestamp(int(claims["exp"]), UTC),
                int(claims.get("epoch", 0)),
            )
        except (jwt.InvalidTokenError, ValueError, TypeError, OverflowError):
            raise _refused() from None
        if now >= sign_in.expires_at:
            raise _refused()
        return sign_in

    def _key(self) -> str:
        key = self._vault.require("jwt_key")
        if len(key.encode()) < _SHORTEST_KEY:
            raise MisconfiguredError(f"The secret's field `jwt_key` is shorter than {_SHORTEST_KEY} bytes.")
        return key

    def _key_named(self, key_id: object) -> str:
        current, previous = self._key(), self._vault.get("jwt_key_previous")
        return previous if previous is not None and key_id == _key_id(previous) else current


def _key_id(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()[:12]


def _refused() -> UnauthenticatedError:
    return UnauthenticatedError("Please sign in again.")
