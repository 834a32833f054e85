"""Write a tenant's data and files into one archive."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from flotilla.adapters.s3 import prefix_of
from flotilla.domain.ids import TenantId
from flotilla.domain.views import iso
from flotilla.operator.archives import FILES, FORMAT, ITEMS, Manifest, write_manifest
from flotilla.operator.errors import OperatorError
from flotilla.operator.stack import Stack


@dataclass(frozen=True)
class Told:
    """What was written or brought back."""

    tenant: TenantId
    items: int
    files: int


def back_up(stack: Stack, tenant: TenantId, target: Path) -> Told:
    """Make the archive; it holds personal data, and only its owner may read it. Raise OperatorError without a tenant.

    Nothing is stopped meanwhile: what changes during a backup may be in it as it was or as it is. For one moment of
    the whole table there is DynamoDB's point-in-time recovery.
    """
    if target.exists():
        raise OperatorError(f"{target} is there already.")
    partial = target.with_name(f"{target.name}.partial")
    partial.touch(mode=0o600)
    with ZipFile(partial, "w", ZIP_DEFLATED) as archive:
        told = _fill(stack, tenant, archive)
    if told.items == 0:
        partial.unlink()
        raise OperatorError("There is no such workspace.")
    partial.rename(target)
    return told


def _fill(stack: Stack, tenant: TenantId, archive: ZipFile) -> Told:
    digests: dict[str, str] = {}
    types: dict[str, str] = {}
    count, digest = 0, hashlib.sha256()
    with archive.open(ITEMS, "w", force_zip64=True) as lines:
        for item in stack.archive().items(tenant):
            line = json.dumps(item, sort_keys=True).encode() + b"\n"
            lines.write(line)
            digest.update(line)
            count += 1
    digests[ITEMS] = digest.hexdigest()
    for name, mime, content in _files(stack, tenant):
        archive.writestr(FILES + name, content)
        digests[FILES + name], types[name] = hashlib.sha256(content).hexdigest(), mime
    made_at = iso(stack.installation().clock.now())
    write_manifest(archive, Manifest(FORMAT, tenant, made_at, count, len(types), digests, types))
    return Told(tenant, count, len(types))


def _files(stack: Stack, tenant: TenantId) -> Iterator[tuple[str, str, bytes]]:
    client: Any = stack.client("s3")
    bucket, prefix = stack.settings.media_bucket, prefix_of(tenant)
    for page in client.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix):
        for one in page.get("Contents", ()):
            found = client.get_object(Bucket=bucket, Key=one["Key"])
            # What is tagged vanishes within a day, such as pictures of pages; in an archive it would stay.
            if not found.get("TagCount"):
                yield one["Key"].removeprefix(prefix), found["ContentType"], found["Body"].read()
