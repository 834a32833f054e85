"""Change who answers a lead's chat: what the use cases of that have in common."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flotilla.domain.audit import Subject
from flotilla.domain.bots import Bot
from flotilla.domain.chats import Chat
from flotilla.domain.errors import NotFoundError
from flotilla.domain.handover import as_of
from flotilla.domain.ids import LeadId
from flotilla.domain.leads import Lead
from flotilla.domain.people import Power, Principal
from flotilla.ports.clock import Clock, Ids
from flotilla.ports.repositories import BotRepository, ConversationChange, ConversationRepository, ShownLeads
from flotilla.services.audited import audited
from flotilla.services.retry import until_no_conflict
from flotilla.services.show_lead import LeadWithChat, visible_lead

Step = Callable[[Chat, Bot, datetime], Chat]


@dataclass(frozen=True, slots=True)
class ChangeChat:
    """Reads the chat as it is now, changes it, and saves it with its entry in the audit log."""

    bots: BotRepository
    leads: ShownLeads
    conversations: ConversationRepository
    clock: Clock
    ids: Ids

    def __call__(self, principal: Principal, lead_id: LeadId, action: str, step: Step) -> LeadWithChat:
        """Both after the step, which is not saved if it changes nothing. Raise NotFoundError."""
        principal.require(Power.LEADS_WRITE)
        lead = visible_lead(self.leads, principal, lead_id)
        return LeadWithChat(lead, until_no_conflict(lambda: self._save(principal, lead, action, step)))

    def _save(self, principal: Principal, lead: Lead, action: str, step: Step) -> Chat:
        stored = self.conversations.find_chat(principal.tenant, lead.bot, lead.chat)
        if stored is None:
            raise NotFoundError("There is no such lead.")
        now = self.clock.now()
        chat = as_of(stored, now)
        changed = step(chat, self.bots.get(principal.tenant, lead.bot), now)
        if changed == chat:
            return chat
        subject = Subject("lead", lead.id, lead.push_name)
        entry = audited(self.ids, principal, now, action, subject, _told(chat), _told(changed))
        return self.conversations.commit(principal.tenant, ConversationChange(changed, audit=entry))


def _told(chat: Chat) -> dict[str, Any]:
    return {"mode": chat.mode.value, "by": chat.human_by, "paused_by": chat.paused_by}
