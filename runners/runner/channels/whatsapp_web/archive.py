"""A profile as one stream of bytes, and back: without what a browser makes anew, and bounded."""

import contextlib
import fnmatch
import gzip
import os
import tarfile
import zlib
from pathlib import Path
from typing import IO

from runner.channels.whatsapp_web.profile import CACHES, LOCKS
from runner.channels.whatsapp_web.seal import SnapshotRefusedError

MOST_BYTES = 1024 * 1024 * 1024
"""A profile that is larger is not taken, and never unpacked: a login with its chats takes some tens of megabytes."""


QUICK = 1
"""The compression level: the others cost several times as long for a few percent."""


def pack(profile: Path, into: IO[bytes]) -> int:
    """Write the profile; returns its bytes before compression. Raise SnapshotRefusedError if it is too large."""
    total = 0
    with (
        gzip.GzipFile(fileobj=into, mode="wb", compresslevel=QUICK, mtime=0) as squeezed,
        tarfile.open(fileobj=squeezed, mode="w|") as archive,
    ):
        for path in _files(profile):
            try:
                total += path.stat().st_size
                _check(total)
                archive.add(path, path.relative_to(profile), recursive=False)
            except FileNotFoundError:
                # A browser that closes removes some of its files a moment later.
                continue
    return total


def durable_bytes(profile: Path) -> int:
    """What a snapshot of the profile would hold, before compression; its browser may run."""
    total = 0
    for path in _files(profile):
        with contextlib.suppress(FileNotFoundError):
            total += path.stat().st_size
    return total


def unpack(source: IO[bytes], into: Path) -> None:
    """Write the profile's files below a folder. Raise SnapshotRefusedError for anything that is no such profile."""
    total = 0
    try:
        with (
            gzip.GzipFile(fileobj=source, mode="rb") as plain,
            tarfile.open(fileobj=plain, mode="r|") as archive,
        ):
            for member in archive:
                if not member.isreg():
                    raise SnapshotRefusedError("It holds something else than files.")
                total += member.size
                _check(total)
                archive.extract(member, into, filter="data")
    except (tarfile.TarError, zlib.error, gzip.BadGzipFile, EOFError) as error:
        raise SnapshotRefusedError(f"It can't be unpacked: {error}") from error


def _files(profile: Path) -> list[Path]:
    found: list[Path] = []
    for folder, inner, names in os.walk(profile):
        inner[:] = sorted(name for name in inner if not _is_left_out(name))
        paths = (Path(folder) / name for name in sorted(names) if not _is_left_out(name))
        found += [path for path in paths if path.is_file() and not path.is_symlink()]
    return found


def _is_left_out(name: str) -> bool:
    return any(fnmatch.fnmatchcase(name, pattern) for pattern in (*LOCKS, *CACHES))


def _check(total: int) -> None:
    if total > MOST_BYTES:
        raise SnapshotRefusedError(f"It is larger than {MOST_BYTES // 2**20} MB.")
