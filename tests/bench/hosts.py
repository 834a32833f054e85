"""Programs that hold sessions of WhatsApp Web: ours and the rival's, both told what to do by lines of JSON."""

import asyncio
import itertools
import json
import os
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
RIVAL = Path(__file__).parent / "rival"
ANSWERED_WITHIN = 120.0
ENDS_WITHIN = 20.0
LINE_BYTES = 2**20


@dataclass(frozen=True)
class Kind:
    """One of those that are compared."""

    name: str
    command: tuple[str, ...]


OURS = Kind("Flotilla", (sys.executable, "-m", "tests.bench.ours"))


def rival() -> Kind | str:
    """whatsapp-web.js, installed now if it isn't; or the reason why it can't be measured."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm is None or node is None:
        return "there is no npm"
    if not (RIVAL / "node_modules" / ".package-lock.json").exists():
        # Its scripts would fetch a browser; it gets the one that our sessions have.
        command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        done = subprocess.run(
            command,
            cwd=RIVAL,
            check=False,
            env={**os.environ, "PUPPETEER_SKIP_DOWNLOAD": "1"},
            capture_output=True,
            text=True,
        )
        if done.returncode != 0:
            shutil.rmtree(RIVAL / "node_modules", ignore_errors=True)
            return f"npm ci failed: {(done.stderr.strip().splitlines() or ['no reason given'])[0][:120]}"
    wanted = json.loads((RIVAL / "package.json").read_text())["dependencies"]["whatsapp-web.js"]
    return Kind(f"whatsapp-web.js {wanted}", (node, str(RIVAL / "host.js")))


class Host:
    """A running one."""

    def __init__(self, process: asyncio.subprocess.Process, show: Callable[[int, str], Any]) -> None:
        self._process = process
        self._show = show
        self._ids = itertools.count()
        self._asked: dict[int, asyncio.Future[Any]] = {}
        self._heard: defaultdict[int, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(0))
        self._shows: set[asyncio.Task[None]] = set()

    @property
    def pid(self) -> int:
        """Of its own process; the browsers descend from it."""
        return self._process.pid

    async def ask(self, verb: str, session: int, **more: object) -> Any:
        """Its answer. Raise RuntimeError when it could not do it."""
        number = next(self._ids)
        answer = self._asked[number] = asyncio.get_running_loop().create_future()
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps({"id": number, "do": verb, "session": session, **more}).encode() + b"\n")
        async with asyncio.timeout(ANSWERED_WITHIN):
            return await answer

    async def heard(self, session: int) -> None:
        """Wait until the session's handler had one more message."""
        async with asyncio.timeout(10):
            await self._heard[session].acquire()

    async def read(self) -> None:
        """Take its lines until there are no more."""
        assert self._process.stdout is not None
        while line := await self._process.stdout.readline():
            told = json.loads(line)
            if told.get("event") == "heard":
                self._heard[told["session"]].release()
            elif told.get("event") == "qr":
                task = asyncio.ensure_future(self._show(told["session"], told["qr"]))
                self._shows.add(task)
                task.add_done_callback(self._shows.discard)
            elif "error" in told:
                self._asked.pop(told["id"]).set_exception(RuntimeError(told["error"]))
            else:
                self._asked.pop(told["id"]).set_result(told["answer"])
        for waiting in self._asked.values():
            if not waiting.done():
                waiting.set_exception(RuntimeError("it ended"))

    async def end(self) -> None:
        """Have it close its sessions and end."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        try:
            async with asyncio.timeout(ENDS_WITHIN):
                await self._process.wait()
        except TimeoutError:
            self._process.kill()
            await self._process.wait()


@asynccontextmanager
async def running(
    kind: Kind, page: str, profiles: Path, chromium: Path, show: Callable[[int, str], Any]
) -> AsyncIterator[Host]:
    """Start one; `show` is awaited with a session and its code to scan."""
    environment = {
        **os.environ,
        "PYTHONPATH": "api:runners:.",
        "WHATSAPP_URL": page,
        "RUNNER_PROFILES_DIR": str(profiles),
        "CHROMIUM_PATH": str(chromium),
    }
    process = await asyncio.create_subprocess_exec(
        *kind.command, cwd=ROOT, env=environment, limit=LINE_BYTES,
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    host = Host(process, show)
    reading = asyncio.create_task(host.read())
    try:
        yield host
    finally:
        await host.end()
        await reading
