"""Live delivery: sockets of pages and runners, the event log they catch up from, and the bus."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from flotilla.domain.events import Event
from flotilla.domain.ids import BotId, ConnectionId, RunnerId, TenantId, UserId
from flotilla.domain.people import Role


@dataclass(frozen=True, slots=True)
class Ticket:
    """A single-use permission to open a socket, for a person or for a runner. `secret` is what the URL carries."""

    secret: str
    expires_at: datetime
    tenant: TenantId | None = None
    user: UserId | None = None
    role: Role | None = None
    runner: RunnerId | None = None


@dataclass(frozen=True, slots=True)
class Connection:
    """An open socket of a person (tenant, user, role) or of a runner. `greeted`: it has had its snapshot."""

    id: ConnectionId
    opened_at: datetime
    tenant: TenantId | None = None
    user: UserId | None = None
    role: Role | None = None
    runner: RunnerId | None = None
    greeted: bool = False


class TicketRepository(Protocol):
    """Tickets, redeemable once."""

    def add(self, ticket: Ticket) -> None:
        """Store it until it expires."""
        ...

    def redeem(self, secret: str, now: datetime) -> Ticket | None:
        """Take the ticket out; None if it never was, was used, or has expired."""
        ...


class ConnectionRepository(Protocol):
    """Open sockets."""

    def add(self, connection: Connection) -> None:
        """Remember an open socket (for at most WebSocket's 2 h limit)."""
        ...

    def find(self, connection: ConnectionId) -> Connection | None:
        """The socket, or None."""
        ...

    def mark_greeted(self, connection: ConnectionId) -> None:
        """Remember that it has had its snapshot; a no-op if it is not known (any more)."""
        ...

    def remove(self, connection: ConnectionId) -> None:
        """Forget it; a no-op if it is not known."""
        ...

    def of_tenant(self, tenant: TenantId) -> tuple[Connection, ...]:
        """The open sockets of a tenant's people."""
        ...


class Sockets(Protocol):
    """Sends to open sockets."""

    def send(self, connection: ConnectionId, frame: dict[str, Any]) -> bool:
        """Deliver a JSON frame; False if the socket is gone."""
        ...

    def close(self, connection: ConnectionId, reason: str) -> None:
        """Say `{"closing": {"reason": …}}` and hang up. Best effort: never raises for one that can't be reached."""
        ...


class EventLog(Protocol):
    """Events of the last 48 hours, per tenant, for clients that were away."""

    def append(self, tenant: TenantId, events: Sequence[Event]) -> None:
        """Store once per event id."""
        ...

    def since(self, tenant: TenantId, moment: datetime, *, limit: int = 500) -> tuple[dict[str, Any], ...]:
        """Envelopes of what happened from the moment on, oldest first."""
        ...


class EventBus(Protocol):
    """The bus that webhooks and analytics listen to."""

    def publish(self, events: Sequence[Event]) -> None:
        """Raise UnavailableError if any was not taken."""
        ...


class Doorbell(Protocol):
    """Speaks to the holder of a bot. May fail: what waits, the runner finds by itself every 2 s."""

    def ring(self, tenant: TenantId, bot: BotId) -> None:
        """Something waits for the bot. Best effort; never raises for a bell that isn't heard."""
        ...

    def tell(self, tenant: TenantId, bot: BotId, frame: dict[str, Any]) -> None:
        """Say what is stored nowhere. As best effort as a ring."""
        ...
