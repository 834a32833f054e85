"""Where a request comes from: what the limits at sign-in count by, and what the audit log keeps.

CloudFront tells the viewer's address in a header of our own. Only a request that carries the secret which CloudFront
adds may say so: everything else came around it, and then the address that API Gateway saw is the caller's own.
"""

import ipaddress
import secrets
from dataclasses import dataclass

from chalice.app import Request

VIEWER_HEADER = "x-flotilla-viewer"
ORIGIN_HEADER = "x-flotilla-origin"

MAX_USER_AGENT = 256


@dataclass(frozen=True, slots=True)
class Caller:
    """The address, in its one canonical form, and the user agent; None where there is none to be had."""

    address: str | None
    user_agent: str | None


def caller_of(request: Request, origin_secret: str) -> Caller:
    """Who called, as far as that can be believed. Without an origin secret no header is."""
    headers = request.headers
    told = headers.get(ORIGIN_HEADER, "").encode(errors="replace")
    through_cloudfront = bool(origin_secret) and secrets.compare_digest(told, origin_secret.encode())
    seen = (request.context.get("identity") or {}).get("sourceIp")
    address = headers.get(VIEWER_HEADER) if through_cloudfront else seen
    return Caller(_canonical(address), _printable(headers.get("user-agent", "")) or None)


def _canonical(address: str | None) -> str | None:
    try:
        found = ipaddress.ip_address((address or "").strip())
    except ValueError:
        return None
    mapped = found.ipv4_mapped if isinstance(found, ipaddress.IPv6Address) else None
    return str(mapped or found)


def _printable(text: str) -> str:
    return "".join(character for character in text if character.isprintable())[:MAX_USER_AGENT].strip()
