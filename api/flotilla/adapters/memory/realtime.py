"""Sockets, tickets, event log, bus and doorbell in memory."""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from flotilla.domain.errors import UnavailableError
from flotilla.domain.events import Event
from flotilla.domain.ids import BotId, ConnectionId, TenantId
from flotilla.ports.clock import Clock
from flotilla.ports.realtime import Connection, Ticket

SOCKET_LIFETIME = timedelta(hours=2)
EVENT_LIFETIME = timedelta(hours=48)


class MemoryTickets:
    """Implements TicketRepository."""

    def __init__(self) -> None:
        self._tickets: dict[str, Ticket] = {}

    def add(self, ticket: Ticket) -> None:
        """See the port."""
        self._tickets[ticket.secret] = ticket

    def redeem(self, secret: str, now: datetime) -> Ticket | None:
        """See the port."""
        ticket = self._tickets.pop(secret, None)
        return ticket if ticket is not None and now < ticket.expires_at else None


class MemoryConnections:
    """Implements ConnectionRepository."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._connections: dict[ConnectionId, Connection] = {}

    def add(self, connection: Connection) -> None:
        """See the port."""
        self._connections[connection.id] = connection

    def find(self, connection: ConnectionId) -> Connection | None:
        """See the port."""
        found = self._connections.get(connection)
        return found if found is not None and self._is_open(found) else None

    def mark_greeted(self, connection: ConnectionId) -> None:
        """See the port."""
        if connection in self._connections:
            self._connections[connection] = replace(self._connections[connection], greeted=True)

    def remove(self, connection: ConnectionId) -> None:
        """See the port."""
        self._connections.pop(connection, None)

    def of_tenant(self, tenant: TenantId) -> tuple[Connection, ...]:
        """See the port."""
        found = tuple(self._connections.values())
        return tuple(one for one in found if one.tenant == tenant and self._is_open(one))

    def _is_open(self, connection: Connection) -> bool:
        return self._clock.now() < connection.opened_at + SOCKET_LIFETIME


class MemorySockets:
    """Implements Sockets; `frames` is what each socket got, `closed` why each was closed."""

    def __init__(self) -> None:
        self.frames: dict[ConnectionId, list[dict[str, Any]]] = defaultdict(list)
        self.closed: dict[ConnectionId, str] = {}

    def send(self, connection: ConnectionId, frame: dict[str, Any]) -> bool:
        """See the port."""
        if connection in self.closed:
            return False
        self.frames[connection].append(json.loads(json.dumps(frame)))
        return True

    def close(self, connection: ConnectionId, reason: str = "gone") -> None:
        """See the port. Without a reason: the other side is gone."""
        self.closed.setdefault(connection, reason)


class MemoryEventLog:
    """Implements EventLog."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._events: dict[TenantId, dict[str, Event]] = defaultdict(dict)

    def append(self, tenant: TenantId, events: Sequence[Event]) -> None:
        """See the port."""
        for event in events:
            self._events[tenant].setdefault(event.id, event)

    def since(self, tenant: TenantId, moment: datetime, *, limit: int = 500) -> tuple[dict[str, Any], ...]:
        """See the port."""
        first = max(moment, self._clock.now() - EVENT_LIFETIME)
        known = [event for event in self._events[tenant].values() if event.time >= first]
        ordered = sorted(known, key=lambda event: (event.time, event.id))
        return tuple(event.envelope() for event in ordered[:limit])


class MemoryEventBus:
    """Implements EventBus; `failing` makes it refuse."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.failing = False

    def publish(self, events: Sequence[Event]) -> None:
        """See the port."""
        if self.failing:
            raise UnavailableError("The event bus does not take anything now.")
        self.events.extend(events)


class MemoryDoorbell:
    """Implements Doorbell; `rings` is who was rung for, `told` what was said beside."""

    def __init__(self) -> None:
        self.rings: list[tuple[TenantId, BotId]] = []
        self.told: list[tuple[TenantId, BotId, dict[str, Any]]] = []

    def ring(self, tenant: TenantId, bot: BotId) -> None:
        """See the port."""
        self.rings.append((tenant, bot))

    def tell(self, tenant: TenantId, bot: BotId, frame: dict[str, Any]) -> None:
        """See the port."""
        self.told.append((tenant, bot, frame))
