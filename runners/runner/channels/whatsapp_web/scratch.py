"""A runner's own temporary folder, which goes with it: by itself, or at the next start of a runner on this machine."""

import fcntl
import logging
import os
import shutil
import stat
import tempfile
from pathlib import Path

logger = logging.getLogger(__name__)

PREFIX = "flotilla-runner-"
LOCK = "LOCK"


class Scratch:
    """A folder below `under` that nobody removes while this process lives.

    Its lock is held by the open file, so the system lets go of it however the process ends: no number of a process is
    ever taken for another one's.
    """

    def __init__(self, under: Path | None = None) -> None:
        root = under or Path(tempfile.gettempdir())
        sweep(root)
        self._folder = tempfile.TemporaryDirectory(prefix=PREFIX, dir=root)
        self.path = Path(self._folder.name)
        # A folder without a lock is left alone: it gets its name only when it is locked already.
        fresh = self.path / f"{LOCK}.new"
        self._lock: int | None = os.open(fresh, os.O_CREAT | os.O_RDWR, 0o600)
        fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        fresh.rename(self.path / LOCK)

    def close(self) -> None:
        """Remove it. May be called again."""
        self._folder.cleanup()
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None


def sweep(root: Path) -> int:
    """Remove the folders of runners that are gone; returns how many.

    One without a lock is left alone: it may be that of a runner from before there were locks, which still runs.
    """
    dead = [folder for folder in root.glob(f"{PREFIX}*") if _is_ours(folder) and _is_abandoned(folder)]
    for folder in dead:
        shutil.rmtree(folder, ignore_errors=True)
    if dead:
        logger.info("folders of runners that are gone removed", extra={"folders": len(dead)})
    return len(dead)


def _is_ours(folder: Path) -> bool:
    """Whether this user made it: the machine's temporary folder is everybody's."""
    try:
        about = folder.lstat()
    except OSError:
        # Its runner has just ended.
        return False
    return stat.S_ISDIR(about.st_mode) and about.st_uid == os.geteuid()


def _is_abandoned(folder: Path) -> bool:
    try:
        lock = os.open(folder / LOCK, os.O_RDWR | os.O_NOFOLLOW)
    except OSError:
        return False
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    else:
        return True
    finally:
        os.close(lock)
