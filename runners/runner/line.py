"""What a runner says over its socket: best effort, since nothing that must not be lost goes this way."""

import json
import logging
from collections.abc import Awaitable, Callable

from websockets.exceptions import WebSocketException

logger = logging.getLogger(__name__)


class Line:
    """Says frames over whichever socket is open; without one they are lost."""

    def __init__(self) -> None:
        self._send: Callable[[str], Awaitable[None]] | None = None

    def open(self, send: Callable[[str], Awaitable[None]]) -> None:
        """From now on this socket is spoken over."""
        self._send = send

    def close(self) -> None:
        """There is none any more."""
        self._send = None

    async def say(self, frame: dict[str, object]) -> None:
        """Never raises for a frame that could not be said."""
        if self._send is None:
            return
        try:
            await self._send(json.dumps(frame))
        except (OSError, WebSocketException) as error:
            logger.info("not said", extra={"why": type(error).__name__})
