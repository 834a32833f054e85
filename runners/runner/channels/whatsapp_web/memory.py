"""What a browser holds in memory."""

from collections.abc import Iterable

import psutil


def memory_of(pids: Iterable[int]) -> int | None:
    """The proportional share (PSS, bytes) of these processes and their children; None if none of them runs.

    Pages that processes share are counted once over all of them: resident sizes added up would count them each time.
    """
    family: set[psutil.Process] = set()
    for pid in pids:
        try:
            parent = psutil.Process(pid)
            family |= {parent, *parent.children(recursive=True)}
        except psutil.NoSuchProcess:
            continue
    shares = [share for share in map(_share, family) if share is not None]
    return sum(shares) if shares else None


def _share(process: psutil.Process) -> int | None:
    try:
        full = process.memory_full_info()
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return None
    # Only Linux tells the proportional share.
    return int(getattr(full, "pss", full.uss))
