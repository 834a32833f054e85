"""Mark the messages of a lead's chat as read by a person."""

from dataclasses import dataclass, replace

from flotilla.domain.chats import Chat
from flotilla.domain.errors import NotFoundError
from flotilla.domain.handover import as_of
from flotilla.domain.ids import LeadId
from flotilla.domain.leads import Lead
from flotilla.domain.people import Power, Principal
from flotilla.ports.clock import Clock
from flotilla.ports.repositories import ConversationChange, ConversationRepository, ShownLeads
from flotilla.services.retry import until_no_conflict
from flotilla.services.show_lead import LeadWithChat, visible_lead


@dataclass(frozen=True, slots=True)
class MarkRead:
    """Takes the chat's count of unread messages back to 0. Looking is no change that the audit log keeps."""

    leads: ShownLeads
    conversations: ConversationRepository
    clock: Clock

    def __call__(self, principal: Principal, lead_id: LeadId) -> LeadWithChat:
        """The lead with its chat. Raise NotFoundError."""
        principal.require(Power.LEADS_WRITE)
        lead = visible_lead(self.leads, principal, lead_id)
        return LeadWithChat(lead, as_of(until_no_conflict(lambda: self._save(lead)), self.clock.now()))

    def _save(self, lead: Lead) -> Chat:
        chat = self.conversations.find_chat(lead.tenant, lead.bot, lead.chat)
        if chat is None:
            raise NotFoundError("There is no such lead.")
        if chat.unread == 0:
            return chat
        return self.conversations.commit(lead.tenant, ConversationChange(replace(chat, unread=0)))
