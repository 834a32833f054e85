import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

import pytest
from websockets.asyncio.server import ServerConnection, serve

from flotilla.bootstrap.memory import InMemory
from flotilla.domain.ids import BotId
from runner import doorbell as module
from runner.doorbell import Doorbell
from runner.toolbox import Toolbox
from tests.unit.runner.conftest import BOT, RUNNER, until


@dataclass
class Gate:
    """Plays API Gateway and the functions behind it."""

    twins: InMemory
    url: str = ""
    open: list[ServerConnection] = field(default_factory=list)
    frames: list[dict[str, object]] = field(default_factory=list)

    async def serve(self, socket: ServerConnection) -> None:
        assert socket.request is not None
        secret = parse_qs(urlsplit(socket.request.path).query)["ticket"][0]
        ticket = self.twins.tickets.redeem(secret, self.twins.clock.now())
        assert ticket is not None
        assert ticket.runner == RUNNER
        self.open.append(socket)
        name = f"connection-{len(self.open)}"
        async for text in socket:
            frame = json.loads(text)
            self.frames.append(frame)
            if frame["action"] == "hello":
                greeting = {"events": [{"type": "connected", "data": {"connection": name}}]}
                await socket.send(json.dumps(greeting))


@pytest.fixture
async def gate(twins: InMemory) -> AsyncIterator[Gate]:
    made = Gate(twins)
    async with serve(made.serve, "127.0.0.1", 0) as server:
        made.url = f"ws://127.0.0.1:{next(iter(server.sockets)).getsockname()[1]}"
        yield made


async def test_it_rings_and_says_where_it_hangs(gate: Gate, tools: Toolbox) -> None:
    rung: list[BotId] = []
    bell = Doorbell(gate.url, tools, rung.append)
    task = asyncio.create_task(bell.run())
    await until(lambda: bell.connection() == "connection-1")
    await gate.open[0].send(json.dumps({"doorbell": {"bot": BOT}}))
    await until(lambda: rung == [BOT])
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_what_pages_do_is_passed_on_and_the_line_is_open_both_ways(gate: Gate, tools: Toolbox) -> None:
    told: list[tuple[BotId, object]] = []
    bell = Doorbell(gate.url, tools, lambda _: None, lambda bot, frame: told.append((bot, frame)))
    task = asyncio.create_task(bell.run())
    await until(lambda: bell.connection() == "connection-1")
    frame = {"follow": {"bot": BOT, "chat": "5511911111111@c.us", "lead": "lead"}}
    await gate.open[0].send(json.dumps({"news": "of another version"}))
    await gate.open[0].send(json.dumps(frame))
    await until(lambda: told == [(BOT, frame)])
    await tools.line.say({"action": "customer_typing"})
    await until(lambda: gate.frames[-1] == {"action": "customer_typing"})
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_a_lost_socket_is_opened_anew_with_another_ticket(gate: Gate, tools: Toolbox) -> None:
    bell = Doorbell(gate.url, tools, lambda _: None)
    task = asyncio.create_task(bell.run())
    await until(lambda: bell.connection() == "connection-1")
    await gate.open[0].close()
    await until(lambda: bell.connection() is None)
    await until(lambda: bell.connection() == "connection-2")
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_a_successor_is_open_before_the_old_one_closes(
    gate: Gate, tools: Toolbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "SUCCESSOR_SECONDS", 0.2)
    monkeypatch.setattr(module, "PING_SECONDS", 0.05)
    rung: list[BotId] = []
    bell = Doorbell(gate.url, tools, rung.append)
    task = asyncio.create_task(bell.run())
    await until(lambda: bell.connection() == "connection-2")
    await gate.open[0].send(json.dumps({"doorbell": {"bot": BOT}}))
    await until(lambda: rung == [BOT])
    assert {"action": "ping"} in gate.frames
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
