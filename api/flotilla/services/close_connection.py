"""Forget a closed socket."""

from dataclasses import dataclass

from flotilla.domain.ids import ConnectionId
from flotilla.ports.realtime import ConnectionRepository


@dataclass(frozen=True, slots=True)
class CloseConnection:
    """Removes the record of a socket."""

    connections: ConnectionRepository

    def __call__(self, connection_id: ConnectionId) -> None:
        """A no-op for a socket that is not known."""
        self.connections.remove(connection_id)
