"""What Linux says about processes: who descends from whom, and who outlived the part that started it."""

from __future__ import annotations

import ctypes
import os
import signal
from collections import defaultdict
from pathlib import Path

_PR_SET_PDEATHSIG = 1
_PR_SET_CHILD_SUBREAPER = 36
_libc = ctypes.CDLL(None, use_errno=True)


def adopt_orphans() -> None:
    """Become the parent of every process whose own parent dies: a killed runner's browsers stay in sight."""
    _libc.prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def die_with_parent() -> None:
    """Called in a new child: have it told to stop when this program is killed and can't do so itself."""
    _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)


def kill_orphans(known: set[int]) -> None:
    """Kill, with their descendants, all children of this process that it did not start itself.

    Args:
        known: process ids of the children it did start.
    """
    children = children_by_parent()
    for orphan in set(children[os.getpid()]) - known:
        for pid in (orphan, *descendants(orphan, children)):
            _kill(pid)
        try:
            os.waitpid(orphan, 0)
        except ChildProcessError:
            continue


def descendants(pid: int, children: dict[int, list[int]] | None = None) -> list[int]:
    """Ids of all processes below one."""
    tree = children_by_parent() if children is None else children
    found: list[int] = []
    waiting = [pid]
    while waiting:
        below = tree[waiting.pop()]
        found += below
        waiting += below
    return found


def children_by_parent() -> dict[int, list[int]]:
    """Every process of the machine under its parent's id."""
    children: dict[int, list[int]] = defaultdict(list)
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                # The name stands in parentheses and may itself hold spaces and parentheses.
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            children[int(fields[1])].append(int(entry.name))
    return children


def _kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return
