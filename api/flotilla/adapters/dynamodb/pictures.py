"""Pictures of bots, and their uploads, in DynamoDB."""

from dataclasses import replace

from pynamodb.expressions.operand import Path

from flotilla.adapters.dynamodb import keys
from flotilla.adapters.dynamodb.audit import note
from flotilla.adapters.dynamodb.codecs.pictures import read_picture, read_upload, write_picture, write_upload
from flotilla.adapters.dynamodb.conditions import either, is_, new
from flotilla.adapters.dynamodb.database import Database, Transaction
from flotilla.adapters.dynamodb.failures import ConditionFailedError
from flotilla.adapters.dynamodb.own import require_own
from flotilla.adapters.dynamodb.usage import commit_counted
from flotilla.domain.audit import AuditEntry
from flotilla.domain.errors import ConflictError, LimitReachedError
from flotilla.domain.ids import BotId, PictureId, TenantId, UploadId
from flotilla.domain.pictures import Picture
from flotilla.domain.uploads import Upload


class DynamoPictures:
    """Implements PictureRepository."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._table = database.main

    def find(self, tenant: TenantId, bot: BotId, picture: PictureId) -> Picture | None:
        """See the port."""
        item = self._table.get(keys.picture(tenant, bot, picture))
        return read_picture(item) if item is not None else None

    def list(self, tenant: TenantId, bot: BotId) -> tuple[Picture, ...]:
        """See the port. Ids sort by time."""
        first = keys.picture(tenant, bot, PictureId(""))
        return tuple(map(read_picture, self._table.query(first.pk, sort=Path("sk").startswith(first.sk))))

    def add(self, tenant: TenantId, picture: Picture, *, limit: int, audit: AuditEntry | None = None) -> None:
        """See the port. The count is what keeps many at once from slipping through."""
        require_own(tenant, picture.tenant)
        transaction = Transaction()
        note(self._database, transaction, tenant, audit)
        self._database.put(transaction, write_picture(picture), new())
        room = either(Path("count").does_not_exist(), Path("count") < limit)
        self._database.update(transaction, keys.pictures(tenant, picture.bot), [Path("count").add(1)], room)
        full = LimitReachedError(f"A bot has at most {limit} pictures. Remove one first.")
        taken = ConflictError("There is a picture with this id already.", code="id_taken")
        commit_counted(self._database, transaction, full, taken)

    def save(self, tenant: TenantId, picture: Picture, *, audit: AuditEntry | None = None) -> Picture:
        """See the port."""
        require_own(tenant, picture.tenant)
        saved = replace(picture, version=picture.version + 1)
        transaction = Transaction()
        note(self._database, transaction, tenant, audit)
        self._database.put(transaction, write_picture(saved), is_("version", picture.version))
        self._commit(transaction)
        return saved

    def remove(self, tenant: TenantId, picture: Picture, *, audit: AuditEntry | None = None) -> None:
        """See the port."""
        require_own(tenant, picture.tenant)
        transaction = Transaction()
        note(self._database, transaction, tenant, audit)
        self._database.delete(transaction, keys.picture(tenant, picture.bot, picture.id), Path("pk").exists())
        self._database.update(transaction, keys.pictures(tenant, picture.bot), [Path("count").add(-1)])
        self._commit(transaction)

    def _commit(self, transaction: Transaction) -> None:
        try:
            self._database.commit(transaction)
        except ConditionFailedError:
            raise ConflictError("Somebody else changed the picture meanwhile; look at it again.") from None


class DynamoUploads:
    """Implements UploadRepository."""

    def __init__(self, database: Database) -> None:
        self._table = database.main

    def add(self, tenant: TenantId, upload: Upload) -> None:
        """See the port."""
        require_own(tenant, upload.tenant)
        self._table.put(write_upload(upload))

    def find(self, tenant: TenantId, upload: UploadId) -> Upload | None:
        """See the port."""
        item = self._table.get(keys.upload(tenant, upload))
        return read_upload(item) if item is not None else None

    def remove(self, tenant: TenantId, upload: UploadId) -> None:
        """See the port."""
        self._table.delete(keys.upload(tenant, upload))
