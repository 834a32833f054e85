"""What passes by: leases, tickets, sockets and the event log. `expires_at` is DynamoDB's time to live."""

import json
from datetime import datetime, timedelta
from typing import Any

from flotilla.adapters.dynamodb import keys
from flotilla.adapters.dynamodb.codecs.health import read_health, write_health
from flotilla.adapters.dynamodb.values import Item, read_time, read_time_or_none, write_time
from flotilla.domain.events import Event
from flotilla.domain.ids import BotId, ConnectionId, RunnerId, TenantId, UserId
from flotilla.domain.leases import Lease
from flotilla.domain.people import Role
from flotilla.domain.views import iso
from flotilla.ports.realtime import Connection, Ticket

SOCKET_LIFETIME = timedelta(hours=2)
EVENT_LIFETIME = timedelta(hours=48)


def write_lease(lease: Lease) -> Item:
    """The lease's item."""
    return {
        **keys.lease(lease.bot)._asdict(),
        "kind": "lease",
        "v": 1,
        "tenant": lease.tenant,
        "holder": lease.holder,
        "fence": lease.fence,
        "counter": lease.counter,
        "connection": lease.connection,
        "proven_at": write_time(lease.proven_at),
        "health": write_health(lease.health),
    }


def read_lease(item: Item) -> Lease:
    """The lease in an item."""
    return Lease(
        tenant=TenantId(item["tenant"]),
        bot=BotId(item["sk"]),
        holder=RunnerId(item["holder"]) if "holder" in item else None,
        fence=item["fence"],
        counter=item["counter"],
        connection=ConnectionId(item["connection"]) if "connection" in item else None,
        proven_at=read_time_or_none(item.get("proven_at")),
        health=read_health(item.get("health")),
    )


def write_ticket(ticket: Ticket) -> Item:
    """The ticket's item, without its secret."""
    return {
        **keys.ticket(ticket.secret)._asdict(),
        "kind": "ticket",
        "v": 1,
        "expires": write_time(ticket.expires_at),
        "expires_at": epoch(ticket.expires_at),
        "tenant": ticket.tenant,
        "user": ticket.user,
        "role": ticket.role.value if ticket.role is not None else None,
        "runner": ticket.runner,
    }


def read_ticket(item: Item, secret: str) -> Ticket:
    """The ticket in an item that was found by its secret."""
    return Ticket(secret=secret, expires_at=read_time(item["expires"]), **_read_who(item))


def write_connection(connection: Connection) -> Item:
    """The socket's item; only those of a tenant's people are found by tenant."""
    tenant = connection.tenant
    return {
        **keys.connection(connection.id)._asdict(),
        "kind": "connection",
        "v": 1,
        "gsi1pk": keys.connections_of(tenant) if tenant is not None else None,
        "gsi1sk": connection.id if tenant is not None else None,
        "expires_at": epoch(connection.opened_at + SOCKET_LIFETIME),
        "opened_at": write_time(connection.opened_at),
        "tenant": tenant,
        "user": connection.user,
        "role": connection.role.value if connection.role is not None else None,
        "runner": connection.runner,
        "greeted": connection.greeted,
    }


def read_connection(item: Item) -> Connection:
    """The socket in an item."""
    return Connection(
        id=ConnectionId(keys.id_of(item["pk"])),
        opened_at=read_time(item["opened_at"]),
        greeted=item.get("greeted", False),
        **_read_who(item),
    )


def _read_who(item: Item) -> dict[str, Any]:
    return {
        "tenant": TenantId(item["tenant"]) if "tenant" in item else None,
        "user": UserId(item["user"]) if "user" in item else None,
        "role": Role(item["role"]) if "role" in item else None,
        "runner": RunnerId(item["runner"]) if "runner" in item else None,
    }


def write_event(tenant: TenantId, event: Event, now: datetime) -> Item:
    """The event's entry in the log. The envelope is kept as text: nobody queries inside it."""
    return {
        **keys.event(tenant, iso(event.time), event.id)._asdict(),
        "kind": "event",
        "v": 1,
        "envelope": json.dumps(event.envelope(), separators=(",", ":")),
        "expires_at": epoch(now + EVENT_LIFETIME),
    }


def read_event(item: Item) -> dict[str, Any]:
    """The envelope in an entry."""
    envelope: dict[str, Any] = json.loads(item["envelope"])
    return envelope


def epoch(moment: datetime) -> int:
    """Whole seconds since 1970, as time to live wants them."""
    return int(moment.timestamp())
