"""Run code beside MiniStack, in the environment where it is installed."""

import json
import subprocess
from pathlib import Path
from typing import Any

from infra.local.config import EMULATOR_PYTHON, LAMBDA_PYTHON, ROOT

START = f"""
import json, os, sys, time
sys.path.insert(0, {str(ROOT)!r})
from infra.local.emulator import calls, function_logs, guard, permissions, permissions_used
from infra.local.emulator import pollers, saving, schedules, site, streams, workers
LAMBDA_PYTHON = {str(LAMBDA_PYTHON)!r}
"""


def beside_ministack(code: str, folder: Path) -> Any:
    """What the code prints as JSON in its last line.

    `folder` is its home, its TMPDIR and where it keeps state. AssertionError holds what it said when it fails.
    """
    assert EMULATOR_PYTHON.exists(), "MiniStack is not installed: make install"
    done = subprocess.run(
        [str(EMULATOR_PYTHON), "-c", START + code],
        cwd=folder,
        env={
            "PATH": "/usr/bin:/bin",
            "HOME": str(folder),
            "TMPDIR": str(folder),
            "PERSIST_STATE": "1",
            "STATE_DIR": str(folder / "state"),
            "S3_DATA_DIR": str(folder / "objects"),
            "MINISTACK_TEST_NO_AUTOSTART": "1",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(done.stdout.splitlines()[-1])
