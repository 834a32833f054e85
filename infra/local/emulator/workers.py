"""Lambda workers: one unpacked copy of each zip for all of them, in a Python that holds nothing else.

MiniStack unpacks the zip anew for every worker, never removes the copies of workers that were killed, and lends them
its own site-packages, so that an import nobody declared would succeed here and fail on AWS.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
import zipfile
from pathlib import Path
from types import TracebackType
from typing import Any

from infra.local.emulator import guard

_ENVIRONMENT_IS_SET = "    os.environ.update(env)\n"


def apply(interpreter: str) -> None:
    """Empty the temporary directory, share unpacked zips, and run Python functions as Lambda does.

    Args:
        interpreter: path of a Python without site-packages that the workers run on.

    Raises:
        EmulatorChangedError: when MiniStack's private parts are not where they were.
    """
    runtime = guard.private("core.lambda_runtime", "_detect_runtime_binary", "zipfile", "tempfile", "Worker")
    guard.takes(runtime, "_detect_runtime_binary", "runtime")
    wipe(Path(tempfile.gettempdir()))
    original = runtime._detect_runtime_binary

    def detect(name: str) -> tuple[str, str]:
        binary, script = original(name)
        return (interpreter, named(script)) if name.startswith("python") else (binary, script)

    runtime._detect_runtime_binary = detect  # type: ignore[attr-defined]  # Replaced on purpose.
    runtime.zipfile = SharedZipModule  # type: ignore[attr-defined]  # Replaced on purpose.


def named(script: str) -> str:
    """The worker's script, but telling its process which handler it runs, as Lambda does by `_HANDLER`.

    Raises:
        EmulatorChangedError: when the script no longer sets the environment where it did.
    """
    if script.count(_ENVIRONMENT_IS_SET) != 1:
        raise guard.EmulatorChangedError("MiniStack's worker doesn't set its environment where it did.")
    told = f"""{_ENVIRONMENT_IS_SET}    os.environ["_HANDLER"] = f"{{module_name}}.{{handler_name}}"\n"""
    return script.replace(_ENVIRONMENT_IS_SET, told)


def wipe(directory: Path) -> None:
    """Remove what workers of earlier runs left in a temporary directory that belongs to the emulator alone.

    Raises:
        ValueError: when the directory is the machine's own temporary directory.
    """
    if directory.resolve() in {Path("/tmp"), Path("/var/tmp"), Path("/")}:  # noqa: S108  # Named to be refused.
        raise ValueError(f"{directory} is shared with other programs: give the emulator a TMPDIR of its own.")
    for left in directory.glob("ministack-lambda-*"):
        shutil.rmtree(left, ignore_errors=True)
    # The latest code stays, with its byte code, so that the first calls after a restart are quick.
    unpacked = sorted((directory / "unpacked").glob("*"), key=lambda one: one.stat().st_mtime)
    for left in unpacked[:-1]:
        shutil.rmtree(left, ignore_errors=True)


class SharedZip:
    """Stands in for `zipfile.ZipFile` where a worker unpacks its code: links to one copy per content."""

    def __init__(self, path: str) -> None:
        self._path = path

    def __enter__(self) -> SharedZip:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        return None

    def extractall(self, target: str) -> None:
        """Make the target a link to the unpacked content, unpacking it first when nobody has."""
        digest = hashlib.sha256(Path(self._path).read_bytes()).hexdigest()[:16]
        shared = Path(tempfile.gettempdir()) / "unpacked" / digest
        if not shared.exists():
            self._unpack(shared)
        shared.touch()
        Path(target).rmdir()
        Path(target).symlink_to(shared, target_is_directory=True)

    def _unpack(self, shared: Path) -> None:
        shared.parent.mkdir(exist_ok=True)
        partial = Path(tempfile.mkdtemp(dir=shared.parent))
        with zipfile.ZipFile(self._path) as archive:
            archive.extractall(partial)
        partial.chmod(0o755)
        try:
            os.rename(partial, shared)  # noqa: PTH104  # Path.rename would move into an existing directory.
        except OSError:
            # Another worker was faster; its copy is the same.
            shutil.rmtree(partial)


class SharedZipModule:
    """What `core.lambda_runtime` sees as the module `zipfile`."""

    BadZipFile = zipfile.BadZipFile

    def __new__(cls, *_: Any) -> SharedZipModule:
        """Refuse: this class stands for a module."""
        raise TypeError("SharedZipModule stands for a module and has no instances")

    @staticmethod
    def ZipFile(path: str) -> SharedZip | zipfile.ZipFile:  # noqa: N802  # The name it stands in for.
        """Share a function's code; layers are unpacked as ever."""
        return SharedZip(path) if Path(path).name == "code.zip" else zipfile.ZipFile(path)
