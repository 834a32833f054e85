"""Pairing codes and pictures of pages, as people ask for them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from flotilla.domain.bots import Desired, SessionAction, SessionVerb
from flotilla.domain.errors import (
    ConflictError,
    ForbiddenError,
    InvalidInputError,
    NotFoundError,
    RateLimitedError,
)
from flotilla.domain.ids import BotId
from flotilla.domain.people import Role
from flotilla.domain.sessions import Pairing, Screenshot, Session, SessionStatus
from flotilla.services.show_screenshot import ScreenshotStatus
from tests import holding
from tests.unit.services.world import BOT, OTHER_TENANT, TENANT, World, principal

PHONE = "+55 (11) 90000-0000"


@pytest.fixture
def world() -> World:
    made = World()
    made.core.bots.save(TENANT, replace(made.core.bots.get(TENANT, BOT), desired=Desired.ENABLED))
    return made


def record(world: World, status: SessionStatus, **more: object) -> None:
    session = Session(TENANT, BOT, status, None, world.core.clock.now(), fence=1)
    holding.record(world.core, replace(session, **more))  # type: ignore[arg-type]  # A test's own fields fit.


def test_a_pairing_code_is_asked_of_the_holder(world: World) -> None:
    record(world, SessionStatus.SCAN_QR_CODE)
    world.core.request_pairing_code(principal(Role.EDITOR), BOT, PHONE)
    command = world.core.bots.get(TENANT, BOT).command
    assert command is not None
    assert (command.verb, command.phone) == (SessionVerb.PAIRING_CODE, "5511900000000")

    now = world.core.clock.now()
    shown = Pairing(now, code="ABCD-1234", until=now + timedelta(seconds=160))
    record(world, SessionStatus.SCAN_QR_CODE, command_done=command.id, pairing=shown)
    assert world.core.show_session(principal(), BOT).pairing == shown
    world.core.clock.advance(seconds=160)
    assert world.core.show_session(principal(), BOT).pairing is None


def test_the_number_is_in_no_audit_entry(world: World) -> None:
    record(world, SessionStatus.SCAN_QR_CODE)
    world.core.request_pairing_code(principal(), BOT, PHONE)
    entries = world.core.list_audit(principal()).items
    assert entries[0].action == "session.pairing_code_requested"
    assert "90000" not in str(entries)


@pytest.mark.parametrize("phone", ["", "abc", "123", "0123456789", "+5511900000000x", "1" * 16])
def test_what_is_no_number_is_refused(world: World, phone: str) -> None:
    with pytest.raises(InvalidInputError) as error:
        world.core.request_pairing_code(principal(), BOT, phone)
    assert list(error.value.fields) == ["phone"]


@pytest.mark.parametrize(
    ("status", "code"), [(SessionStatus.WORKING, "not_at_code"), (SessionStatus.FAILED, "not_at_code")]
)
def test_without_a_page_that_waits_there_is_no_code(world: World, status: SessionStatus, code: str) -> None:
    record(world, status)
    if status is SessionStatus.WORKING:
        lease = holding.hold(world.core, TENANT, BOT)
        world.core.leases.renew(replace(lease, proven_at=world.core.clock.now()))
    with pytest.raises(ConflictError) as error:
        world.core.request_pairing_code(principal(), BOT, PHONE)
    assert error.value.code == code


def test_a_session_that_is_off_is_started_first(world: World) -> None:
    world.core.operate_session(principal(), BOT, SessionAction.STOP)
    for ask in (
        lambda: world.core.request_pairing_code(principal(), BOT, PHONE),
        lambda: world.core.request_screenshot(principal(), BOT),
    ):
        with pytest.raises(ConflictError) as error:
            ask()
        assert error.value.code == "session_stopped"


def test_a_wish_does_not_take_the_place_of_a_log_out(world: World) -> None:
    record(world, SessionStatus.SCAN_QR_CODE)
    world.core.operate_session(principal(), BOT, SessionAction.LOGOUT)
    with pytest.raises(ConflictError) as error:
        world.core.request_pairing_code(principal(), BOT, PHONE)
    assert error.value.code == "session_busy"
    command = world.core.bots.get(TENANT, BOT).command
    assert command is not None
    assert command.verb is SessionVerb.LOGOUT


def test_whatsapp_is_not_asked_for_codes_all_the_time(world: World) -> None:
    record(world, SessionStatus.SCAN_QR_CODE)
    for _ in range(5):
        world.core.request_pairing_code(principal(), BOT, PHONE)
    with pytest.raises(RateLimitedError):
        world.core.request_pairing_code(principal(), BOT, PHONE)


def test_a_picture_is_pending_then_ready_then_gone(world: World) -> None:
    record(world, SessionStatus.SCAN_QR_CODE)
    show = world.core.show_screenshot
    assert show(principal(), BOT).status is ScreenshotStatus.NONE
    assert world.core.request_screenshot(principal(), BOT).status is ScreenshotStatus.PENDING
    command = world.core.bots.get(TENANT, BOT).command
    assert command is not None

    world.core.keep_screenshot(TENANT, BOT, "older", b"older")
    world.core.keep_screenshot(TENANT, BOT, command.id, b"picture")
    assert list(world.core.files.files[TENANT]) == [f"bots/{BOT}/screenshots/{command.id}.png"]
    taken = Screenshot(command.id, world.core.clock.now())
    record(world, SessionStatus.SCAN_QR_CODE, command_done=command.id, screenshot=taken)
    view = show(principal(), BOT)
    assert (view.status, view.taken_at) == (ScreenshotStatus.READY, taken.at)
    assert view.url is not None
    assert "seconds=300" in view.url
    assert view.url_until == taken.at + timedelta(minutes=5)
    world.core.clock.advance(seconds=24 * 3600)
    assert show(principal(), BOT).status is ScreenshotStatus.NONE


def test_what_kept_a_picture_from_being_taken_is_told(world: World) -> None:
    record(world, SessionStatus.STARTING, screenshot=Screenshot("s", world.core.clock.now(), "page_error"))
    view = world.core.show_screenshot(principal(), BOT)
    assert (view.status, view.error, view.url) == (ScreenshotStatus.FAILED, "page_error", None)


def test_a_picture_that_nobody_took_is_not_pending_for_ever(world: World) -> None:
    record(world, SessionStatus.STARTING)
    world.core.request_screenshot(principal(), BOT)
    asked = world.core.clock.now()
    world.core.clock.advance(seconds=119)
    assert world.core.show_screenshot(principal(), BOT).status is ScreenshotStatus.PENDING
    world.core.clock.advance(seconds=1)
    view = world.core.show_screenshot(principal(), BOT)
    assert (view.status, view.error, view.taken_at) == (
        ScreenshotStatus.FAILED,
        "too_late",
        asked + timedelta(minutes=2),
    )


def test_there_is_no_picture_of_a_browser_that_is_closed(world: World) -> None:
    record(world, SessionStatus.FAILED)
    with pytest.raises(ConflictError) as error:
        world.core.request_screenshot(principal(), BOT)
    assert error.value.code == "no_page"
    assert world.core.bots.get(TENANT, BOT).command is None


def test_pictures_are_for_admins_and_in_the_audit_log(world: World) -> None:
    for role in (Role.EDITOR, Role.VIEWER, Role.VENDOR):
        with pytest.raises(ForbiddenError):
            world.core.request_screenshot(principal(role), BOT)
        with pytest.raises(ForbiddenError):
            world.core.show_screenshot(principal(role), BOT)
    world.core.request_screenshot(principal(Role.ADMIN), BOT)
    [entry, *_] = world.core.list_audit(principal()).items
    assert (entry.action, entry.subject.id) == ("session.screenshot_taken", BOT)


def test_another_tenants_bot_is_as_good_as_absent(world: World) -> None:
    for ask in (
        lambda: world.core.request_pairing_code(principal(tenant=OTHER_TENANT), BOT, PHONE),
        lambda: world.core.request_screenshot(principal(tenant=OTHER_TENANT), BOT),
        lambda: world.core.show_screenshot(principal(), BotId("nope")),
    ):
        with pytest.raises(NotFoundError):
            ask()
