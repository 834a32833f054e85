"""Resume the bot in one chat."""

from dataclasses import dataclass

from flotilla.domain.handover import resume_chat
from flotilla.domain.ids import LeadId
from flotilla.domain.people import Principal
from flotilla.ports.clock import Clock, Ids
from flotilla.ports.repositories import BotRepository, ConversationRepository, ShownLeads
from flotilla.services.change_chat import ChangeChat
from flotilla.services.show_lead import LeadWithChat


@dataclass(frozen=True, slots=True)
class ResumeChat:
    """Ends a chat's pause; the bot answers from the customer's next message on."""

    bots: BotRepository
    leads: ShownLeads
    conversations: ConversationRepository
    clock: Clock
    ids: Ids

    def __call__(self, principal: Principal, lead_id: LeadId) -> LeadWithChat:
        """The lead with its chat. Raise NotFoundError."""
        change = ChangeChat(self.bots, self.leads, self.conversations, self.clock, self.ids)
        return change(principal, lead_id, "chat.resumed", lambda chat, _bot, _now: resume_chat(chat))
