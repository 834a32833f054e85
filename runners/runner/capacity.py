"""How many more sessions a runner can host: by count, and by the memory that is left."""

from collections.abc import Sequence
from pathlib import Path

SESSION_BYTES = 300 * 1024 * 1024
"""What a session is expected to need before any was measured: some 210 MB in the headless shell, more with chats."""

LEAST_BYTES = 120 * 1024 * 1024
"""No session is expected to need less, however little those that are here do."""

GROWTH = 1.25
"""Sessions grow with their chats: so much more than what they need now is kept for them."""

RESERVE_BYTES = 200 * 1024 * 1024
"""Left alone for the runner itself and what else runs in its container."""


def available_bytes(proc: Path = Path("/proc"), cgroup: Path = Path("/sys/fs/cgroup")) -> int | None:
    """Memory that can still be used: the host's and the container's, whichever is less; None where nothing tells."""
    known = [value for value in (_host(proc), _container(cgroup)) if value is not None]
    return min(known) if known else None


def expected_bytes(measured: Sequence[int]) -> int:
    """What a further session will come to need, judging by those that were measured."""
    if not measured:
        return SESSION_BYTES
    return max(LEAST_BYTES, int(sum(measured) / len(measured) * GROWTH))


def room_for(held: int, *, starting: int, limit: int, available: int | None, measured: Sequence[int] = ()) -> int:
    """Sessions that may be added to those held. `starting` ones haven't taken their memory yet; limit 0: none.

    `measured` are bytes of sessions that are up; what each may still grow by is not given to others.
    """
    by_count = max(0, limit - held) if limit else 1_000
    if available is None:
        return by_count
    expected = expected_bytes(measured)
    growth = sum(max(0, expected - one) for one in measured)
    by_memory = (available - RESERVE_BYTES - growth) // expected - starting
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
