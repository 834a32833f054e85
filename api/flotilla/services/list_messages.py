"""List the messages of a lead's chat."""

from dataclasses import dataclass

from flotilla.domain.ids import LeadId
from flotilla.domain.messages import Message
from flotilla.domain.page import Page
from flotilla.domain.people import Power, Principal
from flotilla.ports.repositories import ConversationRepository, ShownLeads
from flotilla.services.list_leads import check_limit
from flotilla.services.show_lead import visible_lead


@dataclass(frozen=True, slots=True)
class ListMessages:
    """Reads a chat, oldest message first or backwards."""

    leads: ShownLeads
    conversations: ConversationRepository

    def __call__(
        self,
        principal: Principal,
        lead_id: LeadId,
        limit: int = 50,
        cursor: str | None = None,
        *,
        newest_first: bool = False,
    ) -> Page[Message]:
        """One page. Raise NotFoundError, and InvalidInputError for a bad limit or cursor."""
        principal.require(Power.MESSAGES_READ)
        lead = visible_lead(self.leads, principal, lead_id)
        return self.conversations.list_messages(
            principal.tenant,
            lead.bot,
            lead.chat,
            limit=check_limit(limit),
            cursor=cursor,
            newest_first=newest_first,
        )
