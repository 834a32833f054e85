"""Leads' histories in DynamoDB: a partition for each lead, sorted by time."""

from collections.abc import Iterator, Sequence
from heapq import merge
from itertools import islice

from pynamodb.expressions.operand import Path

from flotilla.adapters.cursors import read_cursor, write_cursor
from flotilla.adapters.dynamodb import keys
from flotilla.adapters.dynamodb.codecs.history import read_step, write_step
from flotilla.adapters.dynamodb.database import Database
from flotilla.adapters.dynamodb.own import require_own
from flotilla.adapters.dynamodb.values import Item
from flotilla.domain.ids import LeadId, TenantId
from flotilla.domain.lead_steps import LeadStep
from flotilla.domain.page import Page


class DynamoHistory:
    """Implements HistoryRepository."""

    def __init__(self, database: Database) -> None:
        self._table = database.main

    def add(self, tenant: TenantId, steps: Sequence[LeadStep]) -> None:
        """See the port. A step's key is made of nothing but itself: put again, it is the same item."""
        for step in steps:
            require_own(tenant, step.tenant)
        items = {(item["pk"], item["sk"]): item for item in map(write_step, steps)}
        self._table.put_all(tuple(items.values()))

    def list(
        self, tenant: TenantId, leads: Sequence[LeadId], *, limit: int = 50, cursor: str | None = None
    ) -> Page[LeadStep]:
        """See the port."""
        scope = ("history", tenant, *leads)
        before = read_cursor(scope, cursor)
        parts = [self._newest_first(tenant, lead, before, limit) for lead in leads]
        found = tuple(islice(merge(*parts, key=_place, reverse=True), limit + 1))
        items = found[:limit]
        return Page(
            tuple(map(read_step, items)), write_cursor(scope, _place(items[-1])) if len(found) > limit else None
        )

    def _newest_first(self, tenant: TenantId, lead: LeadId, before: str | None, limit: int) -> Iterator[Item]:
        return self._table.query(
            keys.steps(tenant, lead),
            sort=Path("sk") < before if before is not None else None,
            newest_first=True,
            page_size=limit + 1,
            consistent=True,
        )


def _place(item: Item) -> str:
    return str(item["sk"])
