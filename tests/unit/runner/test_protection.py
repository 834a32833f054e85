"""ECS is asked to spare a task that holds bots."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from runner.protection import TaskProtection
from tests.unit.runner.conftest import (
    until,
)


@asynccontextmanager
async def agent(answer: Callable[[], bytes]) -> AsyncIterator[tuple[str, list[dict[str, object]]]]:
    """What ECS runs beside a task: its address, and what it was told."""
    told: list[dict[str, object]] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        length = next(int(line[15:]) for line in head.splitlines() if line.lower().startswith("content-length:"))
        told.append({"line": head.splitlines()[0], **json.loads(await reader.readexactly(length))})
        writer.write(answer())
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/api/task", told
    finally:
        server.close()


def said(status: str, body: dict[str, object]) -> bytes:
    content = json.dumps(body).encode()
    return f"HTTP/1.1 {status}\r\nContent-Length: {len(content)}\r\nConnection: close\r\n\r\n".encode() + content


async def test_a_task_is_protected_while_it_holds_bots_and_not_longer() -> None:
    answers = [said("500 Oops", {}), said("200 OK", {"failure": {"Reason": "TASK_NOT_VALID"}})]
    holds = False
    async with agent(lambda: answers.pop(0) if answers else said("200 OK", {"protection": {}})) as (address, told):
        task = asyncio.create_task(TaskProtection(address, lambda: holds, look=0.02).run())
        await asyncio.sleep(0.1)
        assert told == []
        holds = True
        await until(lambda: len(told) == 3)
        await asyncio.sleep(0.1)
        assert len(told) == 3
        assert told[-1] == {
            "line": "PUT /api/task/task-protection/v1/state HTTP/1.1",
            "ProtectionEnabled": True,
            "ExpiresInMinutes": 60,
        }
        holds = False
        await until(lambda: told[-1].get("ProtectionEnabled") is False)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def test_protection_is_renewed_before_it_expires() -> None:
    now = 0.0
    async with agent(lambda: said("200 OK", {})) as (address, told):
        task = asyncio.create_task(TaskProtection(address, lambda: True, look=0.02, monotonic=lambda: now).run())
        await until(lambda: len(told) == 1)
        now = 21 * 60.0
        await until(lambda: len(told) == 2)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
