"""WhatsApp's acks: waited for, recorded in order, and what their absence says of the page."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from flotilla.bootstrap.memory import InMemory
from flotilla.domain.messages import FailReason, MessageStatus
from runner import outbox as outbox_module
from runner.channels.port import ChannelError, SendOrder, Sent
from runner.delivery import Outcome
from runner.lease_keeper import LeaseKeeper
from runner.toolbox import Toolbox
from tests.unit.runner.conftest import make_message, until
from tests.unit.runner.desk import Desk, open_desk


@pytest.fixture
async def desk(twins: InMemory, tools: Toolbox, keeper: LeaseKeeper) -> AsyncIterator[Desk]:
    async with open_desk(twins, tools, keeper) as made:
        yield made


async def test_the_next_waits_for_the_servers_ack(desk: Desk) -> None:
    first, second = make_message(1), make_message(2)
    desk.channel.sending = lambda order: 0 if order.id == first.id else 1
    desk.queue(first, second)
    await until(lambda: len(desk.channel.orders) == 1)
    await asyncio.sleep(0.1)
    assert len(desk.channel.orders) == 1
    desk.delivery.heard_of(first.id)
    await desk.until_status(second, MessageStatus.SENT)


def hasten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("runner.outbox.ACK_SECONDS", 0.01)
    for outcome in (Outcome.PENDING, Outcome.UNSENT):
        monkeypatch.setitem(outbox_module.PAUSE_SECONDS, outcome, 0.02)


async def test_one_message_without_an_ack_is_reason_to_load_the_page_anew_and_fails_if_that_does_not_help(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    hasten(monkeypatch)
    poisoned, behind = make_message(1), make_message(2)
    desk.channel.sending = lambda order: 0 if order.id == poisoned.id else 1
    desk.channel.acks[poisoned.id] = 0
    desk.queue(poisoned, behind)
    await until(lambda: desk.outbox.load.unacked == 1)
    await until(lambda: desk.outbox.sends.silent > timedelta(0))
    other = make_message(3, "5511922222222@c.us")
    desk.queue(other)
    await desk.until_status(other, MessageStatus.SENT)
    assert desk.outbox.sends.silent == timedelta(0)
    await until(lambda: desk.outbox.sends.lost > timedelta(seconds=0.6))
    assert desk.stored(poisoned).status is MessageStatus.SENDING
    desk.treatments = 2
    assert (await desk.until_status(poisoned, MessageStatus.FAILED)).reason == FailReason.NO_ACK
    assert desk.outbox.sends.lost == timedelta(0)
    await desk.until_status(behind, MessageStatus.SENT)
    assert desk.channel.chats[poisoned.chat].count(poisoned.id) == 1


async def test_a_message_that_two_treatments_did_not_help_fails_and_ails_the_page_no_more(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    hasten(monkeypatch)
    desk.channel.sending = lambda _: 0
    desk.channel.acks[make_message(1).id] = 0
    desk.queue(make_message(1))
    await until(lambda: desk.outbox.sends.silent > timedelta(seconds=0.3))
    assert desk.stored(make_message(1)).status is MessageStatus.SENDING
    desk.treatments = 2
    assert (await desk.until_status(make_message(1), MessageStatus.FAILED)).reason == FailReason.NO_ACK
    assert desk.outbox.sends.silent == timedelta(0)


async def test_a_page_that_brings_nothing_out_is_told_from_one_message_that_it_can_not_send(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    hasten(monkeypatch)
    hung, other = make_message(1), make_message(2, "5511922222222@c.us")

    def sending(order: SendOrder) -> int:
        if order.id == hung.id:
            raise ChannelError("No answer.", code="timeout")
        return 1

    desk.channel.sending = sending
    desk.queue(hung)
    await until(lambda: desk.outbox.sends.stuck > timedelta(seconds=0.1))
    desk.queue(other)
    await desk.until_status(other, MessageStatus.SENT)
    assert desk.outbox.sends.stuck == timedelta(0)
    assert (await desk.until_status(hung, MessageStatus.FAILED)).reason == FailReason.PAGE_ERROR


async def test_a_page_that_connects_anew_is_given_its_time_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    hasten(monkeypatch)
    desk.channel.sending = lambda _: 0
    desk.channel.acks[make_message(1).id] = 0
    desk.queue(make_message(1))
    await until(lambda: desk.outbox.sends.silent > timedelta(seconds=0.2))
    desk.working = False
    await asyncio.sleep(0.1)
    desk.working = True
    desk.outbox.resumed()
    assert desk.outbox.sends.silent < timedelta(seconds=0.1)


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
