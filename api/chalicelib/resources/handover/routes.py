"""Who answers a lead's chat: the bot or people."""

from chalicelib.http.endpoints import Call
from chalicelib.resources.leads.schemas import LeadWithChatAnswer
from chalicelib.web import Resource
from flotilla import bootstrap
from flotilla.domain.ids import LeadId
from flotilla.domain.people import Power
from flotilla.domain.views import View, chat_turn_view, lead_view
from flotilla.services.show_lead import LeadWithChat

handover = Resource("handover")


def shown(both: LeadWithChat) -> View:
    """A lead with who answers its chat."""
    return {**lead_view(both.lead), "chat": chat_turn_view(both.chat)}


@handover.endpoint(
    "POST", "/leads/{lead_id}/takeover", access=Power.LEADS_WRITE, returns=LeadWithChatAnswer, errors=(409,)
)
def take_over(call: Call, lead_id: LeadId) -> View:
    """Take the chat over. The bot is silent until it is handed back, or no person wrote for as long as it has set."""
    return shown(bootstrap.services().take_over(call.principal, lead_id))


@handover.endpoint(
    "POST", "/leads/{lead_id}/handback", access=Power.LEADS_WRITE, returns=LeadWithChatAnswer, errors=(409,)
)
def hand_back(call: Call, lead_id: LeadId) -> View:
    """Hand the chat back to the bot, which answers the customer's next message."""
    return shown(bootstrap.services().hand_back(call.principal, lead_id))


@handover.endpoint(
    "POST", "/leads/{lead_id}/pause", access=Power.LEADS_WRITE, returns=LeadWithChatAnswer, errors=(409,)
)
def pause_chat(call: Call, lead_id: LeadId) -> View:
    """Pause the bot in this chat, until it is resumed. Messages are stored."""
    return shown(bootstrap.services().pause_chat(call.principal, lead_id))


@handover.endpoint(
    "POST", "/leads/{lead_id}/resume", access=Power.LEADS_WRITE, returns=LeadWithChatAnswer, errors=(409,)
)
def resume_chat(call: Call, lead_id: LeadId) -> View:
    """Resume the bot in this chat. It answers the customer's next message."""
    return shown(bootstrap.services().resume_chat(call.principal, lead_id))
