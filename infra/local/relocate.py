"""Move kept state to other ports: the emulated AWS writes its own address into the names of queues."""

from __future__ import annotations

from pathlib import Path


def relocate(directory: Path, state: Path, port: int) -> None:
    """Rewrite addresses in the emulator's state when it was last run on another port.

    Args:
        directory: the stack's directory, where the last port is noted.
        state: folder of the emulator's state files.
        port: port of the emulated AWS this time.
    """
    note = directory / "aws.port"
    before = int(note.read_text()) if note.exists() else port
    if before != port:
        for kept in state.glob("*.json"):
            text = kept.read_text()
            moved = text
            for host in ("localhost", "127.0.0.1"):
                moved = moved.replace(f"{host}:{before}/", f"{host}:{port}/")
            if moved != text:
                kept.write_text(moved)
    note.write_text(str(port))
