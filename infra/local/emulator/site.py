"""The CloudFront distribution on an address of its own: `http://localhost:PORT/`.

MiniStack tells distributions by the host name, `<label>.cloudfront.localhost`, whose label is drawn anew with every
new stack and whose name only browsers resolve. Requests on the site's port are passed on under that name.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from infra.local.emulator import guard

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]


class Site:
    """An ASGI application around MiniStack's that serves the one distribution on the site's port."""

    def __init__(self, inner: App, port: int) -> None:
        self._inner, self._port = inner, port
        self._cloudfront: Any = guard.private("services.cloudfront", "_distributions", "find_distribution_for_label")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, under the distribution's host name when it came in on the site's port."""
        if scope["type"] == "lifespan" or scope["server"][1] != self._port:
            await self._inner(scope, receive, send)
        elif scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
        elif (label := self.label()) is None:
            await _unavailable(send)
        else:
            host = (b"host", f"{label}.cloudfront.localhost".encode())
            headers = [host, *(pair for pair in scope["headers"] if pair[0].lower() != b"host")]
            await self._inner({**scope, "headers": headers}, receive, send)

    def label(self) -> str | None:
        """First part of the distribution's domain name; None before the stack is deployed."""
        for distribution in self._cloudfront._distributions._data.values():
            return str(distribution["DomainName"]).removesuffix(".cloudfront.net")
        return None


async def _unavailable(send: Send) -> None:
    body = b"Flotilla is being deployed. Try again in a few seconds.\n"
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"retry-after", b"2")]
    await send({"type": "http.response.start", "status": 503, "headers": headers})
    await send({"type": "http.response.body", "body": body})
