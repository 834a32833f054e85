import asyncio
from datetime import timedelta

import pytest

from flotilla.adapters.memory.leases import MemoryLeases
from flotilla.domain.bots import Desired, SessionCommand, SessionVerb
from flotilla.domain.errors import UnavailableError
from flotilla.domain.leases import Lease
from flotilla.domain.session_machine import PageState
from flotilla.domain.session_rules import Deadlines
from flotilla.domain.sessions import Reason, Remedy, Session, SessionStatus
from runner.channels.port import ChannelStartError, PageBuild
from tests.unit.runner.conftest import (
    BOT,
    START,
    FakeChannel,
    until,
)
from tests.unit.runner.supervisor.conftest import Fleet


async def test_one_broken_bot_does_not_hurt_another(fleet: Fleet) -> None:
    fleet.add(BOT, "bot-2")
    fleet.channels.refuse = [RuntimeError("a bug"), ChannelStartError("no browser")]
    fleet.run()
    await until(lambda: [*fleet.supervisor.sessions.values()].count(SessionStatus.WORKING) == 2)


async def test_what_nobody_foresaw_at_a_start_is_told_and_moves_like_any_failure_to_start(fleet: Fleet) -> None:
    fleet.add(BOT)
    fleet.channels.refuse = [FileNotFoundError("node") for _ in range(3)]
    fleet.run()
    await until(lambda: (known := fleet.session()) is not None and known.failures == 3)
    session = fleet.session_now()
    assert (session.status, session.reason) == (SessionStatus.FAILED, Reason.BROWSER_START_FAILED)
    assert session.detail == "FileNotFoundError: node"
    await until(lambda: fleet.lease().fence == 2)
    await fleet.until_status(SessionStatus.WORKING)
    assert Reason.WAITING_FOR_RUNNER not in fleet.reasons()


async def test_a_session_that_breaks_where_nobody_foresaw_it_is_not_said_to_wait_for_a_runner(fleet: Fleet) -> None:
    fleet.add(BOT)

    async def break_down() -> None:
        raise RuntimeError("a bug")

    def prepare(channel: FakeChannel) -> None:
        if not fleet.channels.opened:
            channel.close = break_down  # type: ignore[method-assign]  # What a channel must not do, and once does.

    fleet.channels.prepare = prepare
    fleet.run()
    await fleet.until_status(SessionStatus.WORKING)
    fleet.channels.opened[0].lost.set_result(Reason.PAGE_CRASHED)
    broken = await fleet.until_status(SessionStatus.FAILED)
    assert (broken.reason, broken.detail, broken.failures) == (Reason.PAGE_CRASHED, "RuntimeError: a bug", 1)
    await until(lambda: fleet.lease().fence == 2)
    await fleet.until_status(SessionStatus.WORKING)
    assert Reason.WAITING_FOR_RUNNER not in fleet.reasons()


async def test_a_page_that_can_not_be_driven_is_named_so_and_is_not_hammered(fleet: Fleet) -> None:
    object.__setattr__(fleet.tools.timing, "deadlines", Deadlines(connection=timedelta()))

    def prepare(channel: FakeChannel) -> None:
        channel.state = PageState(registered=False, main=False)
        channel.build = PageBuild("2.3000.1", missing=("MsgStore", "Stream"))

    fleet.add(BOT)
    fleet.channels.prepare = prepare
    fleet.run()
    session = await fleet.until_status(SessionStatus.FAILED, Reason.WEB_VERSION_UNSUPPORTED)
    assert session.detail == "WhatsApp Web 2.3000.1 has no MsgStore, Stream that is known here."
    await asyncio.sleep(0.2)
    assert len(fleet.channels.opened) == 1


async def test_a_channel_that_is_lost_is_opened_anew_with_its_reason_shown(fleet: Fleet) -> None:
    fleet.add(BOT)
    fleet.run()
    await fleet.until_status(SessionStatus.WORKING)
    fleet.channels.opened[0].lost.set_result(Reason.PAGE_CRASHED)
    await until(lambda: len(fleet.channels.opened) == 2)
    await fleet.until_status(SessionStatus.WORKING)
    reasons = [c.new.reason for c in fleet.twins.store.changes if isinstance(c.new, Session)]
    assert Reason.PAGE_CRASHED in reasons


async def test_a_deaf_page_is_opened_anew(fleet: Fleet) -> None:
    fleet.add(BOT)
    fleet.run()
    await fleet.until_status(SessionStatus.WORKING)
    fleet.channels.opened[0].deaf = True
    await until(lambda: len(fleet.channels.opened) == 2)
    assert fleet.channels.opened[0].reloads == 1
    assert fleet.treatments() == [(Reason.PAGE_STUCK, Remedy.RELOAD), (Reason.PAGE_STUCK, Remedy.RESTART)]
    assert (await fleet.until_status(SessionStatus.WORKING)).restarts == 1


async def test_a_bot_that_fails_again_and_again_is_left_to_another_runner(fleet: Fleet) -> None:
    fleet.add(BOT)
    fleet.channels.refuse = [ChannelStartError("no browser") for _ in range(3)]
    fleet.run()
    await until(lambda: (known := fleet.session()) is not None and known.failures == 3)
    await until(lambda: fleet.lease().holder is None)
    left = fleet.session_now()
    assert (left.status, left.reason, left.fence) == (SessionStatus.FAILED, Reason.BROWSER_START_FAILED, 1)
    await until(lambda: fleet.lease().fence == 2)
    assert (await fleet.until_status(SessionStatus.WORKING)).restarts == 3


async def test_what_whatsapp_refuses_closes_the_browser_until_a_person_asks(fleet: Fleet) -> None:
    fleet.add(BOT)
    fleet.run()
    await fleet.until_status(SessionStatus.WORKING)
    await fleet.channels.tell(PageState(True, False, "CONFLICT", "NORMAL", "CONNECTED"))
    await fleet.until_status(SessionStatus.FAILED, Reason.CONFLICT)
    await until(lambda: fleet.channels.opened[0].closed)
    await asyncio.sleep(0.1)
    assert len(fleet.channels.opened) == 1
    fleet.change(command=SessionCommand("c1", SessionVerb.RESTART, START))
    fleet.supervisor.ring(BOT)
    assert (await fleet.until_status(SessionStatus.WORKING)).failures == 0


async def test_a_part_that_breaks_does_not_leave_a_mute_session(fleet: Fleet) -> None:
    fleet.add(BOT)
    broken = iter([True])

    def prepare(channel: FakeChannel) -> None:
        if next(broken, False):
            channel.past = (None,)  # type: ignore[assignment]  # Nothing that a session can work with.

    fleet.channels.prepare = prepare
    fleet.run()
    await until(lambda: len(fleet.channels.opened) == 2)
    await fleet.until_status(SessionStatus.WORKING)
    assert fleet.channels.opened[0].closed


async def test_a_command_ends_the_wait_after_a_failure(fleet: Fleet) -> None:
    object.__setattr__(fleet.tools.timing, "first_backoff", 30.0)
    object.__setattr__(fleet.tools.timing, "last_backoff", 30.0)
    fleet.add(BOT)
    fleet.channels.refuse = [ChannelStartError("no browser", Reason.STORAGE_UNAVAILABLE)]
    fleet.run()
    session = await fleet.until_status(SessionStatus.FAILED, Reason.STORAGE_UNAVAILABLE)
    assert session.detail == "no browser"
    fleet.change(command=SessionCommand("c1", SessionVerb.RESTART, START))
    assert (await fleet.until_status(SessionStatus.WORKING)).command_done == "c1"


async def test_a_lease_that_can_not_be_given_back_runs_out(fleet: Fleet, monkeypatch: pytest.MonkeyPatch) -> None:
    fleet.add(BOT)
    fleet.run()
    await fleet.until_status(SessionStatus.WORKING)

    def away(self: MemoryLeases, lease: Lease) -> None:
        raise UnavailableError("The table does not answer.")

    monkeypatch.setattr(MemoryLeases, "release", away)
    fleet.change(desired=Desired.DISABLED)
    await until(lambda: not fleet.supervisor.sessions)
    last, session = fleet.lease(), await fleet.until_status(SessionStatus.STOPPED)
    await asyncio.sleep(0.1)
    assert (fleet.lease(), session.reason) == (last, Reason.STOPPED_BY_PERSON)
    assert fleet.channels.opened[0].closed
