"""Answers of endpoints that browsers visit: wherever it ends, a person lands on a page."""

from urllib.parse import quote, urlencode

from chalicelib.http.endpoints import Reply
from chalicelib.http.errors import status_of
from chalicelib.log import logger
from flotilla.domain.errors import FlotillaError

FOUND = 302

SIGN_IN_PAGE = "/sign-in"

_MEANT = "%/:?#[]@!$&'()*+,;=~"
"""What means something in an address; all else but letters and digits is escaped, so that a header can hold it."""


def redirect(path: str, *cookies: str) -> Reply:
    """Send the browser to an address, with cookies to set."""
    headers: dict[str, str | list[str]] = {"Location": quote(path, safe=_MEANT, errors="replace")}
    if cookies:
        headers["Set-Cookie"] = list(cookies)
    return Reply(None, headers, FOUND)


def redirect_of(error: FlotillaError, *cookies: str) -> Reply:
    """Send the browser to the sign-in page, which explains the error's code. Why, the log knows."""
    internal = status_of(error) >= 500 and error.code != "unavailable"
    level = logger.error if internal else logger.info
    level("sign-in failed", extra={"code": error.code, **({"reason": error.message} if internal else {})})
    return redirect(f"{SIGN_IN_PAGE}?{urlencode({'error': 'internal' if internal else error.code})}", *cookies)
