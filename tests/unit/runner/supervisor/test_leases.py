import asyncio
from collections.abc import Sequence
from datetime import timedelta

import pytest

from flotilla.adapters.memory.bots import MemorySessions
from flotilla.domain.bots import Desired
from flotilla.domain.errors import UnavailableError
from flotilla.domain.ids import ChatId, RunnerId
from flotilla.domain.inbound import Origin
from flotilla.domain.sessions import Reason, Session, SessionStatus
from runner import connection
from runner.channels.port import MessageSeen
from tests.unit.runner.conftest import (
    AT_QR,
    BOT,
    LOGGED_IN,
    START,
    TENANT,
    FakeChannel,
    leave,
    make_seen,
    until,
)
from tests.unit.runner.supervisor.conftest import Fleet


async def test_an_enabled_bot_is_taken_works_and_is_proven(fleet: Fleet) -> None:
    fleet.add(BOT)
    fleet.run()
    session = await fleet.until_status(SessionStatus.WORKING)
    assert (session.fence, session.phone) == (1, "5511900000000")
    await until(lambda: fleet.lease().proven_at is not None)
    counter = fleet.lease().counter
    await until(lambda: fleet.lease().counter > counter + 2)


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


async def test_transitions_only_are_written(fleet: Fleet) -> None:
    fleet.add(BOT)
    fleet.run()
    await fleet.until_status(SessionStatus.WORKING)
    await until(lambda: fleet.session_now().chats_read is not None)
    written = sum(isinstance(change.new, Session) for change in fleet.twins.store.changes)
    await asyncio.sleep(0.3)
    assert sum(isinstance(change.new, Session) for change in fleet.twins.store.changes) == written


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
    leave(fleet.twins, known)
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
    before = START - timedelta(hours=1)
    linked = Session(TENANT, BOT, SessionStatus.WORKING, None, before, fence=0, phone="5511900000000", linked_at=before)
    leave(fleet.twins, linked)
    fleet.channels.states[BOT] = AT_QR
    while_away = int(START.timestamp()) - 60
    missed = make_seen(1, sent_at=while_away), make_seen(2, sent_at=while_away + 1)
    fleet.channels.prepare = lambda channel: setattr(channel, "past", missed)
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


@pytest.mark.parametrize("tells", [True, False])
async def test_where_catching_up_takes_long_a_live_message_waits_for_its_own_chat_alone(
    fleet: Fleet, monkeypatch: pytest.MonkeyPatch, tells: bool
) -> None:
    monkeypatch.setattr(connection, "CATCH_UP_SECONDS", 0.1)
    monkeypatch.setattr(connection, "OWN_CHATS_SECONDS", 0.1)
    never = asyncio.Event()

    class Slow(FakeChannel):
        """Reads single chats, or not even those; all together take for ever."""

        async def history(
            self, *, since_ms: int, per_chat: int, least: int, chats: Sequence[ChatId]
        ) -> tuple[MessageSeen, ...]:
            if len(chats) > 1 or not tells:
                await never.wait()
            return await super().history(since_ms=since_ms, per_chat=per_chat, least=least, chats=chats)

    def prepare(channel: FakeChannel) -> None:
        channel.__class__ = Slow
        channel.past = (make_seen(1), make_seen(2, "5511922222222@c.us"))

    fleet.add(BOT)
    leave(fleet.twins, Session(TENANT, BOT, SessionStatus.WORKING, None, START, 0, phone="1", linked_at=START))
    fleet.channels.prepare = prepare
    fleet.run()
    await until(lambda: fleet.channels.listeners)
    await asyncio.wait_for(fleet.channels.listeners[0].heard([make_seen(3)]), 5)
    told = [one.id for one in fleet.twins.inbound_queue.entries]
    assert told == (["IN1", "IN3"] if tells else ["IN3"])
