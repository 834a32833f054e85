"""Show one lead, and who answers its chat."""

from dataclasses import dataclass

from flotilla.domain.chats import Chat
from flotilla.domain.errors import NotFoundError
from flotilla.domain.handover import as_of
from flotilla.domain.ids import LeadId
from flotilla.domain.leads import Lead
from flotilla.domain.people import Power, Principal
from flotilla.domain.visibility import may_see_lead
from flotilla.ports.clock import Clock
from flotilla.ports.repositories import ConversationRepository, ShownLeads


@dataclass(frozen=True, slots=True)
class LeadWithChat:
    """A lead and its chat."""

    lead: Lead
    chat: Chat


def visible_lead(leads: ShownLeads, principal: Principal, lead_id: LeadId) -> Lead:
    """The lead; raise NotFoundError if the tenant has none such (any more), or this person may not see it."""
    lead = leads.get(principal.tenant, lead_id)
    if not may_see_lead(principal.role, principal.user, lead.assigned_to):
        raise NotFoundError("There is no such lead.")
    return lead


@dataclass(frozen=True, slots=True)
class ShowLead:
    """Reads a lead together with its chat."""

    leads: ShownLeads
    conversations: ConversationRepository
    clock: Clock

    def __call__(self, principal: Principal, lead_id: LeadId) -> LeadWithChat:
        """Both as they are now. Raise NotFoundError if the tenant has no such lead, or this person may not see it."""
        principal.require(Power.LEADS_READ)
        lead = visible_lead(self.leads, principal, lead_id)
        chat = self.conversations.find_chat(principal.tenant, lead.bot, lead.chat)
        if chat is None:
            raise NotFoundError("There is no such lead.")
        return LeadWithChat(lead, as_of(chat, self.clock.now()))
