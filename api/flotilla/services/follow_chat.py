"""Follow a chat that somebody has open: WhatsApp tells who types there only to those who ask for it."""

from dataclasses import dataclass

from flotilla.domain.ids import ConnectionId, LeadId
from flotilla.domain.people import Power
from flotilla.ports.realtime import ConnectionRepository, Doorbell
from flotilla.ports.repositories import ShownLeads
from flotilla.services.show_lead import visible_lead
from flotilla.services.socket_person import person_at


@dataclass(frozen=True, slots=True)
class FollowChat:
    """Asks the bot's holder to follow the chat for some minutes; a page that still shows it asks again."""

    connections: ConnectionRepository
    leads: ShownLeads
    doorbell: Doorbell

    def __call__(self, connection_id: ConnectionId, lead_id: LeadId) -> None:
        """Best effort. Raise UnauthenticatedError for a socket that is nobody's, ForbiddenError, NotFoundError."""
        person = person_at(self.connections, connection_id)
        person.require(Power.MESSAGES_READ)
        lead = visible_lead(self.leads, person, lead_id)
        self.doorbell.tell(lead.tenant, lead.bot, {"follow": {"bot": lead.bot, "chat": lead.chat, "lead": lead.id}})
