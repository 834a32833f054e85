"""Tickets, open sockets and the event log in DynamoDB. Time to live deletes late, so reads check the time."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from itertools import islice
from typing import Any

from pynamodb.expressions.operand import Path

from flotilla.adapters.dynamodb import keys
from flotilla.adapters.dynamodb.codecs.runtime import (
    EVENT_LIFETIME,
    SOCKET_LIFETIME,
    read_connection,
    read_event,
    read_ticket,
    write_connection,
    write_event,
    write_ticket,
)
from flotilla.adapters.dynamodb.database import Database
from flotilla.adapters.dynamodb.failures import ConditionFailedError
from flotilla.domain.events import Event
from flotilla.domain.ids import ConnectionId, TenantId
from flotilla.domain.views import iso
from flotilla.ports.clock import Clock
from flotilla.ports.realtime import Connection, Ticket


class DynamoTickets:
    """Implements TicketRepository."""

    def __init__(self, database: Database) -> None:
        self._table = database.runtime

    def add(self, ticket: Ticket) -> None:
        """See the port."""
        self._table.put(write_ticket(ticket))

    def redeem(self, secret: str, now: datetime) -> Ticket | None:
        """See the port. Deleting tells who was first."""
        item = self._table.delete(keys.ticket(secret))
        ticket = read_ticket(item, secret) if item is not None else None
        return ticket if ticket is not None and now < ticket.expires_at else None


class DynamoConnections:
    """Implements ConnectionRepository."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._table = database.runtime
        self._clock = clock

    def add(self, connection: Connection) -> None:
        """See the port."""
        self._table.put(write_connection(connection))

    def find(self, connection: ConnectionId) -> Connection | None:
        """See the port."""
        item = self._table.get(keys.connection(connection))
        found = read_connection(item) if item is not None else None
        return found if found is not None and self._is_open(found) else None

    def mark_greeted(self, connection: ConnectionId) -> None:
        """See the port."""
        with suppress(ConditionFailedError):
            self._table.update(keys.connection(connection), [Path("greeted").set(True)], Path("pk").exists())

    def remove(self, connection: ConnectionId) -> None:
        """See the port."""
        self._table.delete(keys.connection(connection))

    def of_tenant(self, tenant: TenantId) -> tuple[Connection, ...]:
        """See the port."""
        found = map(read_connection, self._table.query(keys.connections_of(tenant), index="gsi1"))
        return tuple(connection for connection in found if self._is_open(connection))

    def _is_open(self, connection: Connection) -> bool:
        return self._clock.now() < connection.opened_at + SOCKET_LIFETIME


class DynamoEventLog:
    """Implements EventLog."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._table = database.runtime
        self._clock = clock

    def append(self, tenant: TenantId, events: Sequence[Event]) -> None:
        """See the port. The key holds the event's id: what comes again overwrites itself."""
        now = self._clock.now()
        # A batch may name each key once only.
        entries = {event.id: write_event(tenant, event, now) for event in events}
        self._table.put_all(tuple(entries.values()))

    def since(self, tenant: TenantId, moment: datetime, *, limit: int = 500) -> tuple[dict[str, Any], ...]:
        """See the port."""
        first = max(moment, self._clock.now() - EVENT_LIFETIME)
        found = self._table.query(
            keys.event(tenant, "", "").pk, sort=Path("sk") >= iso(first), page_size=limit, consistent=True
        )
        return tuple(map(read_event, islice(found, limit)))
