"""Bots and their sessions, as people operate them."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from flotilla.domain.bots import Answering, Desired, SessionVerb
from flotilla.domain.errors import ConflictError, FlotillaError, ForbiddenError, InvalidInputError, NotFoundError
from flotilla.domain.ids import BotId
from flotilla.domain.people import Role
from flotilla.domain.sessions import Reason, Session, SessionStatus
from tests import holding
from tests.unit.services.world import BOT, OTHER_TENANT, TENANT, World, principal


def record(world: World, status: SessionStatus, reason: Reason | None = None) -> None:
    holding.record(world.core, Session(TENANT, BOT, status, reason, world.core.clock.now(), fence=1))


def test_a_new_bot_is_switched_off_with_sensible_defaults() -> None:
    world = World()
    bot = world.core.create_bot(principal(), "  Sales  ", language="pt")
    assert (bot.name, bot.language, bot.desired) == ("Sales", "pt", Desired.ENABLED)
    assert bot.required_fields == ("name", "email", "location", "phone")
    assert {both.bot.id for both in world.core.list_bots(principal())} == {BOT, bot.id}


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 101}, "name"),
        ({"name": "ok", "prompt": "x" * 8001}, "prompt"),
        ({"name": "ok", "language": "xx"}, "language"),
        ({"name": "ok", "burst_window_ms": -1}, "burst_window_ms"),
        ({"name": "ok", "required_fields": ["name", "name"]}, "required_fields"),
        ({"name": "ok", "required_fields": ["shoe_size"]}, "required_fields"),
    ],
)
def test_what_makes_no_sense_is_named(values: dict[str, Any], wrong: str) -> None:
    with pytest.raises(InvalidInputError) as error:
        World().core.create_bot(principal(), **values)
    assert list(error.value.fields) == [wrong]


def test_a_change_meets_the_expected_version_or_is_refused() -> None:
    world = World()
    before = world.core.show_bot(principal(), BOT).bot
    changed = world.core.update_bot(principal(), BOT, {"name": "New"}, before.version)
    assert changed.name == "New"
    assert changed.version != before.version
    with pytest.raises(ConflictError):
        world.core.update_bot(principal(), BOT, {"name": "Newer"}, before.version)
    assert world.core.update_bot(principal(), BOT, {"answering": "paused"}).answering is Answering.PAUSED
    with pytest.raises(InvalidInputError):
        world.core.update_bot(principal(), BOT, {"tenant": "T2"})


def test_a_deleted_bot_is_gone_for_everyone() -> None:
    world = World()
    world.core.delete_bot(principal(), BOT)
    assert world.core.list_bots(principal()) == ()
    with pytest.raises(NotFoundError):
        world.core.show_bot(principal(), BOT)
    with pytest.raises(NotFoundError):
        world.core.operate_session(principal(), BOT, "start")


def test_start_switches_on_and_rings() -> None:
    world = World()
    world.core.operate_session(principal(), BOT, "stop")
    view = world.core.operate_session(principal(), BOT, "start")
    assert (view.status, view.reason) == (SessionStatus.STARTING, Reason.WAITING_FOR_RUNNER)
    assert world.core.show_bot(principal(), BOT).bot.command is None
    assert world.core.doorbell.rings


@pytest.mark.parametrize("status", [SessionStatus.STOPPED, SessionStatus.FAILED])
def test_starting_a_session_that_gave_up_asks_for_a_restart(status: SessionStatus) -> None:
    world = World()
    record(world, status, Reason.QR_NOT_SCANNED)
    world.core.operate_session(principal(), BOT, "start")
    command = world.core.show_bot(principal(), BOT).bot.command
    assert command is not None
    assert command.verb is SessionVerb.RESTART


def test_a_session_that_gave_up_says_so_until_somebody_asks_for_it() -> None:
    world = World()
    record(world, SessionStatus.STOPPED, Reason.QR_NOT_SCANNED)
    view = world.core.show_session(principal(), BOT)
    assert (view.status, view.reason) == (SessionStatus.STOPPED, Reason.QR_NOT_SCANNED)
    assert "Start the session" in (view.remedy or "")
    view = world.core.operate_session(principal(), BOT, "start")
    assert (view.status, view.reason) == (SessionStatus.STARTING, Reason.WAITING_FOR_RUNNER)


def test_stop_restart_and_logout() -> None:
    world = World()
    record(world, SessionStatus.WORKING)
    assert world.core.operate_session(principal(), BOT, "restart")
    first = world.core.show_bot(principal(), BOT).bot.command
    world.core.operate_session(principal(), BOT, "logout")
    second = world.core.show_bot(principal(), BOT).bot.command
    assert first is not None
    assert second is not None
    assert (first.verb, second.verb) == (SessionVerb.RESTART, SessionVerb.LOGOUT)
    assert first.id != second.id
    view = world.core.operate_session(principal(), BOT, "stop")
    assert (view.status, view.reason) == (SessionStatus.STOPPED, Reason.STOPPED_BY_PERSON)
    with pytest.raises(ConflictError):
        world.core.operate_session(principal(), BOT, "logout")
    with pytest.raises(InvalidInputError):
        world.core.operate_session(principal(), BOT, "explode")


def test_working_is_shown_only_while_it_is_proven() -> None:
    world = World()
    record(world, SessionStatus.WORKING)
    assert world.core.show_session(principal(), BOT).reason is Reason.NOT_PROVEN
    lease = holding.hold(world.core, TENANT, BOT)
    world.core.leases.renew(replace(lease, proven_at=world.core.clock.now()))
    shown = world.core.show_session(principal(), BOT)
    assert shown.status is SessionStatus.WORKING
    assert (shown.uptime_since, shown.last_proof_at) == (shown.session.since, world.core.clock.now())
    world.core.clock.advance(timedelta(seconds=31))
    assert world.core.show_session(principal(), BOT).status is SessionStatus.STARTING
    world.core.clock.advance(timedelta(seconds=30))
    assert world.core.show_session(principal(), BOT).reason is Reason.RUNNER_LOST


def test_roles_and_tenants_are_kept_apart() -> None:
    world = World()
    calls = (
        lambda who: world.core.show_bot(who, BOT),
        lambda who: world.core.update_bot(who, BOT, {"name": "x"}),
        lambda who: world.core.operate_session(who, BOT, "stop"),
        lambda who: world.core.delete_bot(who, BOT),
    )
    stranger = principal(Role.OWNER, "U9", OTHER_TENANT)
    refused: list[type[FlotillaError]] = []
    for call in calls:
        for who in (stranger, principal(Role.VENDOR)):
            with pytest.raises(FlotillaError) as error:
                call(who)
            refused.append(type(error.value))
    assert refused == [NotFoundError, ForbiddenError] * len(calls)
    with pytest.raises(NotFoundError):
        world.core.show_bot(principal(), BotId("unknown"))
