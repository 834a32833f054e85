"""The sign-in cookie: out of scripts' reach, sent to this site only, for as long as its token is valid."""

from datetime import datetime

from chalice.app import Request

COOKIE = "flotilla_session"
_ATTRIBUTES = "HttpOnly; Secure; SameSite=Lax; Path=/"


def sign_in_cookie(token: str, expires_at: datetime, now: datetime) -> str:
    """The Set-Cookie value that signs in until the token expires."""
    return f"{COOKIE}={token}; Max-Age={max(0, int((expires_at - now).total_seconds()))}; {_ATTRIBUTES}"


def sign_out_cookie() -> str:
    """The Set-Cookie value that makes the browser forget the sign-in."""
    return f"{COOKIE}=; Max-Age=0; {_ATTRIBUTES}"


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
