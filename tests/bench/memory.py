"""Proportional set size of process trees: shared pages are counted once, by share."""

from collections.abc import Sequence
from pathlib import Path


def _children() -> dict[int, list[int]]:
    tree: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
            except (OSError, IndexError):
                continue
            tree.setdefault(parent, []).append(int(entry.name))
    return tree


def descendants(pid: int) -> list[int]:
    """The process and all that it started, directly or not."""
    tree, found, queue = _children(), [], [pid]
    while queue:
        current = queue.pop()
        found.append(current)
        queue += tree.get(current, [])
    return found


def pss_mb(pids: list[int]) -> float:
    """The sum of the processes' PSS in MB (10⁶ bytes); a process that ended meanwhile counts nothing."""
    total = 0
    for pid in pids:
        try:
            rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
        except OSError:
            continue
        total += next((int(row.split()[1]) for row in rollup.splitlines() if row.startswith("Pss:")), 0)
    return total * 1024 / 1e6


def further(sessions: Sequence[int], totals: Sequence[float]) -> float:
    """What each session beyond the first takes: from the smallest to the largest of these numbers of sessions."""
    return (totals[-1] - totals[0]) / (sessions[-1] - sessions[0])
