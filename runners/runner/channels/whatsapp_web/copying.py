"""Copies a profile that may still be written: a holder that was frozen, or cut off on another host, has its browser."""

import logging
import os
import shutil
import time
from pathlib import Path

logger = logging.getLogger(__name__)

TRIES = 6
PAUSE_SECONDS = 0.5

LOGIN = ("IndexedDB", "Local Storage")
"""Where WhatsApp Web keeps its login and its chats; the rest of a profile is Chromium's own, and made anew."""

State = dict[str, int]


class TornCopyError(OSError):
    """The profile changed under each copy."""


def copy_settled(
    source: Path,
    target: Path,
    *,
    without: tuple[str, ...],
) -> None:
    """Copy a profile as it is at one moment, leaving out names that match. Raise TornCopyError if it is never still.

    Its databases only ever append to their log and cope with a last entry that is cut short, as after a crash. What
    must not differ is which tables there are and what their manifest says: a copy from both sides of such a change
    does not open, or opens without the login.
    """
    for attempt in range(TRIES):
        if attempt:
            logger.warning("profile copied once more: it changed meanwhile", extra={"attempt": attempt + 1})
            time.sleep(PAUSE_SECONDS * attempt)
        shutil.rmtree(target, ignore_errors=True)
        before = state_of(source)
        try:
            shutil.copytree(source, target, symlinks=True, ignore=shutil.ignore_patterns(*without))
        except shutil.Error:
            # Files went while they were copied; one that can't be read for another reason fails each time.
            continue
        if state_of(source) == before:
            return
    shutil.rmtree(target, ignore_errors=True)
    raise TornCopyError("Another browser still writes to the profile, so that no copy of it is whole.")


def state_of(profile: Path) -> State:
    """The files of the login's databases with their sizes; of those that only grow, that they are there."""
    found: State = {}
    for folder, _, names in os.walk(profile):
        if not set(LOGIN).intersection(Path(folder).relative_to(profile).parts):
            continue
        for name in names:
            path = Path(folder) / name
            if name.startswith("LOG") or name == "LOCK":
                continue
            try:
                found[str(path)] = -1 if name.endswith(".log") else path.stat().st_size
            except FileNotFoundError:
                # It went between the listing and the look; the next look won't have it, and differs.
                found[str(path)] = -2
    return found
