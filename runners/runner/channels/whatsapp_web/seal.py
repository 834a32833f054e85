"""Seals a stream for one bot: AES-256-GCM in chunks, so that no part of it can be changed, moved, cut off or swapped.

A sealed file is MAGIC, the header's length and the header (JSON), then chunks: the length of each and its
ciphertext. A chunk's nonce is its number and whether it is the last one; the data key is fresh for each file, so that
no nonce is used twice. The header is authenticated with every chunk.
"""

import base64
import json
import struct
from dataclasses import dataclass
from datetime import datetime
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from flotilla.domain.errors import FlotillaError
from flotilla.domain.ids import BotId, TenantId
from flotilla.ports.snapshots import DataKeys

MAGIC = b"flotilla-profile-1\n"
CHUNK_BYTES = 1024 * 1024
TAG_BYTES = 16
MOST_HEADER_BYTES = 16 * 1024
_LENGTH = struct.Struct(">I")


class SnapshotRefusedError(FlotillaError):
    """The snapshot can't be trusted, or not be used; the message says why, for people."""

    code = "snapshot_refused"


@dataclass(frozen=True, slots=True)
class Label:
    """What a sealed file says of itself, under its seal."""

    tenant: TenantId
    bot: BotId
    fence: int
    made_at: datetime


class Sealer:
    """A file-like object: what is written to it goes sealed into `into`. It is whole only once `finish` was called."""

    def __init__(self, into: IO[bytes], label: Label, keys: DataKeys) -> None:
        key = keys.new(label.tenant, label.bot)
        self._header = _write_header(label, key.sealed)
        self._cipher = AESGCM(key.plain)
        self._into = into
        self._number = 0
        self._rest = bytearray()
        into.write(MAGIC + _LENGTH.pack(len(self._header)) + self._header)

    def write(self, content: bytes) -> int:
        """Take the next bytes."""
        self._rest += content
        # The last chunk is only known at the end, so that a full one is kept back until more comes.
        while len(self._rest) > CHUNK_BYTES:
            self._put(bytes(self._rest[:CHUNK_BYTES]), last=False)
            del self._rest[:CHUNK_BYTES]
        return len(content)

    def flush(self) -> None:
        """Nothing: chunks are written when they are full."""

    def finish(self) -> None:
        """Write the last chunk."""
        self._put(bytes(self._rest), last=True)

    def _put(self, content: bytes, *, last: bool) -> None:
        sealed = self._cipher.encrypt(_nonce(self._number, last=last), content, self._header)
        self._into.write(_LENGTH.pack(len(sealed)) + sealed)
        self._number += 1


class Opener:
    """A file-like object that reads what a Sealer wrote. Raise SnapshotRefusedError for whatever isn't exactly that."""

    def __init__(self, source: IO[bytes], tenant: TenantId, bot: BotId, keys: DataKeys) -> None:
        self._source = source
        if source.read(len(MAGIC)) != MAGIC:
            raise SnapshotRefusedError("It is no snapshot of a profile.")
        self._header = self._exactly(self._length(MOST_HEADER_BYTES))
        self.label, sealed_key = _read_header(self._header)
        if (self.label.tenant, self.label.bot) != (tenant, bot):
            raise SnapshotRefusedError("It is the snapshot of another bot.")
        try:
            self._cipher = AESGCM(keys.open(tenant, bot, sealed_key))
        except FlotillaError as error:
            raise SnapshotRefusedError(f"Its key can't be opened: {error.message}") from error
        self._number = 0
        self._rest = b""
        self._ended = False

    def read(self, size: int = -1) -> bytes:
        """The next bytes, fewer at the end."""
        parts = [self._rest]
        have = len(self._rest)
        while not self._ended and (size < 0 or have < size):
            parts.append(self._next())
            have += len(parts[-1])
        found = b"".join(parts)
        cut = len(found) if size < 0 else size
        self._rest = found[cut:]
        return found[:cut]

    def check_rest(self) -> None:
        """Read to the end: only then is it known that nothing is missing."""
        while not self._ended:
            self._next()
        if self._source.read(1):
            raise SnapshotRefusedError("Something was added to it.")

    def _next(self) -> bytes:
        sealed = self._exactly(self._length(CHUNK_BYTES + TAG_BYTES))
        for last in (False, True):
            try:
                content = self._cipher.decrypt(_nonce(self._number, last=last), sealed, self._header)
            except InvalidTag:
                continue
            self._number += 1
            self._ended = last
            return content
        raise SnapshotRefusedError("It was changed, or damaged.")

    def _length(self, most: int) -> int:
        (length,) = _LENGTH.unpack(self._exactly(_LENGTH.size))
        if length > most:
            raise SnapshotRefusedError("It was changed, or damaged.")
        return int(length)

    def _exactly(self, size: int) -> bytes:
        found = self._source.read(size)
        if len(found) < size:
            raise SnapshotRefusedError("Its end is missing.")
        return found


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11) + bytes([last])


def _write_header(label: Label, sealed_key: bytes) -> bytes:
    told = {
        "tenant": label.tenant,
        "bot": label.bot,
        "fence": label.fence,
        "made_at": label.made_at.isoformat(),
        "key": base64.b64encode(sealed_key).decode(),
    }
    return json.dumps(told).encode()


def _read_header(header: bytes) -> tuple[Label, bytes]:
    try:
        told = json.loads(header)
        made_at = datetime.fromisoformat(told["made_at"])
        label = Label(TenantId(str(told["tenant"])), BotId(str(told["bot"])), int(told["fence"]), made_at)
        return label, base64.b64decode(told["key"], validate=True)
    except (ValueError, KeyError, TypeError):
        raise SnapshotRefusedError("Its header can't be read.") from None
