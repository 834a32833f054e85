"""A loopback page for whoever keeps the runner alive, and for Prometheus."""

import asyncio
import json
from dataclasses import dataclass
from http import HTTPStatus

from flotilla.domain.ids import RunnerId
from runner.metrics import CONTENT_TYPE, Metrics
from runner.supervisor import Supervisor

STUCK_SECONDS = 120.0
"""A main loop that began no round for so long is stuck, and only a new process helps."""

STALE_SECONDS = 30.0
"""One that ended no round for so long can't reach the tables: a new process would not help."""


@dataclass(frozen=True, slots=True)
class HealthPage:
    """Answers `/health/live`, `/health/ready` and `/metrics`."""

    supervisor: Supervisor
    runner: RunnerId
    metrics: Metrics

    def respond(self, path: str) -> bytes:
        """The whole answer to a request for the path."""
        supervisor = self.supervisor
        if path == "/metrics":
            return _response(HTTPStatus.OK, CONTENT_TYPE, self.metrics.text())
        if path == "/health/live":
            return self._tell(supervisor.turn_age < STUCK_SECONDS)
        if path == "/health/ready":
            return self._tell(supervisor.tick_age < STALE_SECONDS and not supervisor.stopping)
        return _response(HTTPStatus.NOT_FOUND, "text/plain", b"Try /health/live, /health/ready or /metrics.\n")

    def _tell(self, well: bool) -> bytes:  # What it says is all that it is called for.
        about = {
            "runner": self.runner,
            "tick_age_seconds": round(self.supervisor.tick_age, 1),
            "stopping": self.supervisor.stopping,
            "sessions": self.supervisor.sessions,
        }
        status = HTTPStatus.OK if well else HTTPStatus.SERVICE_UNAVAILABLE
        return _response(status, "application/json", json.dumps(about).encode())


async def serve_health(page: HealthPage, port: int) -> asyncio.Server:
    """Serve the page on the loopback interface; port 0 takes any that is free."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            async with asyncio.timeout(5):
                request = await reader.readuntil(b"\r\n\r\n")
            writer.write(page.respond(_path_of(request)))
            await writer.drain()
        except (TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, ConnectionError):
            # Whoever asked left, or speaks something else: nobody is there to be told.
            pass
        finally:
            writer.close()

    return await asyncio.start_server(answer, "127.0.0.1", port)


def _path_of(request: bytes) -> str:
    """The path of `GET /path?query HTTP/1.1`; empty for anything else."""
    parts = request.split(b"\r\n", 1)[0].decode("ascii", "replace").split(" ")
    return parts[1].partition("?")[0] if len(parts) == 3 and parts[0] == "GET" else ""


def _response(status: HTTPStatus, kind: str, body: bytes) -> bytes:
    head = (
        f"HTTP/1.1 {status.value} {status.phrase}\r\nContent-Type: {kind}\r\n"
        f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    )
    return head.encode() + body
