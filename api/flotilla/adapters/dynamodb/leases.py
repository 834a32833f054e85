"""Leases in DynamoDB. No clock is read here: observers judge holders by their counters."""

from dataclasses import replace

from pynamodb.expressions.condition import Condition
from pynamodb.expressions.operand import Path

from flotilla.adapters.dynamodb import keys
from flotilla.adapters.dynamodb.codecs.runtime import read_lease, write_lease
from flotilla.adapters.dynamodb.conditions import every, is_, new
from flotilla.adapters.dynamodb.database import Database, Transaction
from flotilla.adapters.dynamodb.failures import ConditionFailedError
from flotilla.domain.errors import StaleHolderError
from flotilla.domain.ids import BotId, RunnerId, TenantId
from flotilla.domain.leases import Lease


class DynamoLeases:
    """Implements LeaseRepository."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._table = database.runtime

    def list(self) -> tuple[Lease, ...]:
        """See the port."""
        return tuple(map(read_lease, self._table.query(keys.LEASES, consistent=True)))

    def find(self, tenant: TenantId, bot: BotId) -> Lease | None:
        """See the port."""
        item = self._table.get(keys.lease(bot))
        return read_lease(item) if item is not None and item["tenant"] == tenant else None

    def acquire(self, tenant: TenantId, bot: BotId, runner: RunnerId, *, seen: Lease | None) -> Lease | None:
        """See the port."""
        fence, counter = (seen.fence, seen.counter) if seen is not None else (0, 0)
        taken = Lease(tenant, bot, runner, fence=fence + 1, counter=counter + 1)
        try:
            if seen is not None:
                self._table.put(write_lease(taken), _still(tenant, seen))
            else:
                self._begin(taken)
        except ConditionFailedError:
            return None
        return taken

    def _begin(self, first: Lease) -> None:
        transaction = Transaction()
        runs = is_("gsi1pk", keys.FLEET)
        self._database.check(transaction, self._database.main, keys.bot(first.tenant, first.bot), runs)
        self._database.put(transaction, write_lease(first), new(), table=self._table)
        self._database.commit(transaction)

    def renew(self, lease: Lease) -> Lease:
        """See the port."""
        if lease.holder is None:
            raise StaleHolderError("A released lease can't be renewed.")
        renewed = replace(lease, counter=lease.counter + 1)
        try:
            self._table.put(write_lease(renewed), _ours(lease, lease.holder))
        except ConditionFailedError:
            raise StaleHolderError("Another runner holds this bot by now.") from None
        return renewed

    def release(self, lease: Lease) -> None:
        """See the port."""
        if lease.holder is None:
            return
        parts = [Path(name).remove() for name in ("holder", "connection", "proven_at", "health")]
        try:
            self._table.update(keys.lease(lease.bot), parts, _ours(lease, lease.holder))
        except ConditionFailedError:
            return  # It is somebody else's already, which is what a release is for.


def _still(tenant: TenantId, seen: Lease) -> Condition:
    return every(
        is_("fence", seen.fence), is_("counter", seen.counter), is_("holder", seen.holder), is_("tenant", tenant)
    )


def _ours(lease: Lease, holder: RunnerId) -> Condition:
    return every(is_("fence", lease.fence), is_("holder", holder), is_("tenant", lease.tenant))
