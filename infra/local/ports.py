"""Is a port free, and if not, who has it?"""

from __future__ import annotations

import socket
from pathlib import Path


def is_free(port: int) -> bool:
    """Whether this machine can listen on a loopback port now."""
    # Asked first, with a socket of its own: an address may be reusable beside a listener on all interfaces.
    with socket.socket() as visitor:
        if visitor.connect_ex(("127.0.0.1", port)) == 0:
            return False
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def holder(port: int) -> str:
    """`name (process 123)` of who listens on a port, or `another process` when this user may not see it."""
    inodes = _listening(port)
    for process in Path("/proc").iterdir() if inodes else ():
        if process.name.isdigit() and _has_socket(process, inodes):
            return f"{_name(process)} (process {process.name})"
    return "another process"


def _listening(port: int) -> set[str]:
    """Inodes of the sockets that listen on a port."""
    found = set()
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        try:
            lines = Path(table).read_text().splitlines()[1:]
        except OSError:
            continue
        for line in lines:
            fields = line.split()
            if int(fields[1].rpartition(":")[2], 16) == port and fields[3] == "0A":
                found.add(f"socket:[{fields[9]}]")
    return found


def _has_socket(process: Path, inodes: set[str]) -> bool:
    try:
        return any(str(handle.readlink()) in inodes for handle in (process / "fd").iterdir())
    except OSError:
        return False


def _name(process: Path) -> str:
    try:
        words = (process / "cmdline").read_bytes().decode(errors="replace").split("\0")
    except OSError:
        return "a process"
    return " ".join(word for word in words[:4] if word)[:80] or "a process"
