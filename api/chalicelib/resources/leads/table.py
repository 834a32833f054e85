"""Leads as a CSV table."""

from collections.abc import Sequence

from chalicelib.resources.tables import write_table
from flotilla.domain.ids import UserId
from flotilla.domain.leads import Lead
from flotilla.domain.views import iso, iso_or_none
from flotilla.services.export_leads import LeadExport

FIRST = ("created_at", "status", "bot", "shown_name", "name", "email", "phone", "location")
LAST = ("assigned_to", "qualified_at", "closed_at", "close_reason", "chat", "id")
_STANDARD = FIRST[4:]


def table_of(export: LeadExport) -> str:
    """A row for each lead, and a column for each field that one of them has."""
    own = sorted({name for lead in export.leads for name in lead.fields} - set(_STANDARD))
    # Two columns of one name could not be told apart, should somebody have called a field `status`.
    columns = (*FIRST, *(f"field_{name}" if name in (*FIRST, *LAST) else name for name in own), *LAST)
    rows = (_row(export, lead, (*_STANDARD, *own)) for lead in export.leads)
    return write_table(columns, rows, note_in="status", complete=export.complete)


def _row(export: LeadExport, lead: Lead, fields: Sequence[str]) -> tuple[str | None, ...]:
    values = (lead.fields[name].value if name in lead.fields else None for name in fields)
    return (
        iso(lead.created_at), lead.status.value, export.bots.get(lead.bot, lead.bot), lead.push_name, *values,
        _who(export, lead.assigned_to), iso_or_none(lead.qualified_at),
        iso_or_none(lead.closed_at), lead.close_reason, lead.chat, lead.id,
    )  # fmt: skip


def _who(export: LeadExport, user: UserId | None) -> str | None:
    return export.people.get(user, user) if user is not None else None
