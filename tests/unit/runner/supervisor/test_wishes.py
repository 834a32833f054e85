import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from flotilla.domain.bots import Desired, SessionCommand, SessionVerb
from flotilla.domain.messages import MessageStatus
from flotilla.domain.session_machine import PageState
from flotilla.domain.session_rules import Patience
from flotilla.domain.session_wishes import SMALL_WISHES
from flotilla.domain.sessions import Reason, SessionStatus
from runner.channels.port import ChannelError, ChannelStartError
from tests.unit.runner.conftest import (
    AT_QR,
    BOT,
    RUNNER,
    START,
    TENANT,
    FakeChannel,
    make_message,
    until,
)
from tests.unit.runner.supervisor.conftest import Fleet


async def test_a_session_at_its_code_is_never_proven(fleet: Fleet) -> None:
    fleet.add(BOT)
    fleet.channels.states[BOT] = AT_QR
    fleet.run()
    session = await fleet.until_status(SessionStatus.SCAN_QR_CODE)
    assert session.qr == AT_QR.qr
    await asyncio.sleep(0.2)
    assert fleet.lease().proven_at is None


async def test_a_restart_is_done_once(fleet: Fleet) -> None:
    fleet.add(BOT)
    fleet.run()
    await fleet.until_status(SessionStatus.WORKING)
    fleet.change(command=SessionCommand("c1", SessionVerb.RESTART, START))
    await until(lambda: len(fleet.channels.opened) == 2)
    assert (await fleet.until_status(SessionStatus.WORKING)).command_done == "c1"
    await asyncio.sleep(0.2)
    assert len(fleet.channels.opened) == 2


async def test_a_logout_is_done_by_the_page_or_else_by_dropping_the_login(fleet: Fleet) -> None:
    fleet.add(BOT)
    fleet.run()
    await fleet.until_status(SessionStatus.WORKING)
    fleet.change(command=SessionCommand("c1", SessionVerb.LOGOUT, START))
    await until(lambda: fleet.channels.opened[0].logged_out)
    await until(lambda: (known := fleet.session()) is not None and known.command_done == "c1")
    assert fleet.channels.forgotten == []

    async def refuse() -> None:
        raise ChannelError("The page does not answer.", code="timeout")

    fleet.channels.opened[-1].log_out = refuse  # type: ignore[method-assign]  # A page that has stopped answering.
    fleet.change(command=SessionCommand("c2", SessionVerb.LOGOUT, START))
    await until(lambda: fleet.channels.forgotten == [BOT])
    await until(lambda: len(fleet.channels.opened) == 2)


async def test_the_doorbell_wakes_the_outbox(fleet: Fleet) -> None:
    object.__setattr__(fleet.tools.timing, "sweep", 60.0)
    fleet.add(BOT)
    fleet.run()
    await fleet.until_status(SessionStatus.WORKING)
    await asyncio.sleep(0.1)
    message = make_message(1)
    fleet.twins.conversations.add_message(TENANT, message)
    fleet.supervisor.ring(BOT)
    await until(lambda: fleet.twins.store.messages[TENANT, BOT, message.chat][message.id].status is MessageStatus.SENT)
    assert isinstance(fleet.channels.opened[0], FakeChannel)
    assert fleet.lease().holder == RUNNER


async def test_codes_that_nobody_scans_end_the_session_until_somebody_asks(fleet: Fleet) -> None:
    object.__setattr__(fleet.tools.timing, "patience", Patience(codes=2))
    fleet.add(BOT)
    fleet.channels.states[BOT] = AT_QR
    fleet.run()
    await fleet.until_status(SessionStatus.SCAN_QR_CODE)
    await fleet.channels.tell(replace(AT_QR, qr="5,6,7,8"))
    await asyncio.sleep(0.1)
    assert fleet.session_now().qr == "5,6,7,8"
    await fleet.channels.tell(replace(AT_QR, qr="9,10,11,12"))
    given_up = await fleet.until_status(SessionStatus.STOPPED, Reason.QR_NOT_SCANNED)
    await until(lambda: fleet.lease().holder is None)
    assert fleet.channels.opened[0].closed
    assert given_up.qr is None
    await asyncio.sleep(0.2)
    assert len(fleet.channels.opened) == 1
    assert fleet.lease().fence == 1

    fleet.change(command=SessionCommand("c1", SessionVerb.RESTART, START))
    shown = await fleet.until_status(SessionStatus.SCAN_QR_CODE)
    assert (shown.codes, shown.command_done, shown.qr) == (1, "c1", AT_QR.qr)


async def test_a_code_that_is_shown_too_long_ends_the_session(fleet: Fleet) -> None:
    object.__setattr__(fleet.tools.timing, "patience", Patience(within=timedelta(minutes=5)))
    fleet.add(BOT)
    fleet.channels.states[BOT] = AT_QR
    fleet.run()
    await fleet.until_status(SessionStatus.SCAN_QR_CODE)
    fleet.twins.clock.advance(timedelta(minutes=4))
    await asyncio.sleep(0.1)
    assert fleet.session_now().status is SessionStatus.SCAN_QR_CODE
    fleet.twins.clock.advance(timedelta(minutes=1))
    fleet.supervisor.ring(BOT)
    await fleet.until_status(SessionStatus.STOPPED, Reason.QR_NOT_SCANNED)


@pytest.mark.parametrize("verb", list(SessionVerb))
async def test_a_ring_makes_a_command_heard_at_once(fleet: Fleet, verb: SessionVerb) -> None:
    fleet.add(BOT)
    fleet.run()
    await fleet.until_status(SessionStatus.WORKING)
    object.__setattr__(fleet.tools.timing, "tick", 60.0)
    await asyncio.sleep(0.05)
    fleet.change(command=SessionCommand("c1", verb, START))
    began = asyncio.get_running_loop().time()
    fleet.supervisor.ring(BOT)
    await until(lambda: fleet.session_now().command_done == "c1")
    assert asyncio.get_running_loop().time() - began < 0.9


@pytest.mark.parametrize("verb", sorted(SMALL_WISHES))
async def test_a_small_wish_is_refused_in_a_pause_and_does_not_end_it(fleet: Fleet, verb: SessionVerb) -> None:
    fleet.add(BOT)
    fleet.run()
    await fleet.until_status(SessionStatus.WORKING)
    await fleet.channels.tell(PageState(True, False, "TOS_BLOCK"))
    await until(lambda: fleet.channels.opened[0].closed)
    fleet.change(command=SessionCommand("c1", verb, fleet.twins.clock.now(), "5511900000000"))
    fleet.supervisor.ring(BOT)
    await until(lambda: fleet.session_now().command_done == "c1")
    await asyncio.sleep(0.3)
    session = fleet.session_now()
    assert (len(fleet.channels.opened), session.reason, session.failures) == (1, Reason.BANNED, 1)
    told = session.screenshot if verb is SessionVerb.SCREENSHOT else session.pairing
    assert told is not None
    assert told.error == "no_page"


async def test_a_small_wish_does_not_make_a_browser_start_again_and_again(fleet: Fleet) -> None:
    object.__setattr__(fleet.tools.timing, "first_backoff", 0.4)
    object.__setattr__(fleet.tools.timing, "last_backoff", 0.4)
    fleet.add(BOT)
    fleet.channels.refuse = [ChannelStartError("no browser") for _ in range(3)]
    fleet.change(command=SessionCommand("c1", SessionVerb.SCREENSHOT, fleet.twins.clock.now()))
    fleet.run()
    await fleet.until_status(SessionStatus.FAILED)
    await asyncio.sleep(0.2)
    session = fleet.session_now()
    assert (session.failures, session.command_done) == (1, "c1")
    assert session.screenshot is not None
    assert session.screenshot.error == "no_page"


async def test_a_picture_that_was_wanted_long_ago_is_not_taken(fleet: Fleet) -> None:
    fleet.add(BOT)
    fleet.change(command=SessionCommand("c1", SessionVerb.SCREENSHOT, fleet.twins.clock.now() - timedelta(minutes=2)))
    fleet.run()
    await until(lambda: (known := fleet.session()) is not None and known.command_done == "c1")
    taken = fleet.session_now().screenshot
    assert taken is not None
    assert taken.error == "too_late"
    assert not fleet.twins.files.files


async def test_a_ring_makes_a_stop_heard_at_once(fleet: Fleet) -> None:
    fleet.add(BOT)
    fleet.run()
    await fleet.until_status(SessionStatus.WORKING)
    object.__setattr__(fleet.tools.timing, "tick", 60.0)
    await asyncio.sleep(0.05)
    fleet.change(desired=Desired.DISABLED)
    fleet.supervisor.ring(BOT)
    await fleet.until_status(SessionStatus.STOPPED, Reason.STOPPED_BY_PERSON)
    await until(lambda: fleet.lease().holder is None)
