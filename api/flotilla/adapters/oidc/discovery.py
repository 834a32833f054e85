"""What a provider tells of itself: its addresses and its keys, kept for an hour."""

from datetime import datetime, timedelta
from typing import Any

import httpx

from flotilla.domain.errors import UnavailableError
from flotilla.ports.clock import Clock

KEPT = timedelta(hours=1)
KEYS_NOT_ASKED_AGAIN_BEFORE = timedelta(minutes=1)
"""A token signed with an unknown key makes the keys be asked for anew, but not more often than this."""

_NEEDED = ("authorization_endpoint", "token_endpoint", "jwks_uri")


class Discovery:
    """Reads the discovery document and the keys of one issuer when they are first needed."""

    def __init__(self, issuer: str, http: httpx.Client, clock: Clock) -> None:
        self._issuer = issuer.rstrip("/")
        self._http = http
        self._clock = clock
        self._kept: dict[str, tuple[datetime, dict[str, Any]]] = {}

    def document(self) -> dict[str, Any]:
        """The discovery document. Raise UnavailableError if it can't be had, or is another issuer's."""
        document = self._get(f"{self._issuer}/.well-known/openid-configuration", KEPT)
        if str(document.get("issuer", "")).rstrip("/") != self._issuer:
            raise UnavailableError("The sign-in provider calls itself by another name than OIDC_ISSUER.")
        if not all(isinstance(document.get(name), str) for name in _NEEDED):
            raise UnavailableError("The sign-in provider does not tell all its addresses.")
        return document

    def keys(self, *, fresh: bool = False) -> dict[str, Any]:
        """The key set; `fresh` when the one that was kept lacks a key. Raise UnavailableError."""
        return self._get(self.document()["jwks_uri"], KEYS_NOT_ASKED_AGAIN_BEFORE if fresh else KEPT)

    def _get(self, url: str, not_older_than: timedelta) -> dict[str, Any]:
        now = self._clock.now()
        kept = self._kept.get(url)
        if kept is not None and now < kept[0] + not_older_than:
            return kept[1]
        try:
            answer = self._http.get(url)
            answer.raise_for_status()
            found = answer.json()
        except (httpx.HTTPError, ValueError) as error:
            raise UnavailableError("The sign-in provider does not answer now.") from error
        if not isinstance(found, dict):
            raise UnavailableError("The sign-in provider's answer makes no sense.")
        self._kept[url] = (now, found)
        return found
