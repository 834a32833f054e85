"""Metrics in DynamoDB: an item per bot and day, which only ever is added to.

Each addition is a transaction with the note of the changes that it counts: one item per minute of changes, with an
attribute per change. So a batch costs as many units as it has days and minutes, not as it has changes.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from hashlib import sha256
from itertools import groupby

from pynamodb.expressions.operand import Path
from pynamodb.expressions.update import Action

from flotilla.adapters.dynamodb import keys
from flotilla.adapters.dynamodb.codecs.runtime import epoch
from flotilla.adapters.dynamodb.conditions import every
from flotilla.adapters.dynamodb.database import Database, Transaction
from flotilla.adapters.dynamodb.failures import ConditionFailedError
from flotilla.adapters.dynamodb.own import require_own
from flotilla.adapters.dynamodb.values import Item
from flotilla.domain.errors import ConflictError
from flotilla.domain.ids import BotId, TenantId
from flotilla.domain.metrics import DayMetrics, Tally

REMEMBERED_SECONDS = 48 * 3600
_TOGETHER = 40
"""Changes noted at once: their conditions must fit into an expression of 4 KB."""

_MOST_ITEMS = 60
"""Of one transaction, which may have 100."""

_ATTEMPTS = 4
_OWN = frozenset({"pk", "sk", "kind", "v"})


class DynamoMetrics:
    """Implements MetricsRepository."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, tenant: TenantId, tallies: Sequence[Tally]) -> None:
        """See the port."""
        for one in tallies:
            require_own(tenant, one.tenant)
        known = sorted({one.change: one for one in tallies}.values(), key=_minute)
        for minute, group in groupby(known, key=_minute):
            for together in _parts(group):
                self._add(tenant, minute, together)

    def _add(self, tenant: TenantId, minute: str, tallies: Iterable[Tally]) -> None:
        """Count those that were not counted yet; who finds some that were looks up which, and counts the others."""
        left = tuple(tallies)
        for _ in range(_ATTEMPTS):
            if not left:
                return
            try:
                self._database.commit(self._transaction(tenant, minute, left))
            except ConditionFailedError:
                noted = self._database.runtime.get(keys.counted(tenant, minute)) or {}
                left = tuple(one for one in left if _mark(one) not in noted)
            else:
                return
        raise ConflictError("Others are counting the same changes; try again.")

    def _transaction(self, tenant: TenantId, minute: str, tallies: Sequence[Tally]) -> Transaction:
        transaction = Transaction()
        marks = [Path(_mark(one)) for one in tallies]
        expires_at = epoch(max(one.at for one in tallies)) + REMEMBERED_SECONDS
        notes = [Path("expires_at").set(expires_at), *(mark.set(1) for mark in marks)]
        unknown = every(*(mark.does_not_exist() for mark in marks))
        self._database.update(transaction, keys.counted(tenant, minute), notes, unknown, self._database.runtime)
        for (day, bot), counts in _sums(tallies).items():
            additions: list[Action] = [Path("kind").set("metrics"), Path("v").set(1)]
            additions += [Path(name).add(by) for name, by in sorted(counts.items())]
            self._database.update(transaction, keys.metrics(tenant, day, bot), additions)
        return transaction

    def list(self, tenant: TenantId, first: date, last: date, *, bot: BotId | None = None) -> tuple[DayMetrics, ...]:
        """See the port."""
        begin, end = keys.metrics(tenant, first, BotId("")), keys.metrics(tenant, last, BotId("~"))
        found = map(_read, self._database.main.query(begin.pk, sort=Path("sk").between(begin.sk, end.sk)))
        return tuple(one for one in found if bot in (None, one.bot))


def _parts(tallies: Iterable[Tally]) -> Iterator[tuple[Tally, ...]]:
    """The tallies in parts that fit into a transaction each."""
    part: list[Tally] = []
    for one in tallies:
        if part and (len(part) == _TOGETHER or len(_sums([*part, one])) > _MOST_ITEMS):
            yield tuple(part)
            part = []
        part.append(one)
    if part:
        yield tuple(part)


def _sums(tallies: Iterable[Tally]) -> dict[tuple[date, BotId], Counter[str]]:
    sums: dict[tuple[date, BotId], Counter[str]] = {}
    for one in tallies:
        for day, counts in one.days.items():
            sums.setdefault((day, one.bot), Counter()).update(counts)
    return sums


def _minute(one: Tally) -> str:
    return f"{one.at:%Y-%m-%dT%H:%M}"


def _mark(one: Tally) -> str:
    """The attribute that stands for a change. Of so few in a minute no two have the same."""
    return f"c{sha256(one.change.encode()).hexdigest()[:14]}"


def _read(item: Item) -> DayMetrics:
    _, day, bot = item["sk"].split("#", 2)
    counts = {name: int(value) for name, value in item.items() if name not in _OWN}
    return DayMetrics(date.fromisoformat(day), BotId(bot), counts)
