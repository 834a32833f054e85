"""Who is at the other end of a socket."""

from flotilla.domain.errors import UnauthenticatedError
from flotilla.domain.ids import ConnectionId, RunnerId
from flotilla.domain.people import Principal
from flotilla.ports.realtime import ConnectionRepository


def person_at(connections: ConnectionRepository, connection_id: ConnectionId) -> Principal:
    """The person, without the name and address that a socket does not carry. Raise UnauthenticatedError for nobody.

    Sockets are closed when a role changes: the one that it opened with still holds.
    """
    connection = connections.find(connection_id)
    if connection is None or connection.tenant is None or connection.user is None or connection.role is None:
        raise UnauthenticatedError("This connection is not known. Open a new one.")
    return Principal(connection.tenant, connection.user, "", "", connection.role)


def runner_at(connections: ConnectionRepository, connection_id: ConnectionId) -> RunnerId:
    """The runner. Raise UnauthenticatedError if it is none."""
    connection = connections.find(connection_id)
    if connection is None or connection.runner is None:
        raise UnauthenticatedError("This connection is no runner's.")
    return connection.runner
