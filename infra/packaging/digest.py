"""One hash over many files, to tell whether a step has anything to do."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

#: Folders that hold results, never sources.
RESULTS = {
    "__pycache__", "node_modules", "dist", "deployments", "build", ".local", ".venv", ".mypy_cache", ".ruff_cache",
    ".pytest_cache",
}  # fmt: skip


def of_tree(*roots: Path) -> str:
    """Hash of the names and contents of all source files below the given files and folders, links followed."""
    digest = hashlib.sha256()
    for root in roots:
        for path in sorted(_files(root)):
            digest.update(f"{path.relative_to(root.parent)}\0".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _files(root: Path) -> Iterable[Path]:
    if root.is_file():
        yield root
        return
    for path in root.iterdir() if root.is_dir() else ():
        if path.name not in RESULTS and not path.name.endswith(".pyc"):
            yield from _files(path)
