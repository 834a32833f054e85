"""Open a socket with a ticket."""

from dataclasses import dataclass

from flotilla.domain.errors import UnauthenticatedError
from flotilla.domain.ids import ConnectionId
from flotilla.ports.clock import Clock
from flotilla.ports.realtime import Connection, ConnectionRepository, TicketRepository


@dataclass(frozen=True, slots=True)
class OpenConnection:
    """Redeems the ticket and remembers the socket."""

    tickets: TicketRepository
    connections: ConnectionRepository
    clock: Clock

    def __call__(self, ticket_secret: str, connection_id: ConnectionId) -> Connection:
        """The socket. Raise UnauthenticatedError for a ticket that never was, was used, or has expired."""
        now = self.clock.now()
        ticket = self.tickets.redeem(ticket_secret, now) if ticket_secret else None
        if ticket is None:
            raise UnauthenticatedError("The ticket is not valid any more. Ask for a new one.", code="bad_ticket")
        connection = Connection(connection_id, now, ticket.tenant, ticket.user, ticket.role, ticket.runner)
        self.connections.add(connection)
        return connection
