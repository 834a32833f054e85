"""Browsers that a dead runner left behind on this machine."""

import logging
import os
import signal
import time
from pathlib import Path

logger = logging.getLogger(__name__)

PROC = Path("/proc")
GONE_WITHIN_SECONDS = 5.0


def kill_browsers_of(home: Path, fence: int) -> int:
    """Kill the browsers of a bot's folder up to this generation, and wait until they are gone; returns how many.

    The holder of the fence calls this before it opens the bot's browser and after it closed it: any other one is an
    orphan, and as a second live browser on the same device it would steal the session. A newer generation's browser
    is not ours to kill: we may be the one that was replaced.
    """
    found = browsers_of(home, fence)
    for pid in found:
        _kill(pid)
    until = time.monotonic() + GONE_WITHIN_SECONDS
    while browsers_of(home, fence) and time.monotonic() < until:
        time.sleep(0.02)
    if found:
        logger.warning("orphaned browser killed", extra={"processes": len(found)})
    return len(found)


def browsers_of(home: Path, fence: int) -> list[int]:
    """Process ids of a bot's browsers on this machine, up to this generation."""
    if not PROC.is_dir():
        return []
    mark = f"--user-data-dir={home.resolve()}{os.sep}"
    found = ((int(entry.name), _generation(entry, mark)) for entry in PROC.iterdir() if entry.name.isdigit())
    return [pid for pid, generation in found if generation is not None and generation <= fence]


def _generation(process: Path, mark: str) -> int | None:
    try:
        arguments = (process / "cmdline").read_bytes().decode(errors="replace").split("\0")
    except OSError:
        # It ended while we looked.
        return None
    names = [argument.removeprefix(mark) for argument in arguments if argument.startswith(mark)]
    return int(names[0]) if names and names[0].isdigit() else None


def _kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return
