"""The cookies: out of scripts' reach, sent to this site only, for as long as what they hold is valid.

One signs in; the other binds a sign-in under way at a provider to the browser that began it. They are Secure, except
on a site that is plain HTTP on this very machine: browsers treat localhost as secure anyway, but most other HTTP
clients would keep a Secure cookie and never send it back.
"""

import math
from datetime import datetime
from urllib.parse import urlsplit

from chalice.app import Request

COOKIE = "flotilla_session"

PENDING = "flotilla_sign_in"
PENDING_PATH = "/api/v1/auth/google"


def sign_in_cookie(token: str, expires_at: datetime, now: datetime, site_url: str) -> str:
    """The Set-Cookie value that signs in until the token expires."""
    return _cookie(COOKIE, token, _seconds(expires_at, now), "/", site_url)


def sign_out_cookie(site_url: str) -> str:
    """The Set-Cookie value that makes the browser forget the sign-in."""
    return _cookie(COOKIE, "", 0, "/", site_url)


def pending_cookie(secret: str, expires_at: datetime, now: datetime, site_url: str) -> str:
    """The Set-Cookie value that a browser brings back together with the provider's answer."""
    return _cookie(PENDING, secret, _seconds(expires_at, now), PENDING_PATH, site_url)


def forget_pending_cookie(site_url: str) -> str:
    """The Set-Cookie value that ends a sign-in under way."""
    return _cookie(PENDING, "", 0, PENDING_PATH, site_url)


def token_of(request: Request) -> str | None:
    """The sign-in token in the request's cookies, or None."""
    return _value(request, COOKIE)


def pending_of(request: Request) -> str | None:
    """What binds a sign-in under way to this browser, or None."""
    return _value(request, PENDING)


def _value(request: Request, wanted: str) -> str | None:
    """A cookie's value.

    Split by hand: the standard library's parser gives up at the first cookie that isn't strictly formed, and a
    browser sends along what any other software on the same host has set.
    """
    for part in request.headers.get("cookie", "").split(";"):
        name, _, value = part.strip().partition("=")
        if name == wanted and value:
            return str(value)
    return None


def _seconds(expires_at: datetime, now: datetime) -> int:
    return max(0, math.ceil((expires_at - now).total_seconds()))


def _cookie(name: str, value: str, lifetime: int, path: str, site_url: str) -> str:
    site = urlsplit(site_url)
    local = site.scheme == "http" and site.hostname in ("localhost", "127.0.0.1")
    secure = "" if local else "Secure; "
    return f"{name}={value}; Max-Age={lifetime}; HttpOnly; {secure}SameSite=Lax; Path={path}"
