"""What a tenant uses of its quotas: counted in one item, in the transactions that change it.

The counts are what makes it impossible for many at once to slip through: each of them writes this one item.
"""

from pynamodb.expressions.condition import Condition
from pynamodb.expressions.operand import Path

from flotilla.adapters.dynamodb import keys
from flotilla.adapters.dynamodb.conditions import either
from flotilla.adapters.dynamodb.database import Database, Transaction
from flotilla.adapters.dynamodb.failures import ConditionFailedError
from flotilla.domain.bots import Bot
from flotilla.domain.errors import ConflictError, FlotillaError, LimitReachedError
from flotilla.domain.ids import TenantId
from flotilla.domain.people import Membership


def count_people(
    database: Database,
    transaction: Transaction,
    old: Membership | None,
    new: Membership | None,
    limit: int | None = None,
) -> FlotillaError | None:
    """Add what a change of a membership does to the counts, as the transaction's last write.

    Returns what it means if this write is refused; None if nothing is counted, or nothing can be refused.
    """
    member = new or old
    if member is None:
        return None
    owners = _is(new is not None and new.is_active_owner) - _is(old is not None and old.is_active_owner)
    users = _is(new is not None and new.active) - _is(old is not None and old.active)
    if owners < 0:
        _add(database, transaction, member.tenant, {"owners": owners, "users": users}, Path("owners") > 1)
        return ConflictError("A workspace needs an owner. Make somebody else an owner first.", code="last_owner")
    limited = users > 0 and limit is not None
    room = _below("users", limit) if limit is not None and limited else None
    _add(database, transaction, member.tenant, {"owners": owners, "users": users}, room)
    return (
        LimitReachedError(f"Your plan allows {limit} active people.", limit="users", allowed=limit) if limited else None
    )


def count_bots(
    database: Database, transaction: Transaction, old: Bot | None, new: Bot, limit: int | None = None
) -> FlotillaError | None:
    """Add what a change of a bot does to the counts; otherwise like `count_people`."""
    bots = _is(not new.deleted) - _is(old is not None and not old.deleted)
    running = _is(new.should_run) - _is(old is not None and old.should_run)
    limited = limit is not None and (bots > 0 or running > 0)
    room = _below("bots" if bots > 0 else "running", limit) if limit is not None and limited else None
    _add(database, transaction, new.tenant, {"bots": bots, "running": running}, room)
    return LimitReachedError(f"Your plan allows {limit} bots.", limit="bots", allowed=limit) if limited else None


def count_schedules(
    database: Database, transaction: Transaction, tenant: TenantId, by: int, limit: int | None = None
) -> FlotillaError | None:
    """Add one live schedule more or less to the counts; otherwise like `count_people`."""
    room = _below("schedules", limit) if limit is not None else None
    _add(database, transaction, tenant, {"schedules": by}, room)
    if limit is None:
        return None
    return LimitReachedError(f"Your plan allows {limit} schedules.", limit="schedules", allowed=limit)


def commit_counted(
    database: Database, transaction: Transaction, refused: FlotillaError | None, otherwise: FlotillaError
) -> None:
    """Commit; raise `refused` if the counts alone stood against it, `otherwise` if anything else did."""
    try:
        database.commit(transaction)
    except ConditionFailedError as failed:
        by_count = refused is not None and failed.parts == {transaction.last}
        raise (refused if by_count and refused is not None else otherwise) from None


def _add(
    database: Database, transaction: Transaction, tenant: TenantId, by: dict[str, int], room: Condition | None
) -> None:
    actions = [Path(name).add(change) for name, change in by.items() if change]
    if actions:
        database.update(transaction, keys.usage(tenant), actions, room)


def _below(name: str, limit: int) -> Condition:
    if limit <= 0:
        return Path(name) < limit
    return either(Path(name).does_not_exist(), Path(name) < limit)


def _is(holds: bool) -> int:
    return int(holds)
