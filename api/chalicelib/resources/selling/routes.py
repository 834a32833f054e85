"""What people do with leads: who has one, how it ended, and what they have read."""

from chalicelib.http.endpoints import Call
from chalicelib.resources.handover.routes import shown
from chalicelib.resources.leads.schemas import LeadWithChatAnswer
from chalicelib.resources.selling.schemas import AssignBody, AssignedListAnswer, AssignSeveralBody, CloseBody
from chalicelib.web import Resource
from flotilla import bootstrap
from flotilla.domain.ids import LeadId, UserId
from flotilla.domain.people import Power
from flotilla.domain.views import View, lead_view
from flotilla.services.assign_leads import Assigned, Assignment

selling = Resource("selling")


def _assigned_view(one: Assigned) -> View:
    problem = {"code": one.error.code, "detail": one.error.message} if one.error is not None else None
    return {"lead_id": one.id, "lead": lead_view(one.lead) if one.lead is not None else None, "problem": problem}


@selling.endpoint(
    "POST", "/leads/{lead_id}/assign", access=Power.LEADS_WRITE, returns=LeadWithChatAnswer, errors=(409,)
)
def assign_lead(call: Call, lead_id: LeadId, body: AssignBody) -> View:
    """Take the lead, give it to somebody, or give it up. Whoever gets it has its chat: the bot is silent.

    Of several who take it at once, the first gets it; the others are told who has it (409, `already_assigned`).
    """
    to, replaces = (UserId(one) if one is not None else None for one in (body.user_id, body.replaces))
    return shown(bootstrap.services().assign_lead(call.principal, lead_id, to, replaces))


@selling.endpoint("POST", "/leads/assign", access=Power.LEADS_WRITE, returns=AssignedListAnswer)
def assign_leads(call: Call, body: AssignSeveralBody) -> View:
    """Assign up to 50 leads, each by itself: the answer tells what became of each. Safe to repeat."""
    wanted = [Assignment(LeadId(one.lead_id), UserId(one.replaces) if one.replaces else None) for one in body.leads]
    to = UserId(body.user_id) if body.user_id is not None else None
    found = bootstrap.services().assign_leads(call.principal, wanted, to)
    return {"items": [_assigned_view(one) for one in found]}


@selling.endpoint("POST", "/leads/{lead_id}/close", access=Power.LEADS_WRITE, returns=LeadWithChatAnswer, errors=(409,))
def close_lead(call: Call, lead_id: LeadId, body: CloseBody) -> View:
    """Close the lead as won or lost, with the reason."""
    bootstrap.services().close_lead(call.principal, lead_id, body.status, body.reason)
    return shown(bootstrap.services().show_lead(call.principal, lead_id))


@selling.endpoint(
    "POST", "/leads/{lead_id}/reopen", access=Power.LEADS_WRITE, returns=LeadWithChatAnswer, errors=(409,)
)
def reopen_lead(call: Call, lead_id: LeadId) -> View:
    """Reopen a lead that was won or lost; it is with whom it was."""
    bootstrap.services().reopen_lead(call.principal, lead_id)
    return shown(bootstrap.services().show_lead(call.principal, lead_id))


@selling.endpoint("POST", "/leads/{lead_id}/read", access=Power.LEADS_WRITE, returns=LeadWithChatAnswer, errors=(409,))
def mark_read(call: Call, lead_id: LeadId) -> View:
    """Mark what the customer wrote as read."""
    return shown(bootstrap.services().mark_read(call.principal, lead_id))
