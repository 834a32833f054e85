"""The archive of one tenant: a zip with `manifest.json`, `items.jsonl` and the files below `files/`.

An item stands on a line of its own, as DynamoDB writes it. The manifest comes last and vouches for the rest by
SHA-256: an archive without one was interrupted.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import IO
from zipfile import BadZipFile, ZipFile

from flotilla.adapters.dynamodb.values import Raw
from flotilla.operator.errors import OperatorError

FORMAT = 1
ITEMS, MANIFEST, FILES = "items.jsonl", "manifest.json", "files/"
_CHUNK = 1 << 20


@dataclass(frozen=True)
class Manifest:
    """What an archive holds. `digests` are the SHA-256 of its members by their names, `types` the files' MIME types."""

    format: int
    tenant: str
    made_at: str
    items: int
    files: int
    digests: dict[str, str]
    types: dict[str, str]


def write_manifest(archive: ZipFile, manifest: Manifest) -> None:
    """Finish the archive."""
    archive.writestr(MANIFEST, json.dumps(asdict(manifest), indent=1))


def read_manifest(archive: ZipFile) -> Manifest:
    """The manifest, after everything in the archive was checked against it. Raise OperatorError where that fails."""
    try:
        known = json.loads(archive.read(MANIFEST))
        manifest = Manifest(**known)
    except (KeyError, TypeError, ValueError):
        raise OperatorError("The archive has no readable manifest: it was not written to its end.") from None
    if manifest.format != FORMAT:
        raise OperatorError(f"The archive has format {manifest.format}; this version reads format {FORMAT}.")
    if {*manifest.digests, MANIFEST} != set(archive.namelist()):
        raise OperatorError("The archive does not hold what its manifest names.")
    for name, digest in manifest.digests.items():
        try:
            with archive.open(name) as member:
                found = digest_of(member)
        except BadZipFile:
            found = ""
        if found != digest:
            raise OperatorError(f"{name} in the archive is damaged.")
    return manifest


def read_items(archive: ZipFile) -> Iterator[Raw]:
    """The items, one after the other."""
    with archive.open(ITEMS) as lines:
        for line in lines:
            yield json.loads(line)


def digest_of(stream: IO[bytes]) -> str:
    """SHA-256 of what is left of the stream."""
    digest = hashlib.sha256()
    while chunk := stream.read(_CHUNK):
        digest.update(chunk)
    return digest.hexdigest()
