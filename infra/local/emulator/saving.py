"""State on disk every few seconds, so that a killed emulator loses little: MiniStack saves at a graceful stop only."""

from __future__ import annotations

import logging
import threading
import time

from infra.local.emulator import guard

#: Seconds between saves. One takes about 35 ms.
SAVE_SECONDS = 3.0


def apply() -> None:
    """Start the thread that saves. Does nothing while state is not persisted at all."""
    app = guard.private("app", "_build_persistence_save_dict", "save_all", "PERSIST_STATE")
    guard.takes(app, "_build_persistence_save_dict")
    guard.takes(app, "save_all", "services")
    if app.PERSIST_STATE:
        # It would log each of its files each time.
        logging.getLogger("persistence").setLevel(logging.WARNING)
        threading.Thread(target=_save_forever, args=(app,), daemon=True, name="flotilla-saving").start()


def _save_forever(app: object) -> None:
    while True:
        time.sleep(SAVE_SECONDS)
        # A store that changes while it is written is skipped and logged by MiniStack itself; the next round has it.
        app.save_all(app._build_persistence_save_dict())  # type: ignore[attr-defined]  # Vouched for above.
