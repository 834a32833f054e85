import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from flotilla.adapters.memory.outbox import MemoryOutbox
from flotilla.bootstrap.memory import InMemory
from flotilla.domain.ailments import Tolerance
from flotilla.domain.errors import UnavailableError
from flotilla.domain.ids import MessageId, TenantId
from flotilla.domain.media import Media
from flotilla.domain.messages import FailReason, Message, MessageStatus
from flotilla.domain.sessions import new_session
from runner import attachments
from runner import outbox as outbox_module
from runner.backlog import SWEPT
from runner.channels.port import ChannelError, OutgoingFile, SendOrder, Sent
from runner.delivery import MOST_INTERNAL_ERRORS, Delivery, Outcome
from runner.governor import Governor
from runner.lease_keeper import LeaseKeeper
from runner.outbox import Outbox
from runner.recent import Recent
from runner.toolbox import Toolbox
from tests.unit.runner.conftest import RUNNER, START, TENANT, FakeChannel, make_bot, make_message, until

QUICK = Tolerance(unacked=timedelta(seconds=0.3), stuck=timedelta(seconds=0.3), overtaken=timedelta(seconds=0.5))


class Desk:
    """An outbox that runs over a fake channel."""

    def __init__(self, twins: InMemory, tools: Toolbox, keeper: LeaseKeeper) -> None:
        self.twins = twins
        self.channel = FakeChannel()
        self.own: Recent[MessageId] = Recent(100)
        self.bot = make_bot()
        session = new_session(TENANT, self.bot.id, START)
        self.governor = Governor(lambda: self.bot, lambda: session, tools)
        self.delivery = Delivery(make_bot(), self.channel, keeper, tools, self.own, self.governor)
        self.working = True
        self.treatments = 0
        quick = replace(tools, timing=replace(tools.timing, tolerance=QUICK))
        self.outbox = Outbox(self.delivery, quick, lambda: self.working, lambda _: self.treatments)
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


async def test_what_the_page_fails_at_again_and_again_fails_with_that_reason(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(outbox_module.PAUSE_SECONDS, Outcome.RETRY, 0.01)
    broken, sound = make_message(1), make_message(2)

    def sending(order: SendOrder) -> int:
        if order.id == broken.id:
            raise ChannelError("undefined is not a function", code="internal")
        return 1

    desk.channel.sending = sending
    desk.queue(broken, sound)
    failed = await desk.until_status(broken, MessageStatus.FAILED)
    assert failed.reason == FailReason.PAGE_ERROR
    assert [order.id for order in desk.channel.orders].count(broken.id) == MOST_INTERNAL_ERRORS
    await desk.until_status(sound, MessageStatus.SENT)


async def test_what_is_tried_again_and_had_arrived_is_not_sent_twice(desk: Desk) -> None:
    first = replace(make_message(1, status=MessageStatus.FAILED), reason=FailReason.REFUSED, fence=1)
    again = replace(make_message(2), retry_of=first.id)
    desk.channel.chats[first.chat] = [first.id]
    desk.queue(first, again)
    assert (await desk.until_status(again, MessageStatus.FAILED)).reason == FailReason.ARRIVED_BEFORE
    assert desk.channel.orders == []


async def test_what_waited_too_long_is_not_sent_any_more(desk: Desk, twins: InMemory) -> None:
    old, young = make_message(1), replace(make_message(2), created_at=START + timedelta(hours=2))
    twins.clock.advance(START + timedelta(hours=24, seconds=1) - twins.clock.now())
    desk.queue(old, young)
    assert (await desk.until_status(old, MessageStatus.FAILED)).reason == "expired"
    await desk.until_status(young, MessageStatus.SENT)
    assert old.id not in {order.id for order in desk.channel.orders}


async def test_what_was_claimed_long_ago_is_looked_for_and_never_sent_so_late(desk: Desk, twins: InMemory) -> None:
    arrived = replace(make_message(1, status=MessageStatus.SENDING), fence=1)
    lost = replace(make_message(2, "5511922222222@c.us", MessageStatus.SENDING), fence=1)
    desk.channel.chats[arrived.chat] = [arrived.id]
    twins.clock.advance(START + timedelta(hours=24, seconds=1) - twins.clock.now())
    desk.queue(arrived, lost)
    await desk.until_status(arrived, MessageStatus.SENT)
    assert (await desk.until_status(lost, MessageStatus.FAILED)).reason == "expired"
    assert lost.id not in {order.id for order in desk.channel.orders}


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


PICTURE = Media("image/png", 3, "bots/bot/pictures/1", "menu.png")


async def test_a_picture_is_sent_with_its_file_and_caption(desk: Desk) -> None:
    picture = replace(make_message(1), type="image", text="our menu", media=PICTURE)
    desk.twins.files.put(TENANT, "bots/bot/pictures/1", b"png", mime="image/png")
    desk.queue(picture)
    await desk.until_status(picture, MessageStatus.SENT)
    [order] = desk.channel.orders
    assert (order.text, order.file) == ("our menu", OutgoingFile("image", "image/png", b"png", "menu.png"))


@pytest.mark.parametrize(
    ("media", "reason"), [(PICTURE, "file_missing"), (None, "not_sendable"), (Media("image/png"), "not_sendable")]
)
async def test_a_picture_without_its_file_fails_and_the_next_message_goes(
    desk: Desk, media: Media | None, reason: str
) -> None:
    picture, text = replace(make_message(1), type="image", media=media), make_message(2)
    desk.queue(picture, text)
    assert (await desk.until_status(picture, MessageStatus.FAILED)).reason == reason
    await desk.until_status(text, MessageStatus.SENT)


async def test_too_large_a_file_fails_with_that_reason(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attachments, "MAX_SENT_BYTES", 2)
    picture = replace(make_message(1), type="image", media=PICTURE)
    desk.twins.files.put(TENANT, "bots/bot/pictures/1", b"png", mime="image/png")
    desk.queue(picture)
    assert (await desk.until_status(picture, MessageStatus.FAILED)).reason == FailReason.FILE_TOO_LARGE


def test_every_reason_of_a_failure_is_provoked_here() -> None:
    here = Path(__file__).read_text()
    assert [one for one in FailReason if f'"{one}"' not in here and f"== FailReason.{one.name}" not in here] == []


async def test_a_picture_waits_while_the_store_of_files_is_away(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(outbox_module.PAUSE_SECONDS, Outcome.RETRY, 0.05)
    away, real = iter([True]), desk.twins.files.get

    def get(tenant: TenantId, name: str, *, max_bytes: int) -> bytes:
        if next(away, False):
            raise UnavailableError("The file can't be read now.")
        return real(tenant, name, max_bytes=max_bytes)

    monkeypatch.setattr(desk.twins.files, "get", get)
    picture = replace(make_message(1), type="image", media=PICTURE)
    desk.twins.files.put(TENANT, "bots/bot/pictures/1", b"png", mime="image/png")
    desk.queue(picture)
    await desk.until_status(picture, MessageStatus.SENT)
    # It was claimed before, so the chat is asked whether it is there: twice is worse than late.
    assert [order.lookup for order in desk.channel.orders] == [True]
