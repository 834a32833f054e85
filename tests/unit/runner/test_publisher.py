import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from flotilla.adapters.memory.queues import MemoryInboundQueue
from flotilla.bootstrap.memory import InMemory
from flotilla.domain.health import Losses
from flotilla.domain.ids import ChatId, MessageId
from flotilla.domain.inbound import Inbound, InboundKind, Origin
from flotilla.domain.messages import Stage, order_key
from flotilla.domain.sessions import Session, SessionStatus, new_session
from runner.channels.port import MessageEdited, MessageRevoked
from runner.publisher import Publisher
from runner.recent import Recent
from runner.reconcile import ranked
from runner.toolbox import Toolbox
from tests.unit.runner.conftest import BOT, START, TENANT, make_bot, make_seen, until

OWN: Recent[MessageId] = Recent(10)
OWN.add(MessageId("IN99"))


@pytest.fixture
def session() -> Session:
    return replace(new_session(TENANT, BOT, START), linked_at=START)


@pytest.fixture
def publisher(tools: Toolbox, session: Session) -> Publisher:
    return Publisher(make_bot, tools, lambda: session, OWN)


async def test_a_message_is_published_once_with_its_life(publisher: Publisher, twins: InMemory) -> None:
    seen = make_seen(1, phone_at_ms=1_767_268_800_900)
    assert await publisher.publish([seen]) == 1
    assert await publisher.publish([seen], Origin.REPLAYED) == 0
    (inbound,) = twins.inbound_queue.entries
    assert (inbound.origin, inbound.version, inbound.sent_at) == (Origin.LIVE, 1, seen.sent_at)
    now_ms = int(twins.clock.now().timestamp() * 1000)
    assert inbound.life == (
        (Stage.PHONE, 1_767_268_800_900),
        (Stage.PAGE, seen.at_ms),
        (Stage.QUEUED_EVENT, now_ms),
    )


async def test_a_placeholder_and_its_readable_form_are_two_versions(publisher: Publisher, twins: InMemory) -> None:
    await publisher.publish([make_seen(1, type="ciphertext", text=None), make_seen(1)])
    assert [(one.id, one.version) for one in twins.inbound_queue.entries] == [("IN1", 0), ("IN1", 1)]


async def test_edits_and_revokes_are_told_apart_from_the_message(publisher: Publisher, twins: InMemory) -> None:
    chat, message = ChatId("5511911111111@c.us"), MessageId("IN1")
    await publisher.publish(
        [
            make_seen(1),
            MessageEdited(chat, message, "better", False, 1_767_268_801_000),
            MessageEdited(chat, message, "best", False, 1_767_268_802_000),
            MessageRevoked(chat, message, False, 1_767_268_803_000),
        ]
    )
    assert [(one.kind, one.text) for one in twins.inbound_queue.entries] == [
        (InboundKind.MESSAGE, "text 1"),
        (InboundKind.EDITED, "better"),
        (InboundKind.EDITED, "best"),
        (InboundKind.REVOKED, None),
    ]
    assert len({one.version for one in twins.inbound_queue.entries}) == 4


@pytest.mark.parametrize("chat", ["12345-678@g.us", "status@broadcast", "123@newsletter"])
async def test_groups_status_and_channels_are_ignored(publisher: Publisher, twins: InMemory, chat: str) -> None:
    assert await publisher.publish([make_seen(1, chat)]) == 0
    assert twins.inbound_queue.entries == []


async def test_what_this_runner_sent_is_no_news_and_what_the_phone_wrote_is(
    publisher: Publisher, twins: InMemory
) -> None:
    await publisher.publish([make_seen(99, from_me=True), make_seen(3, from_me=True)])
    assert [one.id for one in twins.inbound_queue.entries] == ["IN3"]


async def test_what_is_older_than_the_link_is_history(tools: Toolbox, twins: InMemory, session: Session) -> None:
    linked = replace(session, linked_at=START + timedelta(seconds=10.5))
    publisher = Publisher(make_bot, tools, lambda: linked, Recent(10))
    await publisher.publish(
        [
            make_seen(9),
            make_seen(10),  # In the second of the scan: rather answered than forgotten.
            make_seen(11, phone_at_ms=1_767_268_810_400),
            make_seen(12, phone_at_ms=1_767_268_810_600),
        ],
        Origin.REPLAYED,
    )
    origins = {one.id: one.origin for one in twins.inbound_queue.entries}
    assert origins == {
        "IN9": Origin.HISTORY,
        "IN10": Origin.REPLAYED,
        "IN11": Origin.HISTORY,
        "IN12": Origin.REPLAYED,
    }


async def test_what_was_written_while_the_session_works_is_live_whoever_tells_it(
    tools: Toolbox, twins: InMemory, session: Session
) -> None:
    works = replace(session, status=SessionStatus.WORKING, since=START + timedelta(seconds=10.5))
    publisher = Publisher(make_bot, tools, lambda: works, Recent(10))
    missed, meanwhile = make_seen(9), make_seen(11)
    await publisher.publish([missed, meanwhile], Origin.REPLAYED)
    assert [one.origin for one in twins.inbound_queue.entries] == [Origin.REPLAYED, Origin.LIVE]


async def test_an_outage_of_the_queue_is_waited_out_in_order(publisher: Publisher, twins: InMemory) -> None:
    twins.inbound_queue.failing = True
    first = asyncio.create_task(publisher.publish([make_seen(1)]))
    await asyncio.sleep(0.05)
    second = asyncio.create_task(publisher.publish([make_seen(2)]))
    await asyncio.sleep(0.05)
    assert not first.done()
    twins.inbound_queue.failing = False
    await asyncio.gather(first, second)
    await until(lambda: len(twins.inbound_queue.entries) == 2)
    assert [one.id for one in twins.inbound_queue.entries] == ["IN1", "IN2"]


@pytest.mark.parametrize("late_seconds", [5, 5_000])
async def test_replayed_messages_of_one_second_keep_their_order(
    publisher: Publisher, twins: InMemory, late_seconds: int
) -> None:
    at_ms = 1_767_268_900_000 + late_seconds * 1000
    same_second = [make_seen(n, sent_at=1_767_268_900, at_ms=at_ms) for n in (9, 2, 7, 1)]
    live = make_seen(8, sent_at=1_767_268_900, at_ms=1_767_268_900_400)
    await publisher.publish([live])
    await publisher.publish(ranked([*same_second, make_seen(0)]), Origin.REPLAYED)
    stored = sorted(
        twins.inbound_queue.entries,
        key=lambda one: order_key(one.sent_at, one.seen_ms - one.sent_at * 1000, one.id),
    )
    assert [one.id for one in stored] == ["IN0", "IN8", "IN9", "IN2", "IN7", "IN1"]


def refuse(monkeypatch: pytest.MonkeyPatch, refused: Callable[[Inbound], bool]) -> None:
    """Let the queue never take some events."""
    real = MemoryInboundQueue.put

    def put(self: MemoryInboundQueue, events: Sequence[Inbound]) -> None:
        if any(map(refused, events)):
            raise ValueError("too large")
        real(self, events)

    monkeypatch.setattr(MemoryInboundQueue, "put", put)


async def test_what_can_never_be_queued_is_told_as_unreadable_once_and_keeps_back_no_other(
    publisher: Publisher, twins: InMemory, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse(monkeypatch, lambda event: event.text == "text 2")
    for _ in range(2):
        await publisher.publish([make_seen(1), make_seen(2), make_seen(3)])
    entries = twins.inbound_queue.entries
    assert [(one.id, one.type, one.text) for one in entries] == [
        ("IN1", "text", "text 1"),
        ("IN2", "unreadable", None),
        ("IN3", "text", "text 3"),
    ]
    assert publisher.losses == Losses(unreadable=1, lost=0)


async def test_what_can_not_even_be_called_unreadable_is_counted_and_not_told_for_ever(
    publisher: Publisher, twins: InMemory, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse(monkeypatch, lambda event: event.id == "IN2")
    for _ in range(2):
        await publisher.publish([make_seen(1), make_seen(2)])
    assert [one.id for one in twins.inbound_queue.entries] == ["IN1"]
    assert publisher.losses == Losses(unreadable=0, lost=1)


async def test_what_is_seen_at_one_moment_keeps_the_order_of_telling(publisher: Publisher, twins: InMemory) -> None:
    told = [
        make_seen(n, id=MessageId(name), sent_at=1_767_268_800, at_ms=1_767_268_805_000)
        for n, name in enumerate("DACB")
    ]
    missed = make_seen(9, id=MessageId("E"), sent_at=1_767_268_800, at_ms=1_767_268_804_000)
    await publisher.publish(told)
    await publisher.publish([missed])
    orders = [order_key(one.sent_at, one.seen_ms - one.sent_at * 1000, one.id) for one in twins.inbound_queue.entries]
    assert [one.id for one in twins.inbound_queue.entries] == list("DACBE")
    assert orders == sorted(orders)
