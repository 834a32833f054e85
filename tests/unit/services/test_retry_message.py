from dataclasses import replace
from datetime import timedelta

import pytest

from flotilla.domain.chats import Mode
from flotilla.domain.errors import ForbiddenError, NotFoundError
from flotilla.domain.ids import MessageId
from flotilla.domain.messages import Direction, FailReason, Message, MessageStatus, Stage, has_expired
from flotilla.domain.people import Role
from tests.unit.services.world import TENANT, World, principal


@pytest.fixture
def world() -> World:
    made = World()
    made.receive("M1", "Hello?")
    made.settle()
    return made


def failed(world: World, reason: FailReason) -> Message:
    """The bot's answer, which can't be sent; the customer writes on meanwhile."""
    answer = next(message for message in world.messages() if message.direction is Direction.OUT)
    world.core.store.put_message(replace(answer, status=MessageStatus.FAILED, reason=reason, fence=3))
    world.core.clock.advance(timedelta(hours=30))
    return answer


@pytest.mark.parametrize(
    "reason",
    [
        FailReason.EXPIRED, FailReason.NOT_ON_WHATSAPP, FailReason.NOT_SENDABLE, FailReason.PAGE_ERROR,
        FailReason.NO_ACK,
    ],
)  # fmt: skip
def test_what_whatsapp_never_had_is_queued_under_its_own_id(world: World, reason: FailReason) -> None:
    answer = failed(world, reason)
    again = world.core.retry_message(principal(), world.lead().id, answer.id)
    assert (again.id, again.status, again.reason, again.fence) == (answer.id, MessageStatus.QUEUED, None, None)
    assert again.order > answer.order
    assert world.messages()[-1] == again
    assert [stage for stage, _ in again.life] == [Stage.OUTBOX]
    now = world.core.clock.now()
    assert not has_expired(again, now + timedelta(hours=23))
    assert has_expired(again, now + timedelta(hours=25))


@pytest.mark.parametrize("reason", [FailReason.REFUSED, FailReason.REJECTED])
def test_what_whatsapp_refused_gets_another_id_and_both_are_linked(world: World, reason: FailReason) -> None:
    answer = failed(world, reason)
    again = world.core.retry_message(principal(), world.lead().id, answer.id)
    assert (again.text, again.status, again.retry_of) == (answer.text, MessageStatus.QUEUED, answer.id)
    assert again.id != answer.id
    old = next(message for message in world.messages() if message.id == answer.id)
    assert (old.status, old.retried_as) == (MessageStatus.FAILED, again.id)
    assert world.core.retry_message(principal(), world.lead().id, answer.id) == again


def test_asked_twice_it_is_queued_once_and_nobody_s_turn_changes(world: World) -> None:
    answer = failed(world, FailReason.EXPIRED)
    first = world.core.retry_message(principal(), world.lead().id, answer.id)
    assert world.core.retry_message(principal(), world.lead().id, answer.id) == first
    assert world.chat().mode is Mode.BOT
    assert [entry.action for entry in world.core.store.audit[TENANT]].count("message.retried") == 1


def test_what_is_on_its_way_stays_as_it_is(world: World) -> None:
    answer = world.messages()[-1]
    assert world.core.retry_message(principal(), world.lead().id, answer.id) == answer


def test_only_messages_to_the_customer_by_those_who_may_send(world: World) -> None:
    lead = world.lead().id
    for unknown in ("M1", "3EB0FFFF"):
        with pytest.raises(NotFoundError):
            world.core.retry_message(principal(), lead, MessageId(unknown))
    with pytest.raises(ForbiddenError):
        world.core.retry_message(principal(Role.VIEWER), lead, world.messages()[-1].id)
