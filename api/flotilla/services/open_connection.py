"""Open a socket with a ticket."""

from dataclasses import dataclass

from flotilla.domain.errors import NotFoundError, UnauthenticatedError
from flotilla.domain.ids import ConnectionId, TenantId, UserId
from flotilla.domain.people import Role
from flotilla.domain.policy import Policy
from flotilla.ports.clock import Clock
from flotilla.ports.realtime import Connection, ConnectionRepository, Sockets, TicketRepository
from flotilla.ports.repositories import MemberRepository, TenantRepository, UserRepository
from flotilla.services.standing import Standing

TOO_MANY = "too_many_sockets"


@dataclass(frozen=True, slots=True)
class OpenConnection:
    """Redeems the ticket and remembers the socket; of a person's too many, the oldest are closed."""

    tickets: TicketRepository
    connections: ConnectionRepository
    sockets: Sockets
    users: UserRepository
    members: MemberRepository
    tenants: TenantRepository
    clock: Clock
    policy: Policy

    def __call__(self, ticket_secret: str, connection_id: ConnectionId) -> Connection:
        """The socket, with the role that the person has by now.

        Raise UnauthenticatedError for a ticket that never was, was used, or has expired, and for a person whose access
        has ended since it was issued.
        """
        now = self.clock.now()
        ticket = self.tickets.redeem(ticket_secret, now) if ticket_secret else None
        if ticket is None:
            raise UnauthenticatedError("The ticket is not valid any more. Ask for a new one.", code="bad_ticket")
        if ticket.tenant is None or ticket.user is None:
            connection = Connection(connection_id, now, runner=ticket.runner)
            self.connections.add(connection)
            return connection
        # Remembered before it is looked up whose it is: whoever ends in between is seen here, or hung up on later.
        self.connections.add(Connection(connection_id, now, ticket.tenant, ticket.user, ticket.role))
        role = self._role(ticket.tenant, ticket.user)
        if role is None:
            self.connections.remove(connection_id)
            raise UnauthenticatedError("Your access to this workspace has ended.", code="access_ended")
        connection = Connection(connection_id, now, ticket.tenant, ticket.user, role)
        if role is not ticket.role:
            self.connections.add(connection)
        self._close_oldest(connection, ticket.tenant)
        return connection

    def _role(self, tenant: TenantId, user: UserId) -> Role | None:
        member = Standing(self.members, self.tenants, self.policy).find(tenant, user)
        try:
            active = self.users.get(user).active
        except NotFoundError:
            return None
        return member.role if member is not None and active else None

    def _close_oldest(self, newest: Connection, tenant: TenantId) -> None:
        others = [
            one for one in self.connections.of_tenant(tenant) if one.user == newest.user and one.id != newest.id
        ]  # fmt: skip
        others.sort(key=lambda one: (one.opened_at, one.id))
        for one in others[: max(0, len(others) + 1 - self.policy.sockets_per_user)]:
            self.connections.remove(one.id)
            self.sockets.close(one.id, TOO_MANY)
