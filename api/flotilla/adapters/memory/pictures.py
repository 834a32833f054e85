"""Pictures of bots, and their uploads, in memory."""

from dataclasses import replace

from flotilla.adapters.memory.store import Store, require_own
from flotilla.domain.audit import AuditEntry
from flotilla.domain.errors import ConflictError, LimitReachedError
from flotilla.domain.ids import BotId, PictureId, TenantId, UploadId
from flotilla.domain.pictures import Picture
from flotilla.domain.uploads import Upload


class MemoryPictures:
    """Implements PictureRepository."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def find(self, tenant: TenantId, bot: BotId, picture: PictureId) -> Picture | None:
        """See the port."""
        return self._store.pictures.get((tenant, bot, picture))

    def list(self, tenant: TenantId, bot: BotId) -> tuple[Picture, ...]:
        """See the port."""
        with self._store.lock:
            own = [one for key, one in self._store.pictures.items() if key[:2] == (tenant, bot)]
        return tuple(sorted(own, key=lambda one: one.id))

    def add(self, tenant: TenantId, picture: Picture, *, limit: int, audit: AuditEntry | None = None) -> None:
        """See the port."""
        require_own(tenant, picture.tenant)
        with self._store.lock:
            if (tenant, picture.bot, picture.id) in self._store.pictures:
                raise ConflictError("There is a picture with this id already.", code="id_taken")
            if len(self.list(tenant, picture.bot)) >= limit:
                raise LimitReachedError(f"A bot has at most {limit} pictures. Remove one first.")
            self._write(None, picture, audit)

    def save(self, tenant: TenantId, picture: Picture, *, audit: AuditEntry | None = None) -> Picture:
        """See the port."""
        require_own(tenant, picture.tenant)
        with self._store.lock:
            stored = self.find(tenant, picture.bot, picture.id)
            if stored is None or stored.version != picture.version:
                raise ConflictError("Somebody else changed the picture meanwhile; look at it again.")
            saved = replace(picture, version=picture.version + 1)
            self._write(stored, saved, audit)
            return saved

    def remove(self, tenant: TenantId, picture: Picture, *, audit: AuditEntry | None = None) -> None:
        """See the port."""
        require_own(tenant, picture.tenant)
        with self._store.lock:
            stored = self._store.pictures.pop((tenant, picture.bot, picture.id), None)
            if stored is None:
                raise ConflictError("Somebody else changed the picture meanwhile; look at it again.")
            self._store.note(tenant, audit)
            self._store.changed(stored, None)

    def _write(self, old: Picture | None, new: Picture, audit: AuditEntry | None) -> None:
        self._store.note(new.tenant, audit)
        self._store.changed(old, new)
        self._store.pictures[new.tenant, new.bot, new.id] = new


class MemoryUploads:
    """Implements UploadRepository."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(self, tenant: TenantId, upload: Upload) -> None:
        """See the port."""
        require_own(tenant, upload.tenant)
        self._store.uploads[tenant, upload.id] = upload

    def find(self, tenant: TenantId, upload: UploadId) -> Upload | None:
        """See the port."""
        return self._store.uploads.get((tenant, upload))

    def remove(self, tenant: TenantId, upload: UploadId) -> None:
        """See the port."""
        self._store.uploads.pop((tenant, upload), None)
