"""Snapshots of profiles in a bucket of their own, under `<tenant>/<bot>/<name>`."""

from collections.abc import Iterator
from typing import IO, TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from flotilla.adapters.s3 import key_of, prefix_of
from flotilla.domain.errors import NotFoundError, UnavailableError
from flotilla.domain.ids import BotId, TenantId

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

_PIECE = 1024 * 1024


class S3Snapshots:
    """Implements Snapshots."""

    def __init__(self, client: "S3Client", bucket: str) -> None:
        self._client = client
        self._bucket = bucket

    def put(self, tenant: TenantId, bot: BotId, name: str, content: IO[bytes]) -> None:
        """See the port."""
        try:
            self._client.put_object(Bucket=self._bucket, Key=key_of(tenant, f"{bot}/{name}"), Body=content)
        except (ClientError, BotoCoreError) as error:
            raise UnavailableError("The snapshot can't be stored now.") from error

    def names(self, tenant: TenantId, bot: BotId) -> tuple[str, ...]:
        """See the port."""
        return tuple(sorted((key.rpartition("/")[2] for key in self._keys(_folder(tenant, bot))), reverse=True))

    def read(self, tenant: TenantId, bot: BotId, name: str, into: IO[bytes]) -> None:
        """See the port."""
        try:
            found = self._client.get_object(Bucket=self._bucket, Key=key_of(tenant, f"{bot}/{name}"))
            for piece in found["Body"].iter_chunks(_PIECE):
                into.write(piece)
        except ClientError as error:
            if error.response["Error"]["Code"] in ("NoSuchKey", "404"):
                raise NotFoundError("There is no such snapshot.") from None
            raise UnavailableError("The snapshot can't be read now.") from error
        except BotoCoreError as error:
            raise UnavailableError("The snapshot can't be read now.") from error

    def remove(self, tenant: TenantId, bot: BotId, name: str) -> None:
        """See the port."""
        self._delete([key_of(tenant, f"{bot}/{name}")])

    def remove_of_bot(self, tenant: TenantId, bot: BotId) -> None:
        """See the port."""
        self._delete(list(self._keys(_folder(tenant, bot))))

    def remove_all(self, tenant: TenantId) -> None:
        """See the port."""
        self._delete(list(self._keys(prefix_of(tenant))))

    def _keys(self, prefix: str) -> Iterator[str]:
        try:
            for page in self._client.get_paginator("list_objects_v2").paginate(Bucket=self._bucket, Prefix=prefix):
                yield from (one["Key"] for one in page.get("Contents", ()))
        except (ClientError, BotoCoreError) as error:
            raise UnavailableError("The snapshots can't be listed now.") from error

    def _delete(self, keys: list[str]) -> None:
        try:
            for key in keys:
                self._client.delete_object(Bucket=self._bucket, Key=key)
        except (ClientError, BotoCoreError) as error:
            raise UnavailableError("The snapshots can't be removed now.") from error


def _folder(tenant: TenantId, bot: BotId) -> str:
    return f"{key_of(tenant, bot)}/"
