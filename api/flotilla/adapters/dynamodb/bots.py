"""Bots and sessions in DynamoDB, and the fleet's view of them."""

from dataclasses import replace

from pynamodb.expressions.operand import Path

from flotilla.adapters.dynamodb import keys
from flotilla.adapters.dynamodb.audit import note
from flotilla.adapters.dynamodb.codecs.accounts import read_tenant
from flotilla.adapters.dynamodb.codecs.bots import read_bot, read_session, write_bot, write_session
from flotilla.adapters.dynamodb.codecs.invitations import read_release
from flotilla.adapters.dynamodb.codecs.pictures import read_upload
from flotilla.adapters.dynamodb.conditions import every, held_under, is_, new, not_newer
from flotilla.adapters.dynamodb.database import Database, Transaction
from flotilla.adapters.dynamodb.failures import ConditionFailedError
from flotilla.adapters.dynamodb.own import require_own
from flotilla.adapters.dynamodb.usage import commit_counted, count_bots
from flotilla.domain.audit import AuditEntry
from flotilla.domain.bots import Bot
from flotilla.domain.errors import ConflictError, NotFoundError, StaleHolderError
from flotilla.domain.ids import BotId, CustomerId, TenantId, UserId
from flotilla.domain.sessions import Session
from flotilla.domain.tenants import Tenant
from flotilla.domain.uploads import Upload


class DynamoBots:
    """Implements BotRepository."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._table = database.main

    def get(self, tenant: TenantId, bot: BotId) -> Bot:
        """See the port."""
        item = self._table.get(keys.bot(tenant, bot))
        if item is None or item.get("deleted"):
            raise NotFoundError("There is no such bot.")
        return read_bot(item)

    def list(self, tenant: TenantId) -> tuple[Bot, ...]:
        """See the port."""
        items = self._table.query(keys.tenant(tenant).pk, sort=Path("sk").startswith(keys.BOT_PREFIX), consistent=True)
        bots = [bot for bot in map(read_bot, items) if not bot.deleted]
        return tuple(sorted(bots, key=lambda bot: (bot.created_at, bot.id)))

    def add(self, tenant: TenantId, bot: Bot, *, limit: int | None = None, audit: AuditEntry | None = None) -> None:
        """See the port."""
        require_own(tenant, bot.tenant)
        transaction = Transaction()
        note(self._database, transaction, tenant, audit)
        self._database.put(transaction, write_bot(bot), new())
        refused = count_bots(self._database, transaction, None, bot, limit)
        taken = ConflictError("There is a bot with this id already.", code="id_taken")
        commit_counted(self._database, transaction, refused, taken)

    def save(self, tenant: TenantId, bot: Bot, *, limit: int | None = None, audit: AuditEntry | None = None) -> Bot:
        """See the port. A bot is deleted once, so that it is given back to the quota once."""
        require_own(tenant, bot.tenant)
        changed = ConflictError("Somebody else changed the bot meanwhile; look at it again.")
        item = self._table.get(keys.bot(tenant, bot.id))
        stored = read_bot(item) if item is not None else None
        if stored is None or stored.version != bot.version:
            raise changed
        saved = replace(bot, version=bot.version + 1)
        transaction = Transaction()
        note(self._database, transaction, tenant, audit)
        unchanged = every(is_("version", bot.version), is_("deleted", None))
        self._database.put(transaction, write_bot(saved), unchanged)
        refused = count_bots(self._database, transaction, stored, saved, limit)
        commit_counted(self._database, transaction, refused, changed)
        return saved


class DynamoSessions:
    """Implements SessionRepository."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._table = database.main

    def find(self, tenant: TenantId, bot: BotId) -> Session | None:
        """See the port."""
        item = self._table.get(keys.session(tenant, bot))
        return read_session(item) if item is not None else None

    def record(self, tenant: TenantId, session: Session) -> None:
        """See the port. One transaction tests the lease and writes: once the lease is gone, nothing is written."""
        require_own(tenant, session.tenant)
        transaction = Transaction()
        lease = keys.lease(session.bot)
        self._database.check(transaction, self._database.runtime, lease, held_under(tenant, session.fence))
        self._database.put(transaction, write_session(session), not_newer(session.fence))
        try:
            self._database.commit(transaction)
        except ConditionFailedError:
            raise StaleHolderError("This bot is no longer held under this fence.") from None


class DynamoFleet:
    """Implements FleetRepository."""

    def __init__(self, database: Database) -> None:
        self._table = database.main

    def enabled_bots(self) -> tuple[Bot, ...]:
        """See the port."""
        return tuple(map(read_bot, self._table.query(keys.FLEET, index="gsi1")))

    def deleted_bots(self) -> tuple[Bot, ...]:
        """See the port."""
        return tuple(map(read_bot, self._table.query(keys.DELETED_BOTS, index="gsi1")))

    def deleted_tenants(self) -> tuple[Tenant, ...]:
        """See the port."""
        return tuple(map(read_tenant, self._table.query(keys.DELETED_TENANTS, index="gsi1")))

    def tenants_with_retention(self) -> tuple[TenantId, ...]:
        """See the port."""
        return tuple(keys.tenant_of(item["pk"]) for item in self._table.query(keys.RETENTIONS, index="gsi1"))

    def unfinished_releases(self) -> tuple[tuple[TenantId, UserId], ...]:
        """See the port."""
        return tuple(map(read_release, self._table.query(keys.RELEASES, index="gsi1")))

    def uploads(self) -> tuple[Upload, ...]:
        """See the port."""
        return tuple(map(read_upload, self._table.query(keys.UPLOADS, index="gsi1")))

    def tenants_in_grace(self) -> tuple[TenantId, ...]:
        """See the port."""
        return tuple(keys.tenant_of(item["pk"]) for item in self._table.query(keys.IN_GRACE, index="gsi1"))

    def tenant_of_customer(self, customer: CustomerId) -> TenantId | None:
        """See the port."""
        item = self._table.get(keys.customer(customer))
        return TenantId(item["tenant"]) if item is not None else None
