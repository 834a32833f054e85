"""Writes come from our own pages: a browser names the page's origin, and a foreign one is refused."""

from urllib.parse import urlsplit

from chalice.app import Request
from flotilla.domain.errors import ForbiddenError

_DEFAULT_PORTS = {"http": 80, "https": 443}


def check_origin(request: Request, site_url: str) -> None:
    """Raise ForbiddenError (`origin_refused`) for a write that another site's page sends.

    Programs that are no browsers send neither Origin nor Sec-Fetch-Site, and carry no person's cookie by accident.
    """
    origin = request.headers.get("origin")
    if origin is None:
        if request.headers.get("sec-fetch-site", "none") in ("same-origin", "none"):
            return
    elif _place(origin) == _place(site_url) is not None or _same_host(origin, request):
        return
    raise ForbiddenError("Requests that change something must come from this site's pages.", code="origin_refused")


def _same_host(origin: str, request: Request) -> bool:
    host = request.headers.get("host", "")
    return bool(host) and urlsplit(origin).netloc.casefold() == host.casefold()


def _place(url: str) -> tuple[str, str, int | None] | None:
    """Scheme, host and port of an address, or None if it has none (as `null`, which sandboxed pages send)."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    if not parts.hostname:
        return None
    return parts.scheme, parts.hostname, port or _DEFAULT_PORTS.get(parts.scheme)
