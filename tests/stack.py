"""The whole local stack, started as a person would start it, on ports and in a folder of its own."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from infra.local.processes import descendants

ROOT = Path(__file__).resolve().parent.parent
T = TypeVar("T")


def eventually(probe: Callable[[], T | None], what: str, timeout: float = 30.0, every: float = 0.1) -> T:
    """What the probe returns as soon as it is truthy; AssertionError naming what was waited for otherwise."""
    deadline = time.monotonic() + timeout
    while True:
        found = probe()
        if found:
            return found
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {timeout:g} s: {what}")
        time.sleep(every)


@dataclass
class Stack:
    """A running (or stopped) local stack. `endpoints` is the content of its endpoints.json."""

    folder: Path
    port: int
    environment: dict[str, str] = field(default_factory=dict)
    process: "subprocess.Popen[bytes] | None" = None
    endpoints: dict[str, Any] = field(default_factory=dict)

    @property
    def endpoints_file(self) -> Path:
        """Where the stack says that it is ready."""
        return self.folder / "endpoints.json"

    def start(self, timeout: float = 180.0) -> float:
        """Start it, wait until it is ready, and return the seconds that took."""
        begun = time.monotonic()
        log = (self.folder / "stack.out").open("ab")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "infra.local"],
            cwd=ROOT,
            stdout=log,
            stderr=log,
            start_new_session=True,
            env={
                **os.environ,
                **self.environment,
                "PYTHONPATH": "api:runners:.",
                "PORT": str(self.port),
                "FLOTILLA_LOCAL_DIR": str(self.folder),
            },
        )
        try:
            eventually(self._ready, "the local stack is ready (see stack.out beside its state)", timeout)
        except BaseException:
            # Whoever gave up on it, or was interrupted, has nothing yet that would stop it.
            self.stop()
            raise
        self.endpoints = json.loads(self.endpoints_file.read_text())
        return time.monotonic() - begun

    def stop(self, timeout: float = 60.0) -> None:
        """Stop it as Ctrl-C does and wait until it is gone."""
        if self.process is None:
            return
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(timeout)
        except subprocess.TimeoutExpired:
            # With its children, which have groups of their own and would run on for ever.
            for pid in [self.process.pid, *descendants(self.process.pid)]:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            raise
        finally:
            self.process = None

    def _ready(self) -> bool:
        assert self.process is not None
        code = self.process.poll()
        if code is not None:
            tail = (self.folder / "stack.out").read_text(errors="replace")[-3000:]
            raise AssertionError(f"the local stack ended with exit code {code}:\n{tail}")
        return self.endpoints_file.exists()

    def runner_pids(self) -> list[int]:
        """The runner processes of this stack, by their `-m runner` and the folder they keep their profiles in."""
        return [pid for pid, command in _processes() if b"-m\0runner\0" in command and self._mine(pid)]

    def _mine(self, pid: int) -> bool:
        try:
            environment = Path(f"/proc/{pid}/environ").read_bytes()
        except OSError:
            return False
        return str(self.folder).encode() in environment


def _processes() -> Iterator[tuple[int, bytes]]:
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                yield int(entry.name), (entry / "cmdline").read_bytes()
            except OSError:
                continue


#: Folders of the stacks that this run made, in their order.
_MADE: list[Path] = []


def folders_of_this_run() -> tuple[Path, ...]:
    """Where the stacks of this test run keep, or kept, what they know."""
    return tuple(_MADE)


def fresh_stack(name: str, port: int, **environment: str) -> Stack:
    """A stack with no state, in `build/<name>`."""
    folder = ROOT / "build" / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    _MADE.append(folder)
    return Stack(folder, port, environment)


#: The first port of a test's stacks, and how far apart those of one kind of tests are.
FIRST_PORT = 4766
FURTHER = 20


def own_stack(kind: str, port: int, purpose: str = "", **environment: str) -> Stack:
    """A fresh stack for one kind of tests, and one more of it for a `purpose` of its own, further up.

    TEST_PORT (moves the first port of all) and TEST_STACK (ends the names of folders in build/) keep several runs at a
    time apart, as the ports of the kinds keep these.
    """
    moved = int(os.environ.get("TEST_PORT", FIRST_PORT)) - FIRST_PORT
    name = "-".join(part for part in (kind, os.environ.get("TEST_STACK", "stack"), purpose) if part)
    return fresh_stack(name, port + moved + FURTHER * bool(purpose), **environment)


@contextmanager
def running_stack(kind: str, port: int, purpose: str = "", **environment: str) -> Iterator[Stack]:
    """A fresh stack for one kind of tests, or a `purpose` within it, so that they don't meet each other's people."""
    running = own_stack(kind, port, purpose, BURST_WINDOW_MS="0", **environment)
    running.start()
    try:
        yield running
    finally:
        running.stop()
