"""Leads."""

from chalicelib.http.endpoints import Call, Reply
from chalicelib.resources.leads.schemas import (
    LeadListAnswer,
    LeadPageQuery,
    LeadsQuery,
    LeadWithChatAnswer,
    UpdateLeadBody,
)
from chalicelib.resources.leads.table import table_of
from chalicelib.resources.tables import CSV
from chalicelib.web import Resource
from flotilla import bootstrap
from flotilla.domain.ids import LeadId
from flotilla.domain.people import Power
from flotilla.domain.views import View, chat_turn_view, lead_view

leads = Resource("leads")


def _show(call: Call, lead_id: LeadId) -> View:
    both = bootstrap.services().show_lead(call.principal, lead_id)
    return {**lead_view(both.lead), "chat": chat_turn_view(both.chat)}


@leads.endpoint("GET", "/leads", access=Power.LEADS_READ, returns=LeadListAnswer)
def list_leads(call: Call, query: LeadPageQuery) -> View:
    """List leads, newest first. Vendors see their own and those that nobody has.

    A page may be short, or empty, and still have a next one: so many leads are looked through at a time.
    """
    page = bootstrap.services().list_leads(
        call.principal, query.wanted, query.days, limit=query.limit, cursor=query.cursor
    )
    return {"items": [lead_view(lead) for lead in page.items], "next_cursor": page.next_cursor}


@leads.endpoint("GET", "/leads.csv", access=Power.LEADS_EXPORT, media=CSV, sends=("Content-Disposition",))
def export_leads(call: Call, query: LeadsQuery) -> Reply:
    """Give leads as a table, newest first: at most 5,000, and at most about 4 MB. The audit log tells of it."""
    export = bootstrap.services().export_leads(call.principal, query.wanted, query.days)
    return Reply(table_of(export), {"Content-Disposition": 'attachment; filename="leads.csv"'})


@leads.endpoint("GET", "/leads/{lead_id}", access=Power.LEADS_READ, returns=LeadWithChatAnswer)
def show_lead(call: Call, lead_id: LeadId) -> View:
    """Show a lead, and who answers its chat."""
    return _show(call, lead_id)


@leads.endpoint("PATCH", "/leads/{lead_id}", access=Power.LEADS_WRITE, returns=LeadWithChatAnswer, errors=(409,))
def update_lead(call: Call, lead_id: LeadId, body: UpdateLeadBody) -> View:
    """Correct a lead's fields. What a person wrote is not replaced by what the bot finds later."""
    bootstrap.services().update_lead(call.principal, lead_id, body.fields)
    return _show(call, lead_id)
