"""A simulated WhatsApp of a benchmark's own, whose pages carry as many modules as WhatsApp's."""

import asyncio
import os
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path

import httpx

RUNNERS = Path(__file__).parents[2] / "runners"
BALLAST = 13_000
STARTED_WITHIN = 20.0


@asynccontextmanager
async def simulated_whatsapp(folder: Path, numbers: Iterable[str]) -> AsyncIterator[httpx.AsyncClient]:
    """A client of its control API, with a phone for each number; its state is in the folder."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "simulator", "--port", str(port), "--state", str(folder / "world")]
    process = subprocess.Popen(command, cwd=RUNNERS, env={**os.environ, "PYTHONPATH": str(RUNNERS)})
    try:
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=60) as world:
            await _answers(world)
            for number in numbers:
                phone = {"number": number, "name": f"Bench {number[-3:]} (sample)"}
                (await world.post("/phones", json=phone)).raise_for_status()
            yield world
    finally:
        process.terminate()
        process.wait(10)


def page_of(world: httpx.AsyncClient) -> str:
    """The address of WhatsApp Web."""
    return f"{str(world.base_url).rstrip('/')}/?ballast={BALLAST}"


async def _answers(world: httpx.AsyncClient) -> None:
    async with asyncio.timeout(STARTED_WITHIN):
        while True:
            try:
                (await world.get("/health")).raise_for_status()
            except httpx.HTTPError:
                await asyncio.sleep(0.05)
            else:
                return
