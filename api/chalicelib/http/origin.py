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
        own = request.headers.get("sec-fetch-site", "none") in ("same-origin", "none")
    else:
        place = _place(origin)
        own = place is not None and (place == _place(site_url) or place == _place_of_host(request, place[0]))
    if not own:
        raise ForbiddenError("Requests that change something must come from this site's pages.", code="origin_refused")


def _place_of_host(request: Request, scheme: str) -> tuple[str, str, int | None] | None:
    """Where the request was sent to, with the origin's scheme: TLS ends before us, so our own would be a guess."""
    return _place(f"{scheme}://{request.headers.get('host', '')}")


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
