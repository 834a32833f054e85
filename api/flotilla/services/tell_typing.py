"""Tell that somebody types: nothing of it is stored, and what nobody hears is lost."""

from collections.abc import Iterator
from dataclasses import dataclass

from flotilla.domain.events import Event
from flotilla.domain.ids import ConnectionId, LeadId
from flotilla.domain.leads import Lead
from flotilla.domain.people import Power
from flotilla.domain.presence import TypingState, typing_view
from flotilla.domain.views import View
from flotilla.domain.visibility import view_of_event
from flotilla.ports.clock import Clock, Ids
from flotilla.ports.realtime import Connection, ConnectionRepository, Doorbell, Sockets
from flotilla.ports.repositories import ShownLeads
from flotilla.services.deliver_frames import DeliverFrames
from flotilla.services.show_lead import visible_lead
from flotilla.services.socket_person import person_at


@dataclass(frozen=True, slots=True)
class TellPages:
    """Tells the pages of everybody who may see the chat."""

    connections: ConnectionRepository
    sockets: Sockets
    clock: Clock
    ids: Ids

    def __call__(self, lead: Lead, who: str, state: TypingState) -> None:
        """Best effort; the one who types is told nothing."""
        data = typing_view(lead.id, lead.chat, who, state)
        envelope = Event(self.ids.new(), "typing", self.clock.now(), lead.tenant, lead.bot, data).envelope()
        deliver = DeliverFrames(self.connections, self.sockets, self.clock)
        deliver([(one, {"events": [envelope]}) for one in self._onlookers(deliver, lead, who, envelope)])

    def _onlookers(self, deliver: DeliverFrames, lead: Lead, who: str, envelope: View) -> Iterator[Connection]:
        for one in self.connections.of_tenant(lead.tenant):
            if one.user is None or one.role is None or one.user == who or not deliver.hears(one):
                continue
            if view_of_event(envelope, one.role, one.user, lead.assigned_to) is not None:
                yield one


@dataclass(frozen=True, slots=True)
class TellTyping:
    """Shows the customer that somebody writes to them, and colleagues that somebody is at it already."""

    connections: ConnectionRepository
    leads: ShownLeads
    doorbell: Doorbell
    sockets: Sockets
    clock: Clock
    ids: Ids

    def __call__(self, connection_id: ConnectionId, lead_id: LeadId) -> None:
        """Raise UnauthenticatedError for a socket that is nobody's, ForbiddenError, NotFoundError."""
        person = person_at(self.connections, connection_id)
        person.require(Power.MESSAGES_SEND)
        lead = visible_lead(self.leads, person, lead_id)
        self.doorbell.tell(lead.tenant, lead.bot, {"typing": {"bot": lead.bot, "chat": lead.chat}})
        tell = TellPages(self.connections, self.sockets, self.clock, self.ids)
        tell(lead, person.user, TypingState.COMPOSING)
