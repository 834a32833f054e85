"""State on disk every few seconds, so that a killed emulator loses little: MiniStack saves at a graceful stop only."""

from __future__ import annotations

import json
import logging
import threading
import time
from pathlib import Path
from types import SimpleNamespace
from typing import IO, Any

from infra.local.emulator import guard

#: Seconds between saves. One takes about 35 ms, plus what the tables' items take.
SAVE_SECONDS = 3.0

#: The part of the time that saving may take: everything else in the emulator waits for it meanwhile.
MOST_OF_THE_TIME = 0.1

#: Zips whose names are kept. An installation has one for each function, until its code is updated.
MOST_CODE = 64


def apply() -> None:
    """Start the thread that saves. Does nothing while state is not persisted at all."""
    app = guard.private("app", "_build_persistence_save_dict", "save_all", "PERSIST_STATE")
    guard.takes(app, "_build_persistence_save_dict")
    guard.takes(app, "save_all", "services")
    if app.PERSIST_STATE:
        _name_code_once()
        _encode_in_one_go()
        # It would log each of its files each time.
        logging.getLogger("persistence").setLevel(logging.WARNING)
        threading.Thread(target=_save_forever, args=(app,), daemon=True, name="flotilla-saving").start()


def _name_code_once() -> None:
    """Keep the names of functions' code: each save would hash the zip of each function again, half a second of work."""
    functions = guard.private("services.lambda_svc", "_write_code_blob", "CODE_BLOB_DIR")
    guard.takes(functions, "_write_code_blob", "code_zip")
    write = functions._write_code_blob
    folder = Path(functions.CODE_BLOB_DIR)
    # The code itself is kept beside its name, so that its id is not given to other bytes meanwhile.
    named: dict[int, tuple[bytes, str]] = {}

    def write_once(code_zip: bytes) -> str:
        code, name = named.get(id(code_zip), (None, ""))
        if code is not code_zip or not (folder / f"{name}.zip").exists():
            name = write(code_zip)
            if len(named) >= MOST_CODE:
                named.clear()
            named[id(code_zip)] = (code_zip, name)
        return name

    functions._write_code_blob = write_once  # type: ignore[attr-defined]  # Replaced on purpose.


def _encode_in_one_go() -> None:
    """Have state encoded by the C encoder, a tenth of the work, which `json.dump` never uses."""
    persistence = guard.private("core.persistence", "json", "save_state")

    def dump(state: object, file: IO[str], **options: Any) -> None:
        file.write(json.dumps(state, **options))

    own = {name: getattr(json, name) for name in ("dumps", "load", "loads", "JSONDecodeError")}
    persistence.json = SimpleNamespace(dump=dump, **own)  # type: ignore[attr-defined]  # Replaced on purpose.


def _save_forever(app: object) -> None:
    took = 0.0
    while True:
        time.sleep(max(SAVE_SECONDS, took / MOST_OF_THE_TIME))
        begun = time.monotonic()
        # A store that changes while it is written is skipped and logged by MiniStack itself; the next round has it.
        app.save_all(app._build_persistence_save_dict())  # type: ignore[attr-defined]  # Vouched for above.
        took = time.monotonic() - begun
