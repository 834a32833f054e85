"""Browsers that a dead runner left behind on this machine."""

import logging
import os
import signal
import time
from pathlib import Path

logger = logging.getLogger(__name__)

PROC = Path("/proc")
GONE_WITHIN_SECONDS = 5.0


def kill_browsers_of(home: Path) -> int:
    """Kill every process whose browser profile lies in `home`, a bot's folder, and wait until they are gone.

    Whoever holds the bot's lease calls this before it opens the bot's browser: any other one is an orphan, and as a
    second live browser on the same device it would steal the session. Returns how many there were.
    """
    mark = f"--user-data-dir={home.resolve()}{os.sep}"
    found = _processes(mark)
    for pid in found:
        _kill(pid)
    until = time.monotonic() + GONE_WITHIN_SECONDS
    while _processes(mark) and time.monotonic() < until:
        time.sleep(0.02)
    if found:
        logger.warning("orphaned browser killed", extra={"processes": len(found)})
    return len(found)


def _processes(mark: str) -> list[int]:
    if not PROC.is_dir():
        return []
    return [int(entry.name) for entry in PROC.iterdir() if entry.name.isdigit() and _carries(entry, mark)]


def _carries(process: Path, mark: str) -> bool:
    try:
        arguments = (process / "cmdline").read_bytes().decode(errors="replace").split("\0")
    except OSError:
        # It ended while we looked.
        return False
    return any(argument.startswith(mark) for argument in arguments)


def _kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return
