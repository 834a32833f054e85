"""Bots whose logins are to be erased from the runners' disk, in DynamoDB."""

from flotilla.adapters.dynamodb import keys
from flotilla.adapters.dynamodb.database import Database
from flotilla.domain.ids import BotId, TenantId


class DynamoErasures:
    """Implements Erasures. Beside the leases: what of a tenant's own goes with the tenant must not take them along."""

    def __init__(self, database: Database) -> None:
        self._table = database.runtime

    def ask(self, tenant: TenantId, bot: BotId) -> None:
        """See the port."""
        self._table.put({**keys.erasure(bot)._asdict(), "kind": "erasure", "v": 1, "tenant": tenant})

    def asked(self) -> tuple[tuple[TenantId, BotId], ...]:
        """See the port."""
        items = self._table.query(keys.ERASURES, consistent=True)
        return tuple((TenantId(item["tenant"]), BotId(item["sk"])) for item in items)

    def confirm(self, bot: BotId) -> None:
        """See the port."""
        self._table.delete(keys.erasure(bot))
