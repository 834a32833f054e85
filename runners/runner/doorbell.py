"""The runner's WebSocket: rung when something waits for one of its bots, and the way of what is stored nowhere."""

import asyncio
import json
import logging
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from flotilla.domain.ids import BotId, ConnectionId
from flotilla.ports.realtime import Ticket
from runner.backoff import Backoff
from runner.toolbox import Toolbox

logger = logging.getLogger(__name__)

PING_SECONDS = 5 * 60.0
"""API Gateway closes a socket that is idle for 10 minutes."""

SUCCESSOR_SECONDS = 110 * 60.0
"""API Gateway closes every socket after 2 hours: the next one is open before."""

TICKET_LIFETIME = timedelta(seconds=60)
HELLO_SECONDS = 10.0

HINTS = frozenset({"follow", "typing"})


class Doorbell:
    """Keeps a socket open; `connection` is where others can ring, or None. It may fail: outboxes are swept anyway."""

    def __init__(
        self,
        url: str,
        tools: Toolbox,
        ring: Callable[[BotId], None],
        told: Callable[[BotId, Mapping[str, Any]], None] = lambda _bot, _frame: None,
    ) -> None:
        self._url = url
        self._tools = tools
        self._ring = ring
        self._told = told
        self._current: ConnectionId | None = None
        self._old: set[asyncio.Task[None]] = set()

    def connection(self) -> ConnectionId | None:
        """The open socket's id as the server calls it."""
        return self._current

    async def run(self) -> None:
        """Keep a socket open until cancelled."""
        backoff = Backoff(1.0, 60.0)
        try:
            while True:
                try:
                    await self._one_socket(backoff)
                except (OSError, WebSocketException, TimeoutError, ValueError) as error:
                    logger.warning("doorbell lost", extra={"why": type(error).__name__})
                except Exception:
                    # Without it every reply waits for the next look at the outbox: it must outlive any one failure.
                    logger.exception("doorbell failed")
                self._current = None
                self._tools.line.close()
                await asyncio.sleep(backoff.next())
        finally:
            for task in self._old:
                task.cancel()

    async def _one_socket(self, backoff: Backoff) -> None:
        """Open sockets one after the other; each is listened to until its end, even when its successor is there."""
        while True:
            socket = await self._open()
            backoff.reset()
            listening = asyncio.create_task(self._listen(socket))
            done, _ = await asyncio.wait([listening], timeout=SUCCESSOR_SECONDS)
            if done:
                listening.result()
                return
            self._old.add(listening)
            listening.add_done_callback(self._old.discard)
            asyncio.get_running_loop().call_later(60, listening.cancel)

    async def _open(self) -> ClientConnection:
        secret = self._tools.ids.secret()
        ticket = Ticket(secret, self._tools.now() + TICKET_LIFETIME, runner=self._tools.runner)
        await self._tools.threads(self._tools.tickets.add, ticket)
        socket = await connect(f"{self._url}?ticket={secret}", open_timeout=HELLO_SECONDS, ping_interval=None)
        await socket.send(json.dumps({"action": "hello"}))
        async with asyncio.timeout(HELLO_SECONDS):
            while True:
                frame = json.loads(await socket.recv())
                for event in frame.get("events", ()):
                    if event["type"] == "connected":
                        self._current = ConnectionId(event["data"]["connection"])
                        self._tools.line.open(socket.send)
                        logger.info("doorbell open")
                        return socket

    async def _listen(self, socket: ClientConnection) -> None:
        pinging = asyncio.create_task(self._ping(socket))
        try:
            async for text in socket:
                self._hear(json.loads(text))
        finally:
            pinging.cancel()
            await socket.close()

    def _hear(self, frame: Mapping[str, Any]) -> None:
        if "doorbell" in frame:
            self._ring(BotId(frame["doorbell"]["bot"]))
        for kind in HINTS & frame.keys():
            self._told(BotId(frame[kind]["bot"]), frame)

    @staticmethod
    async def _ping(socket: ClientConnection) -> None:
        while True:
            await asyncio.sleep(PING_SECONDS)
            await socket.send(json.dumps({"action": "ping"}))
