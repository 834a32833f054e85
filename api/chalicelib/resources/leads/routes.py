"""Leads."""

from chalicelib.http.endpoints import Call
from chalicelib.resources.leads.schemas import LeadListAnswer, LeadsQuery, LeadWithChatAnswer, UpdateLeadBody
from chalicelib.web import Resource
from flotilla import bootstrap
from flotilla.domain.ids import BotId, LeadId
from flotilla.domain.people import Power
from flotilla.domain.views import View, chat_turn_view, lead_view

leads = Resource("leads")


def _show(call: Call, lead_id: LeadId) -> View:
    both = bootstrap.services().show_lead(call.principal, lead_id)
    return {**lead_view(both.lead), "chat": chat_turn_view(both.chat)}


@leads.endpoint("GET", "/leads", access=Power.LEADS_READ, returns=LeadListAnswer)
def list_leads(call: Call, query: LeadsQuery) -> View:
    """List leads, newest first. Vendors see their own and those that nobody has."""
    page = bootstrap.services().list_leads(
        call.principal,
        bot_id=BotId(query.bot_id) if query.bot_id is not None else None,
        status=query.status,
        limit=query.limit,
        cursor=query.cursor,
    )
    return {"items": [lead_view(lead) for lead in page.items], "next_cursor": page.next_cursor}


@leads.endpoint("GET", "/leads/{lead_id}", access=Power.LEADS_READ, returns=LeadWithChatAnswer)
def show_lead(call: Call, lead_id: LeadId) -> View:
    """Show a lead, and who answers its chat."""
    return _show(call, lead_id)


@leads.endpoint("PATCH", "/leads/{lead_id}", access=Power.LEADS_WRITE, returns=LeadWithChatAnswer, errors=(409,))
def update_lead(call: Call, lead_id: LeadId, body: UpdateLeadBody) -> View:
    """Correct a lead's fields. What a person wrote is not replaced by what the bot finds later."""
    bootstrap.services().update_lead(call.principal, lead_id, body.fields)
    return _show(call, lead_id)
