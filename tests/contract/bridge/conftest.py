"""A simulated WhatsApp in a process of its own, and real Chromium pages with the unmodified wa-js and the bridge."""

import asyncio
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio
from playwright.async_api import BrowserContext, Page, Playwright, async_playwright
from playwright.async_api import Error as PlaywrightError

RUNNERS = Path(__file__).parents[3] / "runners"
WA_JS = RUNNERS / "node_modules/@wppconnect/wa-js/dist/wppconnect-wa.js"
BRIDGE = RUNNERS / "bridge/dist/bridge.js"
FLAGS = [
    "--no-sandbox",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--disable-gpu",
]

Event = dict[str, Any]
Wanted = Callable[[Event], bool]


def find_chromium() -> str:
    """The browser to test with: the headless shell where there is one."""
    for name in ("chromium-headless-shell", "chromium"):
        if path := shutil.which(name):
            return path
    pytest.skip("no Chromium on this machine: install the package chromium-headless-shell")


class Simulator:
    """The control API of a running simulator, with a world of its own for each test."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.http = httpx.AsyncClient(base_url=base, timeout=20)

    async def post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        response = await self.http.post(path, json=body)
        assert response.status_code < 300, response.text
        return dict(response.json()) if response.content else {}

    async def write(self, sender: str, to: str, text: str, **more: Any) -> dict[str, Any]:
        return await self.post(f"/phones/{sender}/messages", {"to": to, "text": text, **more})

    async def conversation(self, number: str, peer: str) -> list[dict[str, Any]]:
        response = await self.http.get(f"/phones/{number}/messages", params={"with": peer})
        return list(response.json()["items"])

    async def until(self, number: str, peer: str, wanted: Wanted, seconds: float = 5) -> dict[str, Any]:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for message in await self.conversation(number, peer):
                if wanted(message):
                    return message
            await asyncio.sleep(0.02)
        raise AssertionError(f"no such message between {number} and {peer}: {await self.conversation(number, peer)}")


class Bot:
    """One browser with its profile, wa-js and bridge injected, and what the bridge emitted."""

    def __init__(self, playwright: Playwright, base: str, profile: Path) -> None:
        self._playwright = playwright
        self._base = base
        self.profile = profile
        self.events: list[Event] = []
        self.context: BrowserContext
        self.page: Page
        self.fail_emissions = 0

    async def start(self, query: str = "") -> "Bot":
        launch = self._playwright.chromium.launch_persistent_context
        self.context = await launch(str(self.profile), executable_path=find_chromium(), args=FLAGS)
        self.page = self.context.pages[0]
        await self.page.expose_function("flotillaEmit", self._emitted)
        await self.context.add_init_script("window.WPPConfig = {disableGoogleAnalytics: true}")
        await self.context.add_init_script(path=WA_JS)
        await self.context.add_init_script(path=BRIDGE)
        await self.page.goto(f"{self._base}/{query}")
        return self

    async def _emitted(self, delivery: str) -> None:
        name, _, batch = delivery.partition("\n")
        taken = not self.fail_emissions
        if taken:
            self.events.extend(json.loads(batch))
        else:
            self.fail_emissions -= 1
        with suppress(PlaywrightError):  # The page may be another one by now.
            await self.page.evaluate("([name, taken]) => flotilla.taken(name, taken)", [name, taken])

    async def stop(self) -> None:
        with suppress(Exception):  # A browser that a test killed or crashed cannot be closed.
            await self.context.close()

    async def call(self, name: str, argument: Any = None) -> Any:
        return await self.page.evaluate(f"argument => flotilla.{name}(argument)", argument)

    async def until(self, wanted: Wanted, seconds: float = 10, since: int = 0) -> Event:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for event in self.events[since:]:
                if wanted(event):
                    return event
            await asyncio.sleep(0.005)
        raise AssertionError(f"not emitted; the last events: {self.events[-8:]}")

    async def message(self, **fields: Any) -> Event:
        event = await self.until(
            lambda e: e["kind"] == "message" and all(e["message"].get(name) == value for name, value in fields.items())
        )
        return dict(event["message"])

    async def main(self, seconds: float = 10) -> Event:
        return await self.until(lambda e: e["kind"] == "state" and e["main"], seconds)

    async def qr(self) -> str:
        return str((await self.until(lambda e: e["kind"] == "qr" and e["qr"]))["qr"])

    async def send(self, chat: str, message_id: str, text: str, **more: Any) -> Any:
        request = {"chat": chat, "id": message_id, "type": "text", "text": text, "deadline": in_seconds(15), **more}
        return await self.call("send", request)


def in_seconds(seconds: float) -> float:
    return (time.time() + seconds) * 1000


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def simulator_process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if not (BRIDGE.exists() and WA_JS.exists()):
        pytest.skip("build the bridge first: npm ci && npm run build in runners/")
    port, state = free_port(), tmp_path_factory.mktemp("simulator")
    environment = {**os.environ, "PYTHONPATH": str(RUNNERS)}
    command = [sys.executable, "-m", "simulator", "--port", str(port), "--state", str(state)]
    process = subprocess.Popen(command, env=environment)
    base = f"http://127.0.0.1:{port}"
    for _ in range(200):
        with suppress(httpx.TransportError):
            if httpx.get(f"{base}/health").status_code == 200:
                break
        time.sleep(0.05)
    yield base
    process.terminate()
    process.wait(10)


@pytest_asyncio.fixture(loop_scope="session")
async def simulator(simulator_process: str) -> AsyncIterator[Simulator]:
    simulator = Simulator(simulator_process)
    await simulator.http.delete("/faults")
    yield simulator
    await simulator.http.aclose()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One event loop for all, so that they share one Playwright driver: starting one takes half a second."""
    for item in items:
        if Path(__file__).parent in item.path.parents and pytest_asyncio.is_async_test(item):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def playwright() -> AsyncIterator[Playwright]:
    async with async_playwright() as playwright:
        yield playwright


@pytest.fixture
def numbers() -> tuple[str, str, str]:
    """Numbers of this test's own: bot, Ana, Bia."""
    base = time.time_ns() // 1000 % 10**10
    return f"551{base:010d}"[:13], f"552{base:010d}"[:13], f"553{base:010d}"[:13]


@pytest_asyncio.fixture(loop_scope="session")
async def phones(simulator: Simulator, numbers: tuple[str, str, str]) -> tuple[str, str, str]:
    for number, name in zip(numbers, ("Bot", "Ana", "Bia"), strict=True):
        await simulator.post("/phones", {"number": number, "name": name})
    return numbers


@pytest_asyncio.fixture(loop_scope="session")
async def bots(playwright: Playwright, simulator: Simulator, tmp_path: Path) -> AsyncIterator[Callable[..., Bot]]:
    """Makes bots; `profile` names the folder, so that two bots can share one or restore it."""
    made: list[Bot] = []

    def make(profile: str = "profile") -> Bot:
        made.append(Bot(playwright, simulator.base, tmp_path / profile))
        return made[-1]

    yield make
    for bot in made:
        await bot.stop()


@pytest_asyncio.fixture(loop_scope="session")
async def bot(bots: Callable[..., Bot], simulator: Simulator, phones: tuple[str, str, str]) -> Bot:
    """A bot that is linked and in MAIN."""
    bot = await bots().start()
    await simulator.post(f"/phones/{phones[0]}/scan", {"qr": await bot.qr()})
    await bot.main()
    return bot
