"""Close the sockets of a person in a workspace."""

from dataclasses import dataclass

from flotilla.domain.ids import TenantId, UserId
from flotilla.ports.realtime import ConnectionRepository, Sockets


@dataclass(frozen=True, slots=True)
class HangUp:
    """Shared by the use cases that end somebody's access."""

    connections: ConnectionRepository
    sockets: Sockets

    def __call__(self, tenant: TenantId, user: UserId | None, reason: str) -> None:
        """Close them all; of everybody in the workspace if no user is given.

        Forgotten first: nothing is sent to a socket that is not known, even where it can't be closed.
        """
        for connection in self.connections.of_tenant(tenant):
            if user in (None, connection.user):
                self.connections.remove(connection.id)
                self.sockets.close(connection.id, reason)
