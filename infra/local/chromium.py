"""Find a Chromium on this machine. Standard library only: it is asked before anything is installed."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

#: Names of the program, the leanest first.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

#: Where Playwright puts those that it downloads.
DOWNLOADED = (
    "chromium_headless_shell-*/chrome-*/headless_shell",
    "chromium_headless_shell-*/chrome-*/chrome-headless-shell",
    "chromium-*/chrome-*/chrome",
)


def find() -> str:
    """Path of the browser that CHROMIUM_PATH names, or the best one installed; empty when there is none."""
    named = os.environ.get("CHROMIUM_PATH", "")
    if named:
        return named if os.access(named, os.X_OK) else ""
    for name in NAMES:
        found = shutil.which(name)
        # Ubuntu's chromium is a snap, which may not write where the bots' profiles are kept.
        if found and not os.path.realpath(found).startswith(("/snap", "/usr/bin/snap")):
            return found
    for pattern in DOWNLOADED:
        for path in sorted((Path.home() / ".cache" / "ms-playwright").glob(pattern), reverse=True):
            return str(path)
    return ""
