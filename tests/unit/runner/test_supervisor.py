import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from flotilla.adapters.memory.bots import MemorySessions
from flotilla.bootstrap.memory import InMemory
from flotilla.domain.bots import Desired, SessionCommand, SessionVerb
from flotilla.domain.errors import UnavailableError
from flotilla.domain.ids import BotId, RunnerId
from flotilla.domain.inbound import Origin
from flotilla.domain.leases import Lease
from flotilla.domain.messages import MessageStatus
from flotilla.domain.session_machine import PageState, Patience
from flotilla.domain.sessions import Reason, Session, SessionStatus
from runner.channels.port import ChannelError, ChannelStartError
from runner.supervisor import Supervisor
from runner.toolbox import Toolbox
from tests.unit.runner.conftest import (
    AT_QR,
    BOT,
    LOGGED_IN,
    RUNNER,
    START,
    TENANT,
    FakeChannel,
    FakeChannels,
    make_bot,
    make_message,
    make_seen,
    until,
)


@dataclass
class Fleet:
    """A supervisor over fake channels."""

    twins: InMemory
    tools: Toolbox
    channels: FakeChannels

    def run(self, memory: Callable[[], int | None] = lambda: None, limit: int = 0) -> None:
        self.stop = asyncio.Event()
        self.supervisor = Supervisor(self.tools, self.channels, lambda: None, limit=limit, memory=memory)
        self.task = asyncio.create_task(self.supervisor.run(self.stop))

    def add(self, *names: str) -> None:
        for name in names:
            self.twins.bots.add(TENANT, make_bot(BotId(name)))

    def change(self, **changes: object) -> None:
        bot = self.twins.bots.get(TENANT, BOT)
        self.twins.bots.save(TENANT, replace(bot, **changes))  # type: ignore[arg-type]  # A test's own fields fit.

    def lease(self) -> Lease:
        found = self.twins.leases.find(TENANT, BOT)
        assert found is not None
        return found

    def session(self) -> Session | None:
        return self.twins.sessions.find(TENANT, BOT)

    def reasons(self) -> list[Reason | None]:
        return [one.new.reason for one in self.twins.store.changes if isinstance(one.new, Session)]

    def session_now(self) -> Session:
        found = self.session()
        assert found is not None
        return found

    async def until_status(self, status: SessionStatus, reason: Reason | None = None) -> Session:
        def met() -> bool:
            known = self.session()
            return known is not None and known.status is status and (reason is None or known.reason is reason)

        await until(met)
        found = self.session()
        assert found is not None
        return found


@pytest.fixture
async def fleet(twins: InMemory, tools: Toolbox) -> AsyncIterator[Fleet]:
    made = Fleet(twins, tools, FakeChannels())
    yield made
    made.stop.set()
    await asyncio.wait_for(made.task, 5)


async def test_an_enabled_bot_is_taken_works_and_is_proven(fleet: Fleet) -> None:
    fleet.add(BOT)
    fleet.run()
    session = await fleet.until_status(SessionStatus.WORKING)
    assert (session.fence, session.phone) == (1, "5511900000000")
    await until(lambda: fleet.lease().proven_at is not None)
    counter = fleet.lease().counter
    await until(lambda: fleet.lease().counter > counter + 2)


async def test_a_session_at_its_code_is_never_proven(fleet: Fleet) -> None:
    fleet.add(BOT)
    fleet.channels.states[BOT] = AT_QR
    fleet.run()
    session = await fleet.until_status(SessionStatus.SCAN_QR_CODE)
    assert session.qr == AT_QR.qr
    await asyncio.sleep(0.2)
    assert fleet.lease().proven_at is None


async def test_what_somebody_else_holds_is_left_alone(fleet: Fleet) -> None:
    fleet.add(BOT)
    fleet.twins.leases.acquire(TENANT, BOT, RunnerId("other"), seen=None)
    fleet.run()
    await asyncio.sleep(0.2)
    assert fleet.lease().holder == "other"
    assert fleet.channels.opened == []


async def test_a_released_bot_is_taken_at_once(fleet: Fleet) -> None:
    fleet.add(BOT)
    other = fleet.twins.leases.acquire(TENANT, BOT, RunnerId("other"), seen=None)
    assert other is not None
    fleet.twins.leases.release(other)
    fleet.run()
    assert (await fleet.until_status(SessionStatus.WORKING)).fence == 2


async def test_a_lost_lease_closes_the_session_and_records_nothing(fleet: Fleet) -> None:
    fleet.add(BOT)
    fleet.run()
    await fleet.until_status(SessionStatus.WORKING)
    fleet.twins.leases.acquire(TENANT, BOT, RunnerId("thief"), seen=fleet.lease())
    await until(lambda: fleet.channels.opened[0].closed)
    assert fleet.lease().holder == "thief"
    known = fleet.session()
    assert known is not None
    assert known.status is SessionStatus.WORKING


async def test_switching_off_stops_and_releases(fleet: Fleet) -> None:
    fleet.add(BOT)
    fleet.run()
    await fleet.until_status(SessionStatus.WORKING)
    fleet.change(desired=Desired.DISABLED)
    await fleet.until_status(SessionStatus.STOPPED, Reason.STOPPED_BY_PERSON)
    await until(lambda: fleet.lease().holder is None)
    assert fleet.channels.opened[0].closed


async def test_a_stop_gives_every_bot_back(fleet: Fleet) -> None:
    fleet.add(BOT, "bot-2", "bot-3")
    fleet.run()
    await until(lambda: [*fleet.supervisor.sessions.values()].count(SessionStatus.WORKING) == 3)
    fleet.stop.set()
    await fleet.task
    assert {lease.holder for lease in fleet.twins.leases.list()} == {None}
    assert all(channel.closed for channel in fleet.channels.opened)
    await fleet.until_status(SessionStatus.STOPPED, Reason.WAITING_FOR_RUNNER)


@pytest.mark.parametrize(("memory", "limit", "held"), [(None, 2, 2), (100 * 2**20, 0, 0), (850 * 2**20, 0, 2)])
async def test_a_runner_takes_no_more_than_it_can_host(fleet: Fleet, memory: int | None, limit: int, held: int) -> None:
    fleet.add(BOT, "bot-2", "bot-3")

    def left() -> int | None:
        return memory - 300 * 2**20 * len(fleet.channels.opened) if memory is not None else None

    fleet.run(left, limit)
    await asyncio.sleep(0.4)
    assert len(fleet.supervisor.sessions) == held


async def test_one_broken_bot_does_not_hurt_another(fleet: Fleet) -> None:
    fleet.add(BOT, "bot-2")
    fleet.channels.refuse = [RuntimeError("a bug"), ChannelStartError("no browser")]
    fleet.run()
    await until(lambda: [*fleet.supervisor.sessions.values()].count(SessionStatus.WORKING) == 2)


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
    assert fleet.reasons().count(Reason.NOT_PROVEN) == 1
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


async def test_transitions_only_are_written(fleet: Fleet) -> None:
    fleet.add(BOT)
    fleet.run()
    await fleet.until_status(SessionStatus.WORKING)
    written = sum(isinstance(change.new, Session) for change in fleet.twins.store.changes)
    await asyncio.sleep(0.3)
    assert sum(isinstance(change.new, Session) for change in fleet.twins.store.changes) == written


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


async def test_a_holders_first_write_keeps_what_the_last_holder_knew(
    fleet: Fleet, monkeypatch: pytest.MonkeyPatch
) -> None:
    fleet.add(BOT)
    known = Session(
        TENANT,
        BOT,
        SessionStatus.WORKING,
        None,
        START,
        fence=0,
        phone="5511900000000",
        linked_at=START,
        command_done="c",
    )
    fleet.twins.sessions.record(TENANT, known)
    real, outage = MemorySessions.find, iter([True, True])

    def flaky(self: MemorySessions, *args: object) -> Session | None:
        if next(outage, False):
            raise UnavailableError("The table does not answer.")
        return real(self, *args)  # type: ignore[arg-type]  # Passed on as they came.

    monkeypatch.setattr(MemorySessions, "find", flaky)
    fleet.run()
    await until(lambda: (now := real(fleet.twins.sessions, TENANT, BOT)) is not None and now.fence == 1)
    await fleet.until_status(SessionStatus.WORKING)
    found = fleet.session()
    assert found is not None
    assert (found.linked_at, found.command_done) == (START, "c")


async def test_missed_messages_come_before_live_ones_and_once(fleet: Fleet) -> None:
    fleet.add(BOT)
    linked = Session(TENANT, BOT, SessionStatus.WORKING, None, START, fence=0, phone="5511900000000", linked_at=START)
    fleet.twins.sessions.record(TENANT, linked)
    fleet.channels.states[BOT] = AT_QR
    fleet.channels.prepare = lambda channel: setattr(channel, "past", (make_seen(1), make_seen(2)))
    fleet.run()
    await until(lambda: fleet.channels.listeners)
    live = asyncio.create_task(fleet.channels.listeners[0].heard([make_seen(3)]))
    await asyncio.sleep(0.1)
    assert not live.done()
    await fleet.channels.tell(LOGGED_IN)
    await live
    assert [(one.id, one.origin) for one in fleet.twins.inbound_queue.entries] == [
        ("IN1", Origin.REPLAYED),
        ("IN2", Origin.REPLAYED),
        ("IN3", Origin.LIVE),
    ]


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
