"""What can not be sent fails with its reason, and keeps back nothing else."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from flotilla.bootstrap.memory import InMemory
from flotilla.domain.messages import FailReason, MessageStatus
from runner import outbox as outbox_module
from runner.channels.port import ChannelError, SendOrder, Sent
from runner.delivery import MOST_INTERNAL_ERRORS, Outcome
from runner.lease_keeper import LeaseKeeper
from runner.toolbox import Toolbox
from tests.unit.runner.conftest import START, make_message
from tests.unit.runner.desk import Desk, open_desk


@pytest.fixture
async def desk(twins: InMemory, tools: Toolbox, keeper: LeaseKeeper) -> AsyncIterator[Desk]:
    async with open_desk(twins, tools, keeper) as made:
        yield made


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


def test_every_reason_of_a_failure_is_provoked_by_a_test_of_the_outbox() -> None:
    tests = "".join(path.read_text() for path in Path(__file__).parent.glob("test_outbox*.py"))
    assert [one for one in FailReason if f'"{one}"' not in tests and f"== FailReason.{one.name}" not in tests] == []
