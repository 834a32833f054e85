"""What a first link brings: read once, within bounds, taken up where it was, and never twice."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from flotilla.bootstrap.memory import InMemory
from flotilla.domain.history import HistoryBounds, HistoryProgress
from flotilla.domain.ids import ChatId
from flotilla.domain.inbound import Origin
from flotilla.domain.sessions import Session, new_session
from runner.channels.port import ChannelError, MessageSeen
from runner.history import HistoryReader
from runner.media_fetcher import MediaFetcher
from runner.publisher import Publisher
from runner.recent import Recent
from runner.recorder import Recorder
from runner.toolbox import Toolbox
from tests.unit.runner.conftest import BOT, START, TENANT, FakeChannel, make_bot, make_seen

LINKED = replace(new_session(TENANT, BOT, START), linked_at=START + timedelta(seconds=500), fence=1)

pytestmark = pytest.mark.usefixtures("lease")


def chat(number: int) -> str:
    return f"55119{number:08d}@c.us"


class Flaky(FakeChannel):
    """Fails once after so many calls."""

    good = 10_000

    async def history(
        self, *, since_ms: int, per_chat: int, least: int, chats: Sequence[ChatId]
    ) -> tuple[MessageSeen, ...]:
        self.good -= 1
        if self.good == 0:
            raise ChannelError("Busy.", code="timeout")
        return await super().history(since_ms=since_ms, per_chat=per_chat, least=least, chats=chats)


async def read(tools: Toolbox, channel: FakeChannel, session: Session = LINKED) -> Session:
    recorder = Recorder(session, tools)
    publisher = Publisher(make_bot, tools, lambda: recorder.session, Recent(10))
    reader = HistoryReader(channel, publisher, recorder, MediaFetcher(channel, tools), tools)
    await asyncio.wait_for(reader.run(make_bot()), 5)
    return recorder.session


async def test_chats_of_before_are_handed_over_as_history(tools: Toolbox, twins: InMemory) -> None:
    past = (*(make_seen(n, chat(n)) for n in range(25)), make_seen(30, "12345-678@g.us"), make_seen(600, chat(3)))
    session = await read(tools, FakeChannel(past=past))
    entries = twins.inbound_queue.entries
    assert {one.id for one in entries} == {f"IN{n}" for n in range(25)}
    assert {one.origin for one in entries} == {Origin.HISTORY}
    assert session.chats_read == HistoryProgress(25, 25, ChatId(chat(24)), twins.clock.now())
    told = [one.new.chats_read for one in twins.store.changes if isinstance(one.new, Session)]
    assert [(one.chats_done, one.chats_total) for one in told if one is not None] == [
        (0, 25), (10, 25), (20, 25), (25, 25)
    ]  # fmt: skip


async def test_it_is_read_once_per_link(tools: Toolbox, twins: InMemory) -> None:
    channel = FakeChannel(past=(make_seen(1, chat(1)),))
    session = await read(tools, channel)
    twins.inbound_queue.take()
    await read(tools, channel, session)
    assert twins.inbound_queue.entries == []


async def test_a_restart_goes_on_where_it_was(tools: Toolbox, twins: InMemory) -> None:
    past = tuple(make_seen(n, chat(n)) for n in range(25))
    halfway = replace(LINKED, chats_read=HistoryProgress(20, 25, ChatId(chat(19))))
    await read(tools, FakeChannel(past=past), halfway)
    assert [one.id for one in twins.inbound_queue.entries] == [f"IN{n}" for n in range(20, 25)]


async def test_a_page_that_fails_is_asked_again(tools: Toolbox, twins: InMemory) -> None:
    channel = Flaky(past=tuple(make_seen(n, chat(n)) for n in range(25)))
    channel.good = 2
    session = await read(tools, channel)
    assert sorted(one.id for one in twins.inbound_queue.entries) == sorted(f"IN{n}" for n in range(25))
    assert session.chats_read is not None
    assert session.chats_read.finished_at is not None


@pytest.mark.parametrize(
    ("bounds", "expected"), [({"chats": 2}, {3, 4}), ({"per_chat": 0}, set()), ({}, {0, 1, 2, 3, 4})]
)
async def test_the_newest_chats_come_within_the_bounds(
    tools: Toolbox, twins: InMemory, bounds: dict[str, int], expected: set[int]
) -> None:
    few = replace(tools, history_bounds=HistoryBounds(age=timedelta(days=300_000), **bounds))
    await read(few, FakeChannel(past=tuple(make_seen(n, chat(n)) for n in range(5))))
    assert {one.id for one in twins.inbound_queue.entries} == {f"IN{n}" for n in expected}
