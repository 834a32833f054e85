import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from flotilla.adapters.memory.outbox import MemoryOutbox
from flotilla.bootstrap.memory import InMemory
from flotilla.domain.errors import UnavailableError
from flotilla.domain.ids import MessageId
from flotilla.domain.messages import Message, MessageStatus
from runner.channels.port import ChannelError, SendOrder, Sent
from runner.delivery import Delivery
from runner.lease_keeper import LeaseKeeper
from runner.outbox import Outbox
from runner.recent import Recent
from runner.toolbox import Toolbox
from tests.unit.runner.conftest import RUNNER, START, TENANT, FakeChannel, make_bot, make_message, until


class Desk:
    """An outbox that runs over a fake channel."""

    def __init__(self, twins: InMemory, tools: Toolbox, keeper: LeaseKeeper) -> None:
        self.twins = twins
        self.channel = FakeChannel()
        self.own: Recent[MessageId] = Recent(100)
        self.delivery = Delivery(make_bot(), self.channel, keeper, tools, self.own)
        self.working = True
        self.outbox = Outbox(self.delivery, tools, lambda: self.working)
        self.task = asyncio.create_task(self.outbox.run())

    def queue(self, *messages: Message) -> None:
        for message in messages:
            assert self.twins.conversations.add_message(TENANT, message)
        self.outbox.ring()

    def stored(self, message: Message) -> Message:
        found = self.twins.conversations.find_message(TENANT, message.bot, message.chat, message.id)
        assert found is not None
        return found

    async def until_status(self, message: Message, status: MessageStatus) -> Message:
        await until(lambda: self.stored(message).status is status)
        return self.stored(message)


@pytest.fixture
async def desk(twins: InMemory, tools: Toolbox, keeper: LeaseKeeper) -> AsyncIterator[Desk]:
    made = Desk(twins, tools, keeper)
    yield made
    made.task.cancel()
    await asyncio.gather(made.task, return_exceptions=True)


async def test_each_chat_gets_its_messages_in_order_and_once(desk: Desk) -> None:
    chats = [f"551190000000{n}@c.us" for n in range(3)]
    messages = [make_message(n, chat) for n in range(5) for chat in chats]
    desk.queue(*messages)
    for message in messages:
        await desk.until_status(message, MessageStatus.SENT)
    for chat in chats:
        assert [order.text for order in desk.channel.orders if order.chat == chat] == [f"part {n}" for n in range(5)]


async def test_a_fresh_message_is_not_looked_up_and_an_abandoned_one_is(desk: Desk) -> None:
    fresh = make_message(1)
    abandoned = replace(make_message(2, "5511922222222@c.us", MessageStatus.SENDING), fence=1)
    desk.channel.chats[abandoned.chat] = [abandoned.id]
    desk.queue(fresh, abandoned)
    await desk.until_status(fresh, MessageStatus.SENT)
    await desk.until_status(abandoned, MessageStatus.SENT)
    assert {order.id: order.lookup for order in desk.channel.orders} == {fresh.id: False, abandoned.id: True}
    assert desk.channel.chats[abandoned.chat] == [abandoned.id]


async def test_a_send_that_was_not_recorded_is_looked_up(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    real, failures = MemoryOutbox.advance_message, iter([True])

    def flaky(self: MemoryOutbox, *args: Any, **more: Any) -> Message | None:
        if next(failures, False):
            raise UnavailableError("Not now.")
        return real(self, *args, **more)

    monkeypatch.setattr(MemoryOutbox, "advance_message", flaky)
    message = make_message(1)
    desk.queue(message)
    await desk.until_status(message, MessageStatus.SENT)
    assert [order.lookup for order in desk.channel.orders] == [False, True]
    assert desk.channel.chats[message.chat] == [message.id]


@pytest.mark.parametrize(
    ("code", "reason"),
    [("no_such_chat", "not_on_whatsapp"), ("refused", "refused_by_whatsapp"), ("bad_request", "not_sendable")],
)
async def test_what_no_repetition_mends_fails_with_a_reason_and_lets_the_next_go(
    desk: Desk, code: str, reason: str
) -> None:
    first, second = make_message(1), make_message(2)

    def sending(order: SendOrder) -> int:
        if order.id == first.id:
            raise ChannelError("No.", code=code)
        return 1

    desk.channel.sending = sending
    desk.queue(first, second)
    assert (await desk.until_status(first, MessageStatus.FAILED)).reason == reason
    await desk.until_status(second, MessageStatus.SENT)


async def test_what_waited_too_long_is_not_sent_any_more(desk: Desk, twins: InMemory) -> None:
    old, young = make_message(1), replace(make_message(2), created_at=START + timedelta(hours=2))
    under_way = replace(make_message(3, "5511922222222@c.us", MessageStatus.SENDING), fence=1)
    twins.clock.advance(START + timedelta(hours=24, seconds=1) - twins.clock.now())
    desk.queue(old, young, under_way)
    assert (await desk.until_status(old, MessageStatus.FAILED)).reason == "expired"
    await desk.until_status(young, MessageStatus.SENT)
    # It may have been sent: only the chat knows.
    await desk.until_status(under_way, MessageStatus.SENT)
    assert old.id not in {order.id for order in desk.channel.orders}


async def test_what_is_found_refused_has_failed(desk: Desk) -> None:
    async def found(order: SendOrder) -> Sent:
        return Sent(found=True, ack=-1)

    desk.channel.send = found  # type: ignore[method-assign]  # A page that knows of the refusal.
    refused = replace(make_message(1, status=MessageStatus.SENDING), fence=1)
    desk.queue(refused)
    assert (await desk.until_status(refused, MessageStatus.FAILED)).reason == "rejected_by_whatsapp"


async def test_a_passing_failure_holds_the_chat_back_and_nobody_else(desk: Desk) -> None:
    first, second, other = make_message(1), make_message(2), make_message(3, "5511922222222@c.us")
    tries = 0

    def sending(order: SendOrder) -> int:
        nonlocal tries
        if order.id == first.id and tries == 0:
            tries += 1
            raise ChannelError("Not now.", code="not_ready")
        return 1

    desk.channel.sending = sending
    desk.queue(first, second, other)
    await desk.until_status(other, MessageStatus.SENT)
    assert desk.stored(second).status is MessageStatus.QUEUED
    await desk.until_status(second, MessageStatus.SENT)
    assert [order.id for order in desk.channel.orders if order.chat == first.chat] == [first.id, first.id, second.id]


async def test_the_next_waits_for_the_servers_ack(desk: Desk) -> None:
    first, second = make_message(1), make_message(2)
    desk.channel.sending = lambda order: 0 if order.id == first.id else 1
    desk.queue(first, second)
    await until(lambda: len(desk.channel.orders) == 1)
    await asyncio.sleep(0.1)
    assert len(desk.channel.orders) == 1
    desk.delivery.heard_of(first.id)
    await desk.until_status(second, MessageStatus.SENT)


async def test_a_page_whose_message_gets_no_ack_is_given_up(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("runner.outbox.ACK_SECONDS", 0.01)
    monkeypatch.setattr("runner.outbox.UNACKED_SECONDS", 0.2)
    desk.channel.sending = lambda _: 0
    desk.queue(make_message(1))
    await until(lambda: desk.channel.orders)
    assert not desk.task.done()
    await until(desk.task.done)
    assert isinstance(desk.task.exception(), ChannelError)


async def test_acks_wait_for_the_record_of_their_send(desk: Desk) -> None:
    sending = asyncio.Event()
    real = desk.channel.send

    async def slow(order: SendOrder) -> Sent:
        sent = await real(order)
        await sending.wait()
        return sent

    desk.channel.send = slow  # type: ignore[method-assign]  # A page that is slow to answer.
    message = make_message(1)
    desk.queue(message)
    await until(lambda: desk.channel.orders)
    waiting = asyncio.create_task(desk.delivery.recorded(message.id))
    await asyncio.sleep(0.05)
    assert not waiting.done()
    sending.set()
    await waiting
    assert desk.stored(message).status is MessageStatus.SENT
    await desk.delivery.recorded(message.id)


async def test_nothing_is_sent_while_the_session_does_not_work(desk: Desk) -> None:
    desk.working = False
    message = make_message(1)
    desk.queue(message)
    await asyncio.sleep(0.1)
    assert desk.channel.orders == []
    desk.working = True
    await desk.until_status(message, MessageStatus.SENT)


async def test_a_stale_holder_sends_nothing(desk: Desk, twins: InMemory) -> None:
    seen = twins.leases.find(TENANT, make_bot().id)
    twins.leases.acquire(TENANT, make_bot().id, RUNNER, seen=seen)
    message = make_message(1)
    desk.queue(message)
    await asyncio.sleep(0.15)
    assert desk.channel.orders == []
    assert desk.stored(message).status is MessageStatus.QUEUED


async def test_a_holder_that_may_have_lost_its_lease_sends_nothing(
    twins: InMemory, tools: Toolbox, lease: object
) -> None:
    found = twins.leases.find(TENANT, make_bot().id)
    assert found is not None
    stalled = LeaseKeeper(found, tools, lambda: None, acquired_at=0.0, monotonic=lambda: 12.0)
    desk = Desk(twins, tools, stalled)
    message = make_message(1)
    desk.queue(message)
    await asyncio.sleep(0.1)
    assert desk.channel.orders == []
    assert desk.stored(message).status is MessageStatus.QUEUED
    desk.task.cancel()


async def test_draining_ends_what_is_under_way_and_begins_nothing(desk: Desk) -> None:
    first, second = make_message(1), make_message(2)
    desk.channel.sending = lambda _: 0
    desk.queue(first, second)
    await until(lambda: desk.channel.orders)
    draining = asyncio.create_task(desk.outbox.drain(5))
    await asyncio.sleep(0.05)
    assert not draining.done()
    desk.delivery.heard_of(first.id)
    await draining
    assert [order.id for order in desk.channel.orders] == [first.id]
