"""Take a chat over from the bot."""

from dataclasses import dataclass

from flotilla.domain.handover import take_over
from flotilla.domain.ids import LeadId
from flotilla.domain.people import Principal
from flotilla.ports.clock import Clock, Ids
from flotilla.ports.repositories import BotRepository, ConversationRepository, ShownLeads
from flotilla.services.change_chat import ChangeChat
from flotilla.services.show_lead import LeadWithChat


@dataclass(frozen=True, slots=True)
class TakeOver:
    """Silences the bot in one chat, for a person."""

    bots: BotRepository
    leads: ShownLeads
    conversations: ConversationRepository
    clock: Clock
    ids: Ids

    def __call__(self, principal: Principal, lead_id: LeadId) -> LeadWithChat:
        """The lead with its chat, now the person's; an answer being made is thrown away. Raise NotFoundError."""
        change = ChangeChat(self.bots, self.leads, self.conversations, self.clock, self.ids)
        return change(
            principal,
            lead_id,
            "chat.taken_over",
            lambda chat, bot, now: take_over(chat, principal.user, now, back_after=bot.back_after),
        )
