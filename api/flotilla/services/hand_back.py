"""Hand a chat back to the bot."""

from dataclasses import dataclass

from flotilla.domain.handover import hand_back
from flotilla.domain.ids import LeadId
from flotilla.domain.people import Principal
from flotilla.ports.clock import Clock, Ids
from flotilla.ports.repositories import BotRepository, ConversationRepository, ShownLeads
from flotilla.services.change_chat import ChangeChat
from flotilla.services.show_lead import LeadWithChat


@dataclass(frozen=True, slots=True)
class HandBack:
    """Lets the bot answer the customer's next message."""

    bots: BotRepository
    leads: ShownLeads
    conversations: ConversationRepository
    clock: Clock
    ids: Ids

    def __call__(self, principal: Principal, lead_id: LeadId) -> LeadWithChat:
        """The lead with its chat, which is the bot's. What was said meanwhile is not answered. Raise NotFoundError."""
        change = ChangeChat(self.bots, self.leads, self.conversations, self.clock, self.ids)
        return change(principal, lead_id, "chat.handed_back", lambda chat, _, now: hand_back(chat, principal.user, now))
