"""Files in S3. Each tenant's lie under a prefix of its own, `<tenant>/`, and nowhere else."""

from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from flotilla.domain.errors import UnavailableError
from flotilla.domain.ids import TenantId

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_s3.type_defs import ObjectIdentifierTypeDef


def prefix_of(tenant: TenantId) -> str:
    """Where the tenant's files lie; the slash at its end keeps out a tenant whose id merely begins alike."""
    return f"{tenant}/"


class S3Files:
    """Implements Files."""

    def __init__(self, client: "S3Client", bucket: str) -> None:
        self._client = client
        self._bucket = bucket

    def remove_all(self, tenant: TenantId) -> None:
        """See the port. Former versions go too."""
        try:
            for page in self._client.get_paginator("list_object_versions").paginate(
                Bucket=self._bucket, Prefix=prefix_of(tenant)
            ):
                found = [*page.get("Versions", ()), *page.get("DeleteMarkers", ())]
                self._remove([{"Key": one["Key"], "VersionId": one["VersionId"]} for one in found])
        except (ClientError, BotoCoreError) as error:
            raise UnavailableError("The files can't be removed now.") from error

    def _remove(self, objects: "list[ObjectIdentifierTypeDef]") -> None:
        if not objects:
            return
        answer = self._client.delete_objects(Bucket=self._bucket, Delete={"Objects": objects, "Quiet": True})
        if answer.get("Errors"):
            raise UnavailableError("Some files can't be removed now.")


class NoFiles:
    """Implements Files where there is no bucket, and so no file."""

    def remove_all(self, tenant: TenantId) -> None:
        """See the port."""
