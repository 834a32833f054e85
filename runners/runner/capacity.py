"""How many more sessions a runner can host: by count, and by the memory that is left."""

from pathlib import Path

SESSION_BYTES = 300 * 1024 * 1024
"""What a session may come to need: measured at some 210 MB in the headless shell, more with many chats."""

RESERVE_BYTES = 200 * 1024 * 1024
"""Left alone for the runner itself and what else runs in its container."""


def available_bytes(proc: Path = Path("/proc"), cgroup: Path = Path("/sys/fs/cgroup")) -> int | None:
    """Memory that can still be used: the host's and the container's, whichever is less; None where nothing tells."""
    known = [value for value in (_host(proc), _container(cgroup)) if value is not None]
    return min(known) if known else None


def room_for(held: int, *, starting: int, limit: int, available: int | None) -> int:
    """Sessions that may be added to those held. `starting` ones haven't taken their memory yet; limit 0: none."""
    by_count = max(0, limit - held) if limit else 1_000
    if available is None:
        return by_count
    by_memory = (available - RESERVE_BYTES) // SESSION_BYTES - starting
    return max(0, min(by_count, by_memory))


def _host(proc: Path) -> int | None:
    try:
        lines = (proc / "meminfo").read_text().splitlines()
    except OSError:
        return None
    found = [line.split()[1] for line in lines if line.startswith("MemAvailable:")]
    return int(found[0]) * 1024 if found else None


def _container(cgroup: Path) -> int | None:
    try:
        limit = (cgroup / "memory.max").read_text().strip()
        used = int((cgroup / "memory.current").read_text())
        stat = (cgroup / "memory.stat").read_text().splitlines()
    except (OSError, ValueError):
        return None
    # Cached file pages are given back when memory is short; counting them would call an idle container full.
    cached = sum(int(line.split()[1]) for line in stat if line.startswith("inactive_file "))
    return int(limit) - used + cached if limit.isdigit() else None
