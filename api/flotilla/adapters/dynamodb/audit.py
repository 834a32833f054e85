"""The audit log in DynamoDB: a partition a month, newest month first. Entries are put once and never touched again."""

import re
from collections.abc import Iterator
from datetime import datetime

from pynamodb.expressions.operand import Path

from flotilla.adapters.cursors import read_cursor, write_cursor
from flotilla.adapters.dynamodb import keys
from flotilla.adapters.dynamodb.codecs.audit import read_audit, write_audit
from flotilla.adapters.dynamodb.conditions import new
from flotilla.adapters.dynamodb.database import Database, Transaction
from flotilla.adapters.dynamodb.own import require_own
from flotilla.domain.audit import AuditEntry, AuditFilter
from flotilla.domain.errors import InvalidInputError
from flotilla.domain.ids import AuditId, TenantId
from flotilla.domain.page import Page

MOST_SCANNED = 2_000
"""So many entries are looked at for one page; a rare one is then found a page later."""


def note(database: Database, transaction: Transaction, tenant: TenantId, entry: AuditEntry | None) -> None:
    """Add the entry, if there is one, to the transaction of its change."""
    if entry is not None:
        require_own(tenant, entry.tenant)
        database.put(transaction, write_audit(entry), new())


class DynamoAudit:
    """Implements AuditRepository."""

    def __init__(self, database: Database) -> None:
        self._table = database.main

    def add(self, tenant: TenantId, entry: AuditEntry) -> None:
        """See the port."""
        require_own(tenant, entry.tenant)
        self._table.put(write_audit(entry), new())

    def list(
        self,
        tenant: TenantId,
        wanted: AuditFilter,
        *,
        since: datetime,
        until: datetime,
        limit: int = 50,
        cursor: str | None = None,
    ) -> Page[AuditEntry]:
        """See the port."""
        scope = ("audit", tenant)
        found: list[AuditEntry] = []
        last = ""
        for scanned, entry in enumerate(self._newest_first(tenant, since, until, read_cursor(scope, cursor))):
            if len(found) == limit or scanned == MOST_SCANNED:
                return Page(tuple(found), write_cursor(scope, last))
            if since <= entry.at <= until and wanted.matches(entry):
                found.append(entry)
            last = f"{entry.at:%Y-%m}#{entry.id}"
        return Page(tuple(found), None)

    def _newest_first(
        self, tenant: TenantId, since: datetime, until: datetime, cursor: str | None
    ) -> Iterator[AuditEntry]:
        from_month, before = _place(cursor)
        for month in _months(since, until):
            if from_month is not None and month > from_month:
                continue
            items = self._table.query(
                keys.audit(tenant, month, AuditId("")).pk,
                sort=Path("sk") < before if month == from_month else None,
                newest_first=True,
                page_size=200,
                consistent=True,
            )
            yield from map(read_audit, items)


def _place(cursor: str | None) -> tuple[str | None, str]:
    """The month and the id in a cursor's sort key."""
    if cursor is None:
        return None, ""
    month, _, entry = cursor.partition("#")
    if not re.fullmatch(r"\d{4}-\d{2}", month) or not entry:
        raise InvalidInputError("The cursor does not belong to this list; start again without one.")
    return month, entry


def _months(since: datetime, until: datetime) -> Iterator[str]:
    year, month = until.year, until.month
    while (year, month) >= (since.year, since.month):
        yield f"{year:04}-{month:02}"
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
