"""Put the built pages into the site's bucket, the way browsers and CloudFront should cache them."""

from __future__ import annotations

import mimetypes
from pathlib import Path
from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from infra.packaging import digest

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

#: Content types that the machine's own table may lack or name differently.
TYPES = {
    ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".html": "text/html; charset=utf-8",
    ".json": "application/json", ".svg": "image/svg+xml", ".woff2": "font/woff2", ".ico": "image/x-icon",
    ".webmanifest": "application/manifest+json", ".map": "application/json", ".txt": "text/plain; charset=utf-8",
}  # fmt: skip

_MARK = "flotilla-site-digest"


class SiteNotBuiltError(RuntimeError):
    """There is no built front end."""


def upload(s3: S3Client, bucket: str, artifacts: str, built: Path) -> bool:
    """Make the bucket hold exactly the built files; returns whether anything had to be done.

    Raises:
        SiteNotBuiltError: when there is no built front end.
    """
    if not (built / "index.html").exists():
        raise SiteNotBuiltError(f"{built} holds no pages: npm run build in {built.parent} did not get that far.")
    # `dist` is a folder of results, which a digest of sources skips, so its children are named.
    wanted = f"{bucket}:{digest.of_tree(*sorted(built.iterdir()))}"
    if _read_mark(s3, artifacts) == wanted:
        return False
    files = {path.relative_to(built).as_posix(): path for path in sorted(built.rglob("*")) if path.is_file()}
    for key, path in files.items():
        s3.put_object(
            Bucket=bucket, Key=key, Body=path.read_bytes(), ContentType=content_type(path), CacheControl=caching(key)
        )
    for page in s3.get_paginator("list_objects_v2").paginate(Bucket=bucket):
        for stale in {one["Key"] for one in page.get("Contents", [])} - set(files):
            s3.delete_object(Bucket=bucket, Key=stale)
    s3.put_object(Bucket=artifacts, Key=_MARK, Body=wanted.encode())
    return True


def content_type(path: Path) -> str:
    """MIME type of a file by its ending."""
    return TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"


def caching(key: str) -> str:
    """Vite names files below assets/ after their content, so that they never change; everything else may."""
    return "public, max-age=31536000, immutable" if key.startswith("assets/") else "no-cache"


def _read_mark(s3: S3Client, artifacts: str) -> str:
    try:
        return s3.get_object(Bucket=artifacts, Key=_MARK)["Body"].read().decode()
    except ClientError:
        return ""
