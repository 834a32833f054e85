"""Files in memory."""

from datetime import timedelta
from urllib.parse import quote

from flotilla.domain.errors import NotFoundError, TooLargeError
from flotilla.domain.ids import TenantId
from flotilla.ports.files import UploadForm


class MemoryFiles:
    """Implements Files.

    `files` maps each tenant to its files' names and contents, `types` to their MIME types; `temporary` has those names
    that are to vanish.
    """

    def __init__(self) -> None:
        self.files: dict[TenantId, dict[str, bytes]] = {}
        self.types: dict[tuple[TenantId, str], str] = {}
        self.temporary: set[tuple[TenantId, str]] = set()

    def put(self, tenant: TenantId, name: str, content: bytes, *, mime: str, temporary: bool = False) -> None:
        """See the port."""
        (self.temporary.add if temporary else self.temporary.discard)((tenant, name))
        self.files.setdefault(tenant, {})[_checked(name)] = content
        self.types[tenant, name] = mime

    def get(self, tenant: TenantId, name: str, *, max_bytes: int) -> bytes:
        """See the port."""
        content = self.files.get(tenant, {}).get(_checked(name))
        if content is None:
            raise NotFoundError("There is no such file.")
        if len(content) > max_bytes:
            raise TooLargeError(f"The file is larger than {max_bytes:,} bytes.")
        return content

    def remove(self, tenant: TenantId, name: str) -> None:
        """See the port."""
        self.files.get(tenant, {}).pop(_checked(name), None)

    def remove_under(self, tenant: TenantId, folder: str) -> None:
        """See the port."""
        inside = f"{_checked(folder)}/"
        for name in [name for name in self.files.get(tenant, {}) if name.startswith(inside)]:
            del self.files[tenant][name]

    def remove_all(self, tenant: TenantId) -> None:
        """See the port."""
        self.files.pop(tenant, None)

    def download_url(self, tenant: TenantId, name: str, *, lasts: timedelta, filename: str | None = None) -> str:
        """See the port."""
        ending = f"&filename={quote(filename)}" if filename is not None else ""
        return f"memory://{tenant}/{_checked(name)}?seconds={int(lasts.total_seconds())}{ending}"

    def upload_form(self, tenant: TenantId, name: str, *, mime: str, max_bytes: int, lasts: timedelta) -> UploadForm:
        """See the port."""
        fields = {"key": f"{tenant}/{_checked(name)}", "Content-Type": mime, "max": str(max_bytes)}
        return UploadForm(f"memory://{tenant}?seconds={int(lasts.total_seconds())}", fields)


def _checked(name: str) -> str:
    if not name or any(part in ("", ".", "..") for part in name.split("/")):
        raise ValueError("A file's name is a relative path without empty parts and dots.")
    return name
