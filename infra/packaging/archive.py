"""The Lambda zip: trimmed of what no function reads, and the same bytes for the same content."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

#: AWS services that Flotilla calls; botocore carries descriptions of four hundred others.
SERVICES = {
    "apigatewaymanagementapi", "cloudformation", "cloudwatch", "dynamodb", "ecs", "events", "lambda", "logs", "s3",
    "scheduler", "secretsmanager", "ses", "sesv2", "sns", "sqs", "ssm", "sso", "sso-oidc", "sts",
}  # fmt: skip

#: Folders of third-party packages that only their own tests, or functions that Flotilla doesn't call, read.
UNREAD = re.compile(
    r"(^|/)__pycache__/|\.pyc$|\.pyi$|(^|/)tests?/|^phonenumbers/(geodata|carrierdata|tzdata)/|"
    r"^boto3/examples/|^pycparser/|^bin/"
)

_SERVICE_DATA = re.compile(r"^botocore/data/([^/]+)/")


def is_needed(name: str) -> bool:
    """Whether a file of the full zip is read by any function."""
    service = _SERVICE_DATA.match(name)
    return not UNREAD.search(name) and (service is None or service.group(1) in SERVICES)


def write_trimmed(source: Path, target: Path) -> tuple[int, int]:
    """Copy a zip without what is unread, in one order and with one date, so that equal content makes equal bytes.

    Returns:
        The size of the new zip and of its content unpacked, in bytes.
    """
    unpacked = 0
    partial = target.with_suffix(".partial")
    with zipfile.ZipFile(source) as full, zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as out:
        for info in sorted(full.infolist(), key=lambda one: one.filename):
            if info.is_dir() or not is_needed(info.filename):
                continue
            entry = zipfile.ZipInfo(info.filename, date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o100644 << 16
            out.writestr(entry, full.read(info))
            unpacked += info.file_size
    partial.replace(target)
    return target.stat().st_size, unpacked
