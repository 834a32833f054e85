"""What waits to be sent goes out in order and once."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest

from flotilla.adapters.memory.outbox import MemoryOutbox
from flotilla.bootstrap.memory import InMemory
from flotilla.domain.errors import UnavailableError
from flotilla.domain.messages import Message, MessageStatus
from runner.lease_keeper import LeaseKeeper
from runner.toolbox import Toolbox
from tests.unit.runner.conftest import make_message
from tests.unit.runner.desk import Desk, open_desk


@pytest.fixture
async def desk(twins: InMemory, tools: Toolbox, keeper: LeaseKeeper) -> AsyncIterator[Desk]:
    async with open_desk(twins, tools, keeper) as made:
        yield made


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
