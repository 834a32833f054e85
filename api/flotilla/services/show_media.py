"""Show where a message's file can be downloaded for some minutes."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flotilla.domain.errors import NotFoundError
from flotilla.domain.ids import LeadId, MessageId
from flotilla.domain.media import SHOWN, Media
from flotilla.domain.people import Power, Principal
from flotilla.ports.clock import Clock
from flotilla.ports.files import Files
from flotilla.ports.repositories import ConversationRepository, ShownLeads
from flotilla.services.show_lead import visible_lead

LASTS = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class MediaAddress:
    """An address that anyone may use who knows it, until it expires."""

    media: Media
    url: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class ShowMedia:
    """Gives out addresses of files. They are secrets that expire, hence in no list and in no event."""

    leads: ShownLeads
    conversations: ConversationRepository
    files: Files
    clock: Clock

    def __call__(self, principal: Principal, lead_id: LeadId, message_id: MessageId) -> MediaAddress:
        """Raise NotFoundError where the person may not see the chat, or the message has no file (yet)."""
        principal.require(Power.MESSAGES_READ)
        lead = visible_lead(self.leads, principal, lead_id)
        message = self.conversations.find_message(principal.tenant, lead.bot, lead.chat, message_id)
        media = message.media if message is not None else None
        if media is None or media.name is None:
            raise NotFoundError("This message has no file.")
        filename = None if media.mime in SHOWN else media.filename or message_id
        url = self.files.download_url(principal.tenant, media.name, lasts=LASTS, filename=filename)
        return MediaAddress(media, url, self.clock.now() + LASTS)
