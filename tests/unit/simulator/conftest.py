"""The simulator in this process, over real HTTP and WebSockets, and a page that speaks its wire by hand."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientWebSocketResponse, WSMessageTypeError
from aiohttp.test_utils import TestClient, TestServer

from simulator.server import build

Json = dict[str, Any]
BOT, ANA, BIA = "5511900000001", "5511900000002", "5511900000003"
KEYS = ["static", "identity", "secret"]


class Page:
    """A WhatsApp Web page reduced to its WebSocket."""

    def __init__(self, socket: ClientWebSocketResponse) -> None:
        self._socket = socket
        self._rid = 0
        self.frames: list[Json] = []

    async def send(self, *frames: Json) -> None:
        await self._socket.send_json(list(frames))

    async def until(self, kind: str, since: int = 0) -> Json:
        """The next frame of a kind; every frame that came before it is kept in `frames`."""
        while True:
            for frame in self.frames[since:]:
                if frame["t"] == kind:
                    return frame
            self.frames.extend(await asyncio.wait_for(self._socket.receive_json(), 5))

    async def request(self, frame: Json) -> Json:
        self._rid += 1
        await self.send({**frame, "rid": self._rid})
        while True:
            for reply in self.frames:
                if reply["t"] == "reply" and reply["rid"] == self._rid:
                    return reply
            self.frames.extend(await asyncio.wait_for(self._socket.receive_json(), 5))

    async def hello(self, token: str | None = None) -> None:
        await self.send({"t": "hello", "version": "2.3000.1", "token": token, "keys": KEYS})

    async def qr(self) -> str:
        ref = (await self.until("ref"))["ref"]
        return ",".join([ref, *KEYS])

    async def resume(self, token: str) -> None:
        await self.hello(token)
        await self.until("welcome")
        await self.send({"t": "ready"})
        await self.until("synced")

    async def say(self, chat: str, message_id: str, text: str, *, resend: bool = False) -> Json:
        message = {"id": message_id, "chat": chat, "from_me": True, "author": None, "type": "text", "text": text}
        rest = {"time_ms": 1_795_000_000_000, "ack": 0, "quoted": None, "media": None, "push_name": None}
        return await self.request({"t": "send", "resend": resend, "message": {**message, **rest}})

    async def silent(self, seconds: float = 0.1) -> None:
        """Take in what comes for a moment, or until the simulator closes the socket."""
        end = asyncio.get_running_loop().time() + seconds
        while (left := end - asyncio.get_running_loop().time()) > 0:
            try:
                self.frames.extend(await asyncio.wait_for(self._socket.receive_json(), left))
            except (TimeoutError, WSMessageTypeError):
                return

    def events(self, kind: str) -> list[Json]:
        return [frame["event"] for frame in self.frames if frame["t"] == "event" and frame["event"]["e"] == kind]

    async def close(self) -> None:
        await self._socket.close()


class Sim:
    """The control API and pages of one simulator."""

    def __init__(self, client: TestClient[Any, Any]) -> None:
        self.client = client

    async def call(self, method: str, path: str, body: Any = None, status: int | None = None) -> Any:
        response = await self.client.request(method, path, json=body)
        assert status in {None, response.status}, await response.text()
        text = await response.text()
        return await response.json(content_type=None) if text else None

    async def page(self) -> Page:
        return Page(await self.client.ws_connect("/ws/web"))

    async def phones(self) -> None:
        for number, name in ((BOT, "Bot"), (ANA, "Ana"), (BIA, "Bia")):
            await self.call("POST", "/phones", {"number": number, "name": name})

    async def linked(self) -> tuple[Page, str]:
        """A page linked to the bot's phone, and its token."""
        page = await self.page()
        await page.hello()
        scanning = asyncio.create_task(self.call("POST", f"/phones/{BOT}/scan", {"qr": await page.qr()}, 200))
        token = (await page.until("paired"))["token"]
        await page.send({"t": "paired_ok"})
        await page.until("welcome")
        await page.send({"t": "ready"})
        await page.until("synced")
        await scanning
        return page, token


Start = Callable[..., Awaitable[Sim]]


@pytest.fixture
async def start(tmp_path: Path) -> AsyncIterator[Start]:
    """Starts simulators; each has the state that the one before it left."""
    clients: list[TestClient[Any, Any]] = []

    async def starting(**options: Any) -> Sim:
        for client in clients:
            await client.close()
        client = TestClient(TestServer(build(tmp_path / "state", **options)))
        await client.start_server()
        clients.append(client)
        return Sim(client)

    yield starting
    for client in clients:
        await client.close()


@pytest.fixture
async def sim(start: Start) -> Sim:
    sim = await start()
    await sim.phones()
    return sim
