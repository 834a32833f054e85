"""Files in S3. Each tenant's lie under a prefix of its own, `<tenant>/`, and nowhere else."""

from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import quote

from botocore.exceptions import BotoCoreError, ClientError

from flotilla.domain.errors import NotFoundError, TooLargeError, UnavailableError
from flotilla.domain.ids import TenantId
from flotilla.ports.files import UploadForm

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_s3.type_defs import ObjectIdentifierTypeDef, PutObjectRequestTypeDef


def prefix_of(tenant: TenantId) -> str:
    """Where the tenant's files lie; the slash at its end keeps out a tenant whose id merely begins alike."""
    return f"{tenant}/"


def key_of(tenant: TenantId, name: str) -> str:
    """The object's key. Raise ValueError for a name that would lead out of the tenant's prefix."""
    if not name or any(part in ("", ".", "..") for part in name.split("/")):
        raise ValueError("A file's name is a relative path without empty parts and dots.")
    return prefix_of(tenant) + name


class S3Files:
    """Implements Files."""

    def __init__(self, client: "S3Client", bucket: str) -> None:
        self._client = client
        self._bucket = bucket

    def put(self, tenant: TenantId, name: str, content: bytes, *, mime: str, temporary: bool = False) -> None:
        """See the port. The bucket's rules remove what is tagged as temporary."""
        wanted: PutObjectRequestTypeDef = {
            "Bucket": self._bucket,
            "Key": key_of(tenant, name),
            "Body": content,
            "ContentType": mime,
        }
        if temporary:
            wanted["Tagging"] = "temporary=yes"
        try:
            self._client.put_object(**wanted)
        except (ClientError, BotoCoreError) as error:
            raise UnavailableError("The file can't be stored now.") from error

    def get(self, tenant: TenantId, name: str, *, max_bytes: int) -> bytes:
        """See the port."""
        try:
            found = self._client.get_object(Bucket=self._bucket, Key=key_of(tenant, name))
            if found["ContentLength"] > max_bytes:
                raise TooLargeError(f"The file is larger than {max_bytes:,} bytes.")
            return found["Body"].read()
        except ClientError as error:
            if error.response["Error"]["Code"] in ("NoSuchKey", "404"):
                raise NotFoundError("There is no such file.") from None
            raise UnavailableError("The file can't be read now.") from error
        except BotoCoreError as error:
            raise UnavailableError("The file can't be read now.") from error

    def remove(self, tenant: TenantId, name: str) -> None:
        """See the port. Former versions go too."""
        self._remove_prefix(key_of(tenant, name), exact=True)

    def remove_under(self, tenant: TenantId, folder: str) -> None:
        """See the port. Former versions go too."""
        self._remove_prefix(f"{key_of(tenant, folder)}/")

    def remove_all(self, tenant: TenantId) -> None:
        """See the port. Former versions go too."""
        self._remove_prefix(prefix_of(tenant))

    def download_url(self, tenant: TenantId, name: str, *, lasts: timedelta, filename: str | None = None) -> str:
        """See the port."""
        wanted = {"Bucket": self._bucket, "Key": key_of(tenant, name)}
        if filename is not None:
            wanted["ResponseContentDisposition"] = _attachment(filename)
        return self._client.generate_presigned_url("get_object", wanted, ExpiresIn=int(lasts.total_seconds()))

    def upload_form(self, tenant: TenantId, name: str, *, mime: str, max_bytes: int, lasts: timedelta) -> UploadForm:
        """See the port."""
        form = self._client.generate_presigned_post(
            self._bucket,
            key_of(tenant, name),
            Fields={"Content-Type": mime},
            Conditions=[{"Content-Type": mime}, ["content-length-range", 1, max_bytes]],
            ExpiresIn=int(lasts.total_seconds()),
        )
        return UploadForm(form["url"], form["fields"])

    def _remove_prefix(self, prefix: str, *, exact: bool = False) -> None:
        try:
            for page in self._client.get_paginator("list_object_versions").paginate(Bucket=self._bucket, Prefix=prefix):
                found = [*page.get("Versions", ()), *page.get("DeleteMarkers", ())]
                self._remove(
                    [
                        {"Key": one["Key"], "VersionId": one["VersionId"]}
                        for one in found
                        if not exact or one["Key"] == prefix
                    ]
                )
        except (ClientError, BotoCoreError) as error:
            raise UnavailableError("The files can't be removed now.") from error

    def _remove(self, objects: "list[ObjectIdentifierTypeDef]") -> None:
        if not objects:
            return
        answer = self._client.delete_objects(Bucket=self._bucket, Delete={"Objects": objects, "Quiet": True})
        if answer.get("Errors"):
            raise UnavailableError("Some files can't be removed now.")


def _attachment(filename: str) -> str:
    """A Content-Disposition that saves under the name; RFC 5987 carries what ASCII can't."""

    plain = "".join(char if char.isascii() and char.isprintable() and char not in '"\\;' else "_" for char in filename)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(filename, safe='')}"
