"""The Lambda zip: trimmed of what no function reads, compiled, and the same bytes for the same content."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

from infra.packaging import bytecode

#: AWS services that Flotilla calls; botocore carries descriptions of four hundred others.
SERVICES = {
    "apigatewaymanagementapi", "cloudformation", "cloudwatch", "dynamodb", "ecs", "events", "kms", "lambda", "logs",
    "s3", "scheduler", "secretsmanager", "ses", "sesv2", "sns", "sqs", "ssm", "sso", "sso-oidc", "sts",
}  # fmt: skip

#: What is written here and not installed.
OURS = re.compile(r"^(app\.py|chalicelib/|flotilla/)")

#: Folders of third-party packages that only their own tests, or functions that Flotilla doesn't call, read.
UNREAD = re.compile(
    r"(^|/)__pycache__/|\.pyc$|\.pyi$|(^|/)tests?/|^phonenumbers/(geodata|carrierdata|tzdata)/|"
    r"^boto3/examples/|^pycparser/|^bin/|"
    # Pillow reads pictures and writes no text onto them, in no printer's colours.
    r"^PIL/_(avif|imagingft|imagingcms|imagingtk)\.|^pillow\.libs/lib(avif|freetype|harfbuzz|lcms2)-"
)

_SERVICE_DATA = re.compile(r"^botocore/data/([^/]+)/")


def is_needed(name: str) -> bool:
    """Whether a file of the full zip is read by any function."""
    service = _SERVICE_DATA.match(name)
    return not UNREAD.search(name) and (service is None or service.group(1) in SERVICES)


def write_third_party(source: Path, target: Path) -> None:
    """Copy from a zip what is not ours and is read, with its byte code: equal content makes equal bytes."""
    partial = target.with_suffix(".partial")
    with zipfile.ZipFile(source) as full, zipfile.ZipFile(partial, "w") as out:
        _copy(full, out, lambda name: not OURS.match(name) and is_needed(name))
    partial.replace(target)


def add(source: Path, target: Path) -> None:
    """Add to a zip what another has and it has not, with its byte code, in one order and with one date."""
    with zipfile.ZipFile(source) as full, zipfile.ZipFile(target, "a") as out:
        present = set(out.namelist())
        _copy(full, out, lambda name: name not in present and is_needed(name))


def sizes(path: Path) -> tuple[int, int]:
    """Bytes of a zip, and of its content unpacked."""
    with zipfile.ZipFile(path) as content:
        return path.stat().st_size, sum(entry.file_size for entry in content.infolist())


def _copy(full: zipfile.ZipFile, out: zipfile.ZipFile, wanted: Callable[[str], bool]) -> None:
    for info in sorted(full.infolist(), key=lambda one: one.filename):
        if info.is_dir() or not wanted(info.filename):
            continue
        content = full.read(info)
        _write(out, info.filename, content)
        if bytecode.is_worth_it(info.filename):
            _write(out, bytecode.beside(info.filename), bytecode.compiled(info.filename, content))


def _write(out: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o100644 << 16
    out.writestr(entry, content)
