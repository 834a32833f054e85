"""Notes: what people of the business write to each other about a lead. The customer never sees them."""

from dataclasses import dataclass
from datetime import datetime

from flotilla.domain.ids import BotId, ChatId, LeadId, NoteId, TenantId, UserId


@dataclass(frozen=True, slots=True)
class Note:
    """One note. `name` is the author's, as it was when they wrote it."""

    id: NoteId
    tenant: TenantId
    bot: BotId
    chat: ChatId
    lead: LeadId
    author: UserId
    name: str
    text: str
    at: datetime
