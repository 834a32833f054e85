"""Who types: told to whom it concerns, and to nobody else."""

from typing import Any

import pytest

from flotilla.domain.errors import ForbiddenError, NotFoundError, StaleHolderError, UnauthenticatedError
from flotilla.domain.ids import BotId, ConnectionId, LeadId, RunnerId, UserId
from flotilla.domain.people import Role
from flotilla.domain.presence import TypingState
from flotilla.ports.realtime import Ticket
from tests.unit.services.test_sockets import connect
from tests.unit.services.world import BOT, CHAT, OTHER_TENANT, TENANT, World, principal

RUNNER = RunnerId("runner-1")


@pytest.fixture
def world() -> World:
    made = World()
    made.receive("M1", "Hello")
    return made


def lead_of(world: World) -> LeadId:
    return world.lead().id


def runner(world: World, name: str = "R1", who: RunnerId = RUNNER) -> ConnectionId:
    world.core.tickets.add(Ticket(name, world.core.clock.now().replace(year=2099), runner=who))
    world.core.open_connection(name, ConnectionId(name))
    return ConnectionId(name)


def told(world: World, page: ConnectionId) -> list[Any]:
    return [
        event["data"]["typing"]
        for frame in world.core.sockets.frames[page]
        for event in frame.get("events", ())
        if event["type"] == "typing"
    ]


def test_an_open_chat_is_followed_by_the_bots_holder(world: World) -> None:
    page = connect(world, "C1", Role.VENDOR, "V1")
    world.core.follow_chat(page, lead_of(world))
    assert world.core.doorbell.told == [(TENANT, BOT, {"follow": {"bot": BOT, "chat": CHAT, "lead": lead_of(world)}})]


def test_somebody_who_writes_is_shown_to_the_customer_and_to_colleagues(world: World) -> None:
    mine, theirs = connect(world, "C1", Role.VENDOR, "V1"), connect(world, "C2", Role.VENDOR, "V2")
    world.core.tell_typing(mine, lead_of(world))
    assert world.core.doorbell.told == [(TENANT, BOT, {"typing": {"bot": BOT, "chat": CHAT}})]
    shown = {"lead_id": lead_of(world), "chat_id": CHAT, "who": "V1", "state": "composing"}
    assert told(world, theirs) == [shown]
    assert told(world, mine) == []


def test_others_leads_and_other_tenants_see_and_cause_nothing(world: World) -> None:
    stranger = connect(world, "C3", Role.ADMIN, "X1", tenant=OTHER_TENANT)
    other = connect(world, "C2", Role.VENDOR, "V2")
    mine = connect(world, "C1", Role.VENDOR, "V1")
    world.core.assign_lead(principal(Role.ADMIN), lead_of(world), UserId("V1"))
    before = len(world.core.doorbell.told)
    for page in (stranger, other):
        for tell in (world.core.follow_chat, world.core.tell_typing):
            with pytest.raises(NotFoundError):
                tell(page, lead_of(world))
    assert len(world.core.doorbell.told) == before
    world.core.tell_typing(mine, lead_of(world))
    assert told(world, stranger) == told(world, other) == []


def test_who_may_only_read_follows_and_does_not_type(world: World) -> None:
    page = connect(world, "C1", Role.VIEWER, "W1")
    world.core.follow_chat(page, lead_of(world))
    with pytest.raises(ForbiddenError):
        world.core.tell_typing(page, lead_of(world))


def test_a_customer_who_types_is_shown_on_the_pages(world: World) -> None:
    page, socket = connect(world, "C1", Role.VENDOR, "V1"), runner(world)
    world.core.leases.acquire(TENANT, BOT, RUNNER, seen=None)
    world.core.relay_typing(socket, TENANT, BOT, lead_of(world), TypingState.RECORDING)
    shown = {"lead_id": lead_of(world), "chat_id": CHAT, "who": "customer", "state": "recording"}
    assert told(world, page) == [shown]


def test_a_runner_speaks_for_the_bots_that_it_holds_alone(world: World) -> None:
    page, socket = connect(world, "C1"), runner(world)
    other = runner(world, "R2", RunnerId("runner-2"))
    tell = world.core.relay_typing
    with pytest.raises(StaleHolderError):
        tell(socket, TENANT, BOT, lead_of(world), TypingState.COMPOSING)
    world.core.leases.acquire(TENANT, BOT, RUNNER, seen=None)
    with pytest.raises(StaleHolderError):
        tell(other, TENANT, BOT, lead_of(world), TypingState.COMPOSING)
    with pytest.raises(StaleHolderError):
        tell(socket, TENANT, BotId("B2"), lead_of(world), TypingState.COMPOSING)
    with pytest.raises(NotFoundError):
        tell(socket, OTHER_TENANT, BOT, lead_of(world), TypingState.COMPOSING)
    assert told(world, page) == []


def test_each_says_only_what_is_theirs_to_say(world: World) -> None:
    page, socket = connect(world, "C1"), runner(world)
    with pytest.raises(UnauthenticatedError):
        world.core.relay_typing(page, TENANT, BOT, lead_of(world), TypingState.COMPOSING)
    for tell in (world.core.follow_chat, world.core.tell_typing):
        with pytest.raises(UnauthenticatedError):
            tell(socket, lead_of(world))
        with pytest.raises(UnauthenticatedError):
            tell(ConnectionId("never-was"), lead_of(world))
