"""Files of tenants: what is too large, or too much of a picture, for a database."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from flotilla.domain.ids import TenantId


@dataclass(frozen=True, slots=True)
class UploadForm:
    """Where and with which form fields a browser may upload one file, as multipart/form-data; the file comes last."""

    url: str
    fields: Mapping[str, str]


class Files(Protocol):
    """The files of tenants. A name is a relative path such as `bots/<bot>/pictures/<id>`; each tenant has its own.

    Every method raises UnavailableError while the store can't be reached.
    """

    def put(self, tenant: TenantId, name: str, content: bytes, *, mime: str, temporary: bool = False) -> None:
        """Store it under the name, in place of what was there. What is `temporary` vanishes after a day or two."""
        ...

    def get(self, tenant: TenantId, name: str, *, max_bytes: int) -> bytes:
        """Its content. Raise NotFoundError if there is none, TooLargeError if it is larger than `max_bytes`."""
        ...

    def remove(self, tenant: TenantId, name: str) -> None:
        """Remove it; a no-op if there is none."""
        ...

    def remove_under(self, tenant: TenantId, folder: str) -> None:
        """Remove every file whose name begins with `folder` and a slash. Safe to repeat."""
        ...

    def remove_all(self, tenant: TenantId) -> None:
        """Remove every file of the tenant. Raise UnavailableError if some are left; call again then."""
        ...

    def download_url(self, tenant: TenantId, name: str, *, lasts: timedelta, filename: str | None = None) -> str:
        """An address under which anyone who knows it may read the file for that long.

        With a `filename` browsers save it under that name instead of showing it.
        """
        ...

    def upload_form(self, tenant: TenantId, name: str, *, mime: str, max_bytes: int, lasts: timedelta) -> UploadForm:
        """A form that uploads one file of at most `max_bytes` (and at least one) under this name and type."""
        ...
