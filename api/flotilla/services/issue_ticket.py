"""Issue a ticket for a socket."""

from dataclasses import dataclass
from datetime import timedelta

from flotilla.domain.people import Principal
from flotilla.ports.clock import Clock, Ids
from flotilla.ports.realtime import Ticket, TicketRepository

TICKET_LIFETIME = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class IssueTicket:
    """Makes a single-use permission to open a socket; any signed-in person may have one."""

    tickets: TicketRepository
    clock: Clock
    ids: Ids

    def __call__(self, principal: Principal) -> Ticket:
        """A ticket of 60 seconds, for the person's tenant and role."""
        expires_at = self.clock.now() + TICKET_LIFETIME
        ticket = Ticket(self.ids.secret(), expires_at, principal.tenant, principal.user, principal.role)
        self.tickets.add(ticket)
        return ticket
