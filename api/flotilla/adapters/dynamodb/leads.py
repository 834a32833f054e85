"""Leads in DynamoDB."""

from dataclasses import replace
from itertools import islice

from pynamodb.expressions.condition import Condition
from pynamodb.expressions.operand import Path

from flotilla.adapters.cursors import read_cursor, write_cursor
from flotilla.adapters.dynamodb import keys
from flotilla.adapters.dynamodb.audit import note
from flotilla.adapters.dynamodb.codecs.leads import read_lead, write_lead
from flotilla.adapters.dynamodb.conditions import every, is_
from flotilla.adapters.dynamodb.database import Database, Transaction
from flotilla.adapters.dynamodb.failures import ConditionFailedError
from flotilla.adapters.dynamodb.own import require_own
from flotilla.domain.audit import AuditEntry
from flotilla.domain.errors import ConflictError, NotFoundError
from flotilla.domain.ids import BotId, LeadId, TenantId, UserId
from flotilla.domain.leads import Lead, LeadStatus
from flotilla.domain.page import Page

_SCAN_AHEAD = 200
"""Items read at a time where a filter throws some away."""


class DynamoLeads:
    """Implements LeadRepository."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._table = database.main

    def get(self, tenant: TenantId, lead: LeadId) -> Lead:
        """See the port."""
        item = self._table.get(keys.lead(tenant, lead))
        if item is None:
            raise NotFoundError("There is no such lead.")
        return read_lead(item)

    def list(
        self,
        tenant: TenantId,
        *,
        bot: BotId | None = None,
        status: LeadStatus | None = None,
        assigned_to: UserId | None = None,
        limit: int = 50,
        cursor: str | None = None,
    ) -> Page[Lead]:
        """See the port."""
        scope = ("leads", tenant, bot or "", status or "", assigned_to or "")
        before = read_cursor(scope, cursor)
        fitting = _fitting(bot=bot, status=status, assigned_to=assigned_to)
        found = self._table.query(
            keys.lead(tenant, LeadId("")).pk,
            sort=Path("sk") < before if before is not None else None,
            fitting=fitting,
            newest_first=True,
            page_size=limit + 1 if fitting is None else max(limit + 1, _SCAN_AHEAD),
            consistent=True,
        )
        # One more than asked for tells whether there is a next page.
        leads = tuple(map(read_lead, islice(found, limit + 1)))
        items = leads[:limit]
        return Page(items, write_cursor(scope, items[-1].id) if len(leads) > limit else None)

    def save(self, tenant: TenantId, lead: Lead, *, audit: AuditEntry | None = None) -> Lead:
        """See the port."""
        require_own(tenant, lead.tenant)
        saved = replace(lead, version=lead.version + 1)
        transaction = Transaction()
        note(self._database, transaction, tenant, audit)
        self._database.put(transaction, write_lead(saved), is_("version", lead.version))
        try:
            self._database.commit(transaction)
        except ConditionFailedError:
            raise ConflictError("Somebody else changed the lead meanwhile; look at it again.") from None
        return saved


def _fitting(**values: str | None) -> Condition | None:
    wanted = [is_(name, value) for name, value in values.items() if value is not None]
    return every(*wanted) if wanted else None
