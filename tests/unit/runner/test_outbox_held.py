"""What is held back, for how long, and that nothing is sent by who may not."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from flotilla.bootstrap.memory import InMemory
from flotilla.domain.messages import MessageStatus
from runner import outbox as outbox_module
from runner.backlog import SWEPT
from runner.channels.port import ChannelError, SendOrder
from runner.delivery import Outcome
from runner.lease_keeper import LeaseKeeper
from runner.toolbox import Toolbox
from tests.unit.runner.conftest import RUNNER, TENANT, make_bot, make_message, until
from tests.unit.runner.desk import Desk, open_desk


@pytest.fixture
async def desk(twins: InMemory, tools: Toolbox, keeper: LeaseKeeper) -> AsyncIterator[Desk]:
    async with open_desk(twins, tools, keeper) as made:
        yield made


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


async def test_many_messages_of_a_chat_that_rests_hide_no_other_chat(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(outbox_module.PAUSE_SECONDS, Outcome.UNSENT, 60.0)
    crowd, last = [make_message(n) for n in range(3 * SWEPT)], make_message(999, "5511922222222@c.us")

    def sending(order: SendOrder) -> int:
        if order.chat == crowd[0].chat:
            raise ChannelError("Not now.", code="not_ready")
        return 1

    desk.channel.sending = sending
    desk.queue(*crowd, last)
    await desk.until_status(last, MessageStatus.SENT)
    assert desk.outbox.load.waiting > 3 * SWEPT - 1


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
