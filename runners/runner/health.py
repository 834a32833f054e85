"""A loopback page that says whether the runner lives."""

import asyncio
import json
import time

from flotilla.domain.ids import RunnerId
from runner.supervisor import Supervisor

STALE_SECONDS = 30.0
"""A main loop that turned last so long ago is stuck."""


async def serve_health(supervisor: Supervisor, runner: RunnerId, port: int) -> asyncio.Server:
    """Answer every request with 200, or 503 when the main loop is stuck, and the sessions by bot."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            async with asyncio.timeout(5):
                await reader.readuntil(b"\r\n\r\n")
        except (TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            writer.close()
            return
        writer.write(_response(supervisor, runner))
        await writer.drain()
        writer.close()

    return await asyncio.start_server(answer, "127.0.0.1", port)


def _response(supervisor: Supervisor, runner: RunnerId) -> bytes:
    age = time.monotonic() - supervisor.ticked_at
    healthy = age < STALE_SECONDS
    body = json.dumps({"runner": runner, "tick_age_seconds": round(age, 1), "sessions": supervisor.sessions}).encode()
    status = "200 OK" if healthy else "503 Service Unavailable"
    head = (
        f"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\nConnection: close\r\n"
    )
    return f"{head}\r\n".encode() + body
