"""Forget everything that a local installation kept: `python -m infra.local.reset` (`make reset`)."""

from __future__ import annotations

import fcntl
import shutil
import sys

from infra.local.config import load


def main() -> int:
    """Remove state, logs and sign-ins; what was installed stays. Returns the exit code."""
    directory = load().directory
    if not directory.exists():
        print("There is nothing to forget.")
        return 0
    with (directory / "lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("It is running: stop it first (Ctrl-C in its window).", file=sys.stderr)
            return 1
        for kept in directory.iterdir():
            if kept.name not in {"cache", "lock"}:
                shutil.rmtree(kept) if kept.is_dir() else kept.unlink()
    print("Forgotten. `make run` starts anew.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
