"""Pictures of bots, and their uploads."""

from typing import Protocol

from flotilla.domain.audit import AuditEntry
from flotilla.domain.ids import BotId, PictureId, TenantId, UploadId
from flotilla.domain.pictures import Picture
from flotilla.domain.uploads import Upload


class PictureRepository(Protocol):
    """What is known of pictures; the pictures themselves lie among the tenant's files."""

    def find(self, tenant: TenantId, bot: BotId, picture: PictureId) -> Picture | None:
        """The picture (strongly consistent), or None."""
        ...

    def list(self, tenant: TenantId, bot: BotId) -> tuple[Picture, ...]:
        """All of a bot, oldest first. Eventually consistent."""
        ...

    def add(self, tenant: TenantId, picture: Picture, *, limit: int, audit: AuditEntry | None = None) -> None:
        """Store it. Raise ConflictError if the id is taken, LimitReachedError if the bot has `limit` already."""
        ...

    def save(self, tenant: TenantId, picture: Picture, *, audit: AuditEntry | None = None) -> Picture:
        """Raise ConflictError if it changed meanwhile, or was removed."""
        ...

    def remove(self, tenant: TenantId, picture: Picture, *, audit: AuditEntry | None = None) -> None:
        """Raise ConflictError if it was removed meanwhile."""
        ...


class UploadRepository(Protocol):
    """Uploads that were started and neither completed nor swept away."""

    def add(self, tenant: TenantId, upload: Upload) -> None:
        """Store it."""
        ...

    def find(self, tenant: TenantId, upload: UploadId) -> Upload | None:
        """The upload, or None."""
        ...

    def remove(self, tenant: TenantId, upload: UploadId) -> None:
        """Forget it; a no-op if it is not known."""
        ...
