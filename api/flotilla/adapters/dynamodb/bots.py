"""Bots and sessions in DynamoDB, and the fleet's view of them."""

from dataclasses import replace

from pynamodb.expressions.operand import Path

from flotilla.adapters.dynamodb import keys
from flotilla.adapters.dynamodb.codecs.bots import read_bot, read_session, write_bot, write_session
from flotilla.adapters.dynamodb.conditions import is_, new, not_newer
from flotilla.adapters.dynamodb.database import Database
from flotilla.adapters.dynamodb.failures import ConditionFailedError
from flotilla.adapters.dynamodb.own import require_own
from flotilla.domain.bots import Bot
from flotilla.domain.errors import ConflictError, NotFoundError, StaleHolderError
from flotilla.domain.ids import BotId, TenantId
from flotilla.domain.sessions import Session


class DynamoBots:
    """Implements BotRepository."""

    def __init__(self, database: Database) -> None:
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

    def add(self, tenant: TenantId, bot: Bot) -> None:
        """See the port."""
        require_own(tenant, bot.tenant)
        try:
            self._table.put(write_bot(bot), new())
        except ConditionFailedError:
            raise ConflictError("There is a bot with this id already.") from None

    def save(self, tenant: TenantId, bot: Bot) -> Bot:
        """See the port."""
        require_own(tenant, bot.tenant)
        saved = replace(bot, version=bot.version + 1)
        try:
            self._table.put(write_bot(saved), is_("version", bot.version))
        except ConditionFailedError:
            raise ConflictError("Somebody else changed the bot meanwhile; look at it again.") from None
        return saved


class DynamoSessions:
    """Implements SessionRepository."""

    def __init__(self, database: Database) -> None:
        self._table = database.main

    def find(self, tenant: TenantId, bot: BotId) -> Session | None:
        """See the port."""
        item = self._table.get(keys.session(tenant, bot))
        return read_session(item) if item is not None else None

    def record(self, tenant: TenantId, session: Session) -> None:
        """See the port."""
        require_own(tenant, session.tenant)
        try:
            self._table.put(write_session(session), not_newer(session.fence))
        except ConditionFailedError:
            raise StaleHolderError("Another runner holds this bot by now.") from None


class DynamoFleet:
    """Implements FleetRepository."""

    def __init__(self, database: Database) -> None:
        self._table = database.main

    def enabled_bots(self) -> tuple[Bot, ...]:
        """See the port."""
        return tuple(map(read_bot, self._table.query(keys.FLEET, index="gsi1")))
