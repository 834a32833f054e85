"""Show what a person who takes a chat over has to know."""

from dataclasses import dataclass

from flotilla.domain.brief import Brief, brief_of
from flotilla.domain.errors import NotFoundError
from flotilla.domain.handover import as_of
from flotilla.domain.ids import LeadId
from flotilla.domain.people import Power, Principal
from flotilla.ports.clock import Clock
from flotilla.ports.repositories import BotRepository, ConversationRepository, ShownLeads, TenantRepository
from flotilla.services.show_lead import visible_lead

LOOKED_AT = 40


@dataclass(frozen=True, slots=True)
class ShowBrief:
    """Makes a lead's brief of what is stored. No model is asked: the brief is there when the model is not."""

    tenants: TenantRepository
    bots: BotRepository
    leads: ShownLeads
    conversations: ConversationRepository
    clock: Clock

    def __call__(self, principal: Principal, lead_id: LeadId, language: str | None = None) -> Brief:
        """The brief, in the workspace's language unless another is asked for. Raise NotFoundError."""
        principal.require(Power.LEADS_READ)
        principal.require(Power.MESSAGES_READ)
        lead = visible_lead(self.leads, principal, lead_id)
        bot = self.bots.get(lead.tenant, lead.bot)
        chat = self.conversations.find_chat(lead.tenant, lead.bot, lead.chat)
        if chat is None:
            raise NotFoundError("There is no such lead.")
        messages = self.conversations.recent_messages(lead.tenant, lead.bot, lead.chat, limit=LOOKED_AT)
        now = self.clock.now()
        spoken = language or self.tenants.get(lead.tenant).language[:2]
        return brief_of(bot, lead, as_of(chat, now), messages, spoken, now)
