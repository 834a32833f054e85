"""Pause the bot in one chat."""

from dataclasses import dataclass

from flotilla.domain.handover import pause_chat
from flotilla.domain.ids import LeadId
from flotilla.domain.people import Principal
from flotilla.ports.clock import Clock, Ids
from flotilla.ports.repositories import BotRepository, ConversationRepository, ShownLeads
from flotilla.services.change_chat import ChangeChat
from flotilla.services.show_lead import LeadWithChat


@dataclass(frozen=True, slots=True)
class PauseChat:
    """Silences the bot in one chat until somebody resumes it; messages are stored."""

    bots: BotRepository
    leads: ShownLeads
    conversations: ConversationRepository
    clock: Clock
    ids: Ids

    def __call__(self, principal: Principal, lead_id: LeadId) -> LeadWithChat:
        """The lead with its chat. Raise NotFoundError."""
        change = ChangeChat(self.bots, self.leads, self.conversations, self.clock, self.ids)
        return change(principal, lead_id, "chat.paused", lambda chat, _, now: pause_chat(chat, principal.user, now))
