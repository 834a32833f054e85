"""Leads in DynamoDB."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import takewhile

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
from flotilla.adapters.dynamodb.values import write_time
from flotilla.domain.audit import AuditEntry
from flotilla.domain.errors import ConflictError, NotFoundError
from flotilla.domain.ids import LeadId, TenantId
from flotilla.domain.lead_lists import ANY, LeadFilter, LeadMoment
from flotilla.domain.leads import Lead
from flotilla.domain.page import Page

_SCAN_AHEAD = 200
"""Items read at a time where a filter throws some away."""

MOST_SCANNED = 2_000
"""So many leads are looked at for one page of a search by text; a rare one is then found a page later."""

_APART = timedelta(minutes=1)
"""Leads are sorted by their ids, whose moments are a little before or after those at which the leads came."""


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
        wanted: LeadFilter = ANY,
        *,
        limit: int = 50,
        cursor: str | None = None,
    ) -> Page[Lead]:
        """See the port."""
        scope = ("leads", tenant, *wanted.scope)
        found: list[Lead] = []
        last = ""
        for scanned, lead in enumerate(self._newest_first(tenant, wanted, read_cursor(scope, cursor), limit)):
            if len(found) == limit or scanned == MOST_SCANNED:
                return Page(tuple(found), write_cursor(scope, last))
            if wanted.matches(lead):
                found.append(lead)
            last = lead.id
        return Page(tuple(found), None)

    def _newest_first(self, tenant: TenantId, wanted: LeadFilter, before: str | None, limit: int) -> Iterator[Lead]:
        """Those that fit as far as the database can tell, and none that is surely older than what is wanted."""
        fitting = _fitting(wanted)
        found = self._table.query(
            keys.lead(tenant, LeadId("")).pk,
            sort=Path("sk") < before if before is not None else None,
            fitting=fitting,
            newest_first=True,
            # One more than asked for tells whether there is a next page.
            page_size=limit + 1 if wanted == ANY else max(limit + 1, _SCAN_AHEAD),
            consistent=True,
        )
        leads = map(read_lead, found)
        if wanted.since is None or wanted.by is not LeadMoment.CREATED:
            return leads
        oldest = wanted.since - _APART
        return takewhile(lambda lead: lead.created_at >= oldest, leads)

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


def _fitting(wanted: LeadFilter) -> Condition | None:
    """What the database can tell of the filter. Where to stop it can't tell: it would read on to the end."""
    holder = None if wanted.nobodys else wanted.assigned_to
    values = {"bot": wanted.bot, "status": wanted.status, "assigned_to": holder}
    known = [is_(name, value) for name, value in values.items() if value is not None]
    if wanted.nobodys:
        known.append(is_("assigned_to", None))
    moment = Path(f"{wanted.by.value}_at")
    if wanted.since is not None and wanted.by is not LeadMoment.CREATED:
        known.append(moment >= write_time(wanted.since))
    if wanted.until is not None:
        known.append(moment < write_time(wanted.until))
    return every(*known) if known else None
