"""The processes of one stack, found by its folder in their environment or command line, and by descent from those."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from infra.local.processes import children_by_parent, descendants
from tests.stack import Stack

FUNCTION = b"AWS_LAMBDA_FUNCTION_NAME="
RUNNER = b"RUNNER_ID="


class Victims:
    """What of a stack can be hurt."""

    def __init__(self, stack: Stack) -> None:
        self._stack = stack

    def runners(self) -> list[int]:
        """The runner processes that still run."""
        return sorted(pid for pid in self._stack.runner_pids() if _state(pid) != "Z")

    def runner(self, name: str) -> int | None:
        """The runner of that name, if it runs."""
        return next((pid for pid in self.runners() if name and _variable(pid, RUNNER) == name), None)

    def browsers(self) -> list[int]:
        """The main process of each Chromium that has a profile in the stack's folder."""
        mark = f"--user-data-dir={self._stack.folder.resolve()}{os.sep}".encode()
        found = []
        for pid in self._below(self.stack()):
            words = _read(pid, "cmdline").split(b"\0")
            if any(word.startswith(mark) for word in words) and not any(word.startswith(b"--type=") for word in words):
                found.append(pid)
        return sorted(found)

    def workers(self, *functions: str) -> list[int]:
        """The Lambda workers, those of the named functions (such as Receive) only if any are named."""
        named = []
        for pid in self._below(self.emulator()):
            name = _variable(pid, FUNCTION)
            if name and (not functions or any(f"-{function}-" in name for function in functions)):
                named.append(pid)
        return sorted(named)

    def emulator(self) -> int:
        """The emulated AWS. Raise LookupError while it is away."""
        mark = f"STATE_DIR={self._stack.folder.resolve() / 'emulator' / 'state'}".encode()
        for pid in self._below(self.stack()):
            if mark in _read(pid, "environ").split(b"\0") and b"infra.local.emulator" in _read(pid, "cmdline"):
                return pid
        raise LookupError("the emulated AWS does not run")

    def stack(self) -> int:
        """The program that keeps the stack."""
        if self._stack.process is None:
            raise LookupError("the stack does not run")
        return self._stack.process.pid

    @staticmethod
    def _below(pid: int) -> list[int]:
        return descendants(pid, children_by_parent())


def kill(pid: int) -> None:
    """kill -9, unless it is gone already."""
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


@contextmanager
def stopped(pid: int) -> Iterator[None]:
    """The process stands still inside the block and goes on after it, whatever happens in the block."""
    os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGCONT)


def until_gone(pid: int, seconds: float = 5.0) -> None:
    """Wait until a killed process is gone."""
    deadline = time.monotonic() + seconds
    while Path(f"/proc/{pid}").exists() and _state(pid) != "Z" and time.monotonic() < deadline:
        time.sleep(0.02)


def _variable(pid: int, prefix: bytes) -> str:
    """The value of an environment variable, named with its equals sign; empty if the process has none."""
    words = _read(pid, "environ").split(b"\0")
    return next((word.removeprefix(prefix) for word in words if word.startswith(prefix)), b"").decode()


def _read(pid: int, name: str) -> bytes:
    try:
        return Path(f"/proc/{pid}/{name}").read_bytes()
    except OSError:
        return b""


def _state(pid: int) -> str:
    """The state letter that Linux gives; Z for one that is gone."""
    fields = _read(pid, "stat").decode(errors="replace").rpartition(")")[2].split(maxsplit=1)
    return fields[0] if fields else "Z"
