"""The sign-in cookie: out of scripts' reach, sent to this site only, for as long as its token is valid.

It is Secure, except on a site that is plain HTTP on this very machine: browsers treat localhost as secure anyway, but
most other HTTP clients would keep a Secure cookie and never send it back.
"""

import math
from datetime import datetime
from urllib.parse import urlsplit

from chalice.app import Request

COOKIE = "flotilla_session"


def sign_in_cookie(token: str, expires_at: datetime, now: datetime, site_url: str) -> str:
    """The Set-Cookie value that signs in until the token expires."""
    lifetime = max(0, math.ceil((expires_at - now).total_seconds()))
    return f"{COOKIE}={token}; Max-Age={lifetime}; {_attributes(site_url)}"


def sign_out_cookie(site_url: str) -> str:
    """The Set-Cookie value that makes the browser forget the sign-in."""
    return f"{COOKIE}=; Max-Age=0; {_attributes(site_url)}"


def token_of(request: Request) -> str | None:
    """The token in the request's cookies, or None.

    Split by hand: the standard library's parser gives up at the first cookie that isn't strictly formed, and a
    browser sends along what any other software on the same host has set.
    """
    for part in request.headers.get("cookie", "").split(";"):
        name, _, value = part.strip().partition("=")
        if name == COOKIE and value:
            return str(value)
    return None


def _attributes(site_url: str) -> str:
    site = urlsplit(site_url)
    local = site.scheme == "http" and site.hostname in ("localhost", "127.0.0.1")
    return "HttpOnly; SameSite=Lax; Path=/" if local else "HttpOnly; Secure; SameSite=Lax; Path=/"
