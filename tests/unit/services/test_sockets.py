"""Sockets: tickets, the greeting, and what is relayed to whom."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from flotilla.adapters.memory.realtime import MemorySockets
from flotilla.domain.errors import UnauthenticatedError, UnavailableError
from flotilla.domain.ids import ConnectionId, RunnerId, UserId
from flotilla.domain.people import Role
from flotilla.ports.realtime import Ticket
from flotilla.services import greet_connection
from flotilla.services.issue_ticket import TICKET_LIFETIME
from flotilla.services.relay_changes import RelayChanges
from tests.unit.services.world import OTHER_TENANT, TENANT, World, principal


def connect(world: World, name: str, role: Role = Role.ADMIN, user: str = "U1", **of: Any) -> ConnectionId:
    who = principal(role, user, **of)
    if world.core.members.find(who.tenant, who.user) is None:
        world.join(user, role, who.tenant)
    ticket = world.core.issue_ticket(who)
    connection = ConnectionId(name)
    world.core.open_connection(ticket.secret, connection)
    world.core.admit_connection(connection, world.core.clock.now())
    return connection


def relay(world: World) -> None:
    """Relay the changes that no earlier call relayed; the store numbers them, so none is taken out."""
    changes = world.core.store.changes
    world.core.relay_changes(changes[world.relayed :])
    world.relayed = len(changes)


def types(world: World, connection: ConnectionId) -> list[str]:
    return [event["type"] for frame in world.core.sockets.frames[connection] for event in frame["events"]]


def test_a_ticket_opens_one_socket_within_a_minute() -> None:
    world = World()
    ticket = world.core.issue_ticket(principal())
    world.core.open_connection(ticket.secret, ConnectionId("C1"))
    late = world.core.issue_ticket(principal())
    world.core.clock.advance(TICKET_LIFETIME)
    for secret in (ticket.secret, late.secret, "forged", ""):
        with pytest.raises(UnauthenticatedError):
            world.core.open_connection(secret, ConnectionId("C2"))


def test_the_greeting_begins_with_a_snapshot_and_repeats_what_was_missed() -> None:
    world = World()
    world.receive("M0", "long ago")
    relay(world)
    world.core.clock.advance(seconds=60)
    since = world.core.clock.now()
    world.receive("M1", "Hello")
    relay(world)
    page = connect(world, "C1")
    snapshot, *missed = world.core.greet_connection(page, since)
    assert snapshot["type"] == "snapshot"
    assert [bot["id"] for bot in snapshot["data"]["bots"]] == ["B1"]
    assert "session" in snapshot["data"]["bots"][0]
    assert snapshot["data"]["counters"]["leads_by_status"]["capturing"] == 1
    received = [event["data"]["message"]["id"] for event in missed if event["type"] == "message.received"]
    assert received == ["M1"]
    assert [event["type"] for event in world.core.greet_connection(page)] == ["snapshot"]
    overlapping = world.core.greet_connection(page, since + timedelta(seconds=9))
    assert len(overlapping) == len(missed) + 1


def test_a_page_that_missed_too_much_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World()
    page = connect(world, "C1")
    since = world.core.clock.now()
    assert world.core.greet_connection(page, since)[0]["data"]["missed_too_much"] is False
    monkeypatch.setattr(greet_connection, "MAX_MISSED", 2)
    world.receive("M1", "Hello")
    relay(world)
    snapshot, *missed = world.core.greet_connection(page, since)
    assert snapshot["data"]["missed_too_much"] is True
    assert len(missed) == 2


def test_a_runner_is_told_the_id_of_its_socket() -> None:
    world = World()
    expires = world.core.clock.now() + timedelta(seconds=60)
    world.core.tickets.add(Ticket("secret", expires, runner=RunnerId("R1")))
    world.core.open_connection("secret", ConnectionId("C1"))
    [greeting] = world.core.greet_connection(ConnectionId("C1"))
    assert (greeting["type"], greeting["data"]) == ("connected", {"connection": "C1"})


def test_an_unknown_or_closed_socket_is_not_greeted() -> None:
    world = World()
    page = connect(world, "C1")
    world.core.close_connection(page)
    with pytest.raises(UnauthenticatedError):
        world.core.greet_connection(page)


def test_changes_reach_bus_log_and_the_tenant_s_pages_in_one_frame() -> None:
    world = World()
    page = connect(world, "C1")
    stranger = connect(world, "C2", tenant=OTHER_TENANT)
    relay(world)
    world.core.event_bus.events.clear()
    world.core.sockets.frames.clear()
    world.receive("M1", "Hello")
    relay(world)
    assert len(world.core.sockets.frames[page]) == 1
    assert {"lead.created", "message.received", "chat.turn"} <= set(types(world, page))
    assert types(world, stranger) == []
    published = [event.type for event in world.core.event_bus.events]
    assert sorted(published) == sorted(types(world, page))


def test_a_vendor_hears_of_bots_nothing_and_of_others_leads_only_that_they_are_taken() -> None:
    world = World()
    vendor = connect(world, "V", Role.VENDOR, "V1")
    admin = connect(world, "A")
    relay(world)
    world.core.sockets.frames.clear()
    world.receive("M1", "Hello")
    world.core.update_bot(principal(), world.chat().bot, {"name": "New"})
    relay(world)
    assert "message.received" in types(world, vendor)
    assert "bot.updated" in types(world, admin)
    assert "bot.updated" not in types(world, vendor)
    world.core.sockets.frames.clear()
    world.core.leads.save(TENANT, replace(world.lead(), assigned_to=UserId("V2")))
    world.receive("M2", "secret words")
    relay(world)
    assert types(world, vendor) == ["lead.assigned"]
    [frame] = world.core.sockets.frames[vendor]
    assert frame["events"][0]["data"] == {
        "lead": {"id": world.lead().id, "bot_id": "B1", "assigned_to": "V2"},
    }
    assert "message.received" in types(world, admin)


def test_the_bus_comes_first_and_its_failure_keeps_the_batch() -> None:
    world = World()
    page = connect(world, "C1")

    class BrokenBus:
        def publish(self, events: Any) -> None:
            raise UnavailableError("The bus does not answer.")

    whole = world.core.relay_changes
    broken = RelayChanges(BrokenBus(), whole.event_log, whole.connections, whole.sockets, whole.leads, whole.clock)
    world.receive("M1", "Hello")
    with pytest.raises(UnavailableError):
        broken(world.core.store.changes)
    assert types(world, page) == []


def test_a_dead_or_broken_socket_does_not_keep_the_others_waiting() -> None:
    world = World()
    dead, broken, fine = (connect(world, name) for name in ("dead", "broken", "fine"))
    world.core.sockets.close(dead)

    class Sockets(MemorySockets):
        def send(self, connection: ConnectionId, frame: dict[str, Any]) -> bool:
            if connection == broken:
                raise UnavailableError("No route.")
            return world.core.sockets.send(connection, frame)

    whole = world.core.relay_changes
    service = RelayChanges(whole.event_bus, whole.event_log, whole.connections, Sockets(), whole.leads, whole.clock)
    world.core.clock.advance(seconds=60)
    world.receive("M1", "Hello")
    service(world.core.store.changes)
    assert "message.received" in types(world, fine)
    assert world.core.connections.find(dead) is None
    assert world.core.connections.find(broken) is not None


def open_only(world: World) -> ConnectionId:
    """A socket that has not said hello."""
    ticket = world.core.issue_ticket(principal(Role.ADMIN, "U1"))
    return world.core.open_connection(ticket.secret, ConnectionId("page")).id


def test_the_snapshot_comes_before_what_happens_meanwhile() -> None:
    world = World()
    page = open_only(world)
    began = world.core.clock.now()
    world.receive("M1", "Hello")
    world.core.relay_changes(world.core.store.changes)
    assert types(world, page) == []
    assert world.core.greet_connection(page)[0]["type"] == "snapshot"
    assert "message.received" in [event["type"] for event in world.core.admit_connection(page, began)]


def test_a_socket_that_never_says_hello_hears_what_happens_all_the_same() -> None:
    world = World()
    page = open_only(world)
    world.core.clock.advance(seconds=6)
    world.receive("M1", "Hello")
    world.core.relay_changes(world.core.store.changes)
    assert "message.received" in types(world, page)


def test_a_socket_that_is_just_opening_is_not_given_up() -> None:
    world = World()
    opening = connect(world, "opening")
    world.core.sockets.close(opening)
    world.receive("M1", "Hello")
    world.core.relay_changes(world.core.store.changes)
    assert world.core.connections.find(opening) is not None


def test_a_change_relayed_twice_has_the_same_event_ids() -> None:
    world = World()
    world.receive("M1", "Hello")
    changes = tuple(world.core.store.changes)
    world.core.relay_changes(changes)
    world.core.relay_changes(changes)
    logged = world.core.event_log.since(TENANT, world.core.clock.now() - timedelta(hours=1))
    assert len({event["id"] for event in logged}) == len(logged)
