from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta

from flotilla.adapters.memory.clock import SequentialIds
from flotilla.domain.events import Event
from flotilla.domain.ids import ConnectionId, RunnerId, TenantId, UserId
from flotilla.domain.people import Role
from flotilla.ports.realtime import Connection, Ticket
from tests.contract.adapters.installations import Ports
from tests.contract.adapters.samples import NOBODY, NOW, World

MINUTE = timedelta(minutes=1)


def test_a_ticket_is_redeemed_once(ports: Ports, fresh: SequentialIds) -> None:
    ticket = Ticket(fresh.secret(), NOW + MINUTE, TenantId("t"), UserId("u"), Role.VENDOR)
    ports.tickets.add(ticket)
    with ThreadPoolExecutor(8) as pool:
        redeemed = list(pool.map(lambda _: ports.tickets.redeem(ticket.secret, NOW), range(8)))
    assert [one for one in redeemed if one is not None] == [ticket]
    assert ports.tickets.redeem("no such secret", NOW) is None


def test_a_ticket_expires(ports: Ports, fresh: SequentialIds) -> None:
    ticket = Ticket(fresh.secret(), NOW + MINUTE, runner=RunnerId("runner-1"))
    ports.tickets.add(ticket)
    assert ports.tickets.redeem(ticket.secret, NOW + MINUTE) is None
    assert ports.tickets.redeem(ticket.secret, NOW) is None


def test_sockets_are_found_by_id_and_by_tenant(ports: Ports, fresh: SequentialIds) -> None:
    tenant = TenantId(fresh.new())
    mine = Connection(ConnectionId(fresh.new()), NOW, tenant, UserId("u"), Role.ADMIN)
    others = Connection(ConnectionId(fresh.new()), NOW, TenantId(fresh.new()), UserId("u"), Role.ADMIN)
    runners = Connection(ConnectionId(fresh.new()), NOW, runner=RunnerId("runner-1"))
    for connection in (mine, others, runners):
        ports.connections.add(connection)
        assert ports.connections.find(connection.id) == connection
    assert ports.connections.of_tenant(tenant) == (mine,)
    ports.connections.mark_greeted(mine.id)
    assert ports.connections.of_tenant(tenant) == (replace(mine, greeted=True),)
    ports.connections.mark_greeted(ConnectionId("never-opened"))
    assert ports.connections.find(ConnectionId("never-opened")) is None
    ports.connections.remove(mine.id)
    ports.connections.remove(mine.id)
    assert ports.connections.find(mine.id) is None
    assert ports.connections.of_tenant(tenant) == ()


def test_a_socket_is_forgotten_after_two_hours(ports: Ports, fresh: SequentialIds) -> None:
    tenant = TenantId(fresh.new())
    connection = Connection(ConnectionId(fresh.new()), ports.clock.now(), tenant, UserId("u"), Role.ADMIN)
    ports.connections.add(connection)
    ports.clock.advance(timedelta(hours=2) - MINUTE)
    assert ports.connections.of_tenant(tenant) == (connection,)
    ports.clock.advance(MINUTE)
    assert ports.connections.of_tenant(tenant) == ()
    assert ports.connections.find(connection.id) is None


def _event(tenant: TenantId, number: int, time: datetime) -> Event:
    return Event(f"change-{number:03d}.0", "lead.updated", time, tenant, None, {"n": number, "text": "olá"})


def test_the_log_gives_what_happened_since_oldest_first(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    start = ports.clock.now()
    events = [_event(world.tenant, n, start + timedelta(seconds=n // 10)) for n in range(60)]
    ports.event_log.append(world.tenant, events[30:])
    ports.event_log.append(world.tenant, events[:40])
    envelopes = tuple(event.envelope() for event in events)
    assert ports.event_log.since(world.tenant, start) == envelopes
    assert ports.event_log.since(world.tenant, start + timedelta(seconds=3)) == envelopes[30:]
    assert ports.event_log.since(world.tenant, start, limit=7) == envelopes[:7]
    assert ports.event_log.since(NOBODY, start) == ()


def test_the_log_forgets_after_two_days(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    start = ports.clock.now()
    old, new = _event(world.tenant, 1, start), _event(world.tenant, 2, start + timedelta(hours=1))
    ports.event_log.append(world.tenant, [old, new, new])
    ports.clock.advance(timedelta(hours=48, minutes=30))
    assert ports.event_log.since(world.tenant, start) == (new.envelope(),)
    ports.event_log.append(world.tenant, [])
