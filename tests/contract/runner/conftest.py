"""A runner with real Chromium against the simulated WhatsApp, over in-memory ports with the real time."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import httpx
import pytest

from tests.contract.runner.installation import RUNNERS, Installation, Simulator


@pytest.fixture(scope="session")
def simulator_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder = tmp_path_factory.mktemp("simulator")
    command = [sys.executable, "-m", "simulator", "--port", str(port), "--state", str(folder)]
    process = subprocess.Popen(command, cwd=RUNNERS, env={**os.environ, "PYTHONPATH": str(RUNNERS)})
    url = f"http://127.0.0.1:{port}"
    for _ in range(200):
        try:
            httpx.get(f"{url}/health").raise_for_status()
            break
        except httpx.HTTPError:
            time.sleep(0.05)
    yield url
    process.terminate()
    process.wait(10)


_numbers = iter(range(5511900000001, 5511999999999))


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "provokes(*reasons): a session comes to be as it is for each of these reasons")


@pytest.fixture
async def installation(
    request: pytest.FixtureRequest, simulator_url: str, tmp_path: Path
) -> AsyncIterator[Installation]:
    simulator = Simulator(simulator_url)
    made = Installation(simulator, tmp_path, str(next(_numbers)))
    yield made
    for running in made.runners:
        await running.stop()
    await simulator.http.delete("/faults")
    await simulator.http.aclose()
    for mark in request.node.iter_markers("provokes"):
        assert set(mark.args) <= made.provoked()


@pytest.fixture
def fresh_number() -> Callable[[], str]:
    return lambda: str(next(_numbers))
