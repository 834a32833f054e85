"""Whatever call breaks, and whether it had been done or not: delivered again, nothing is lost and nothing is twice."""

from dataclasses import fields, replace
from typing import Any

import pytest

from flotilla.domain.errors import FlotillaError
from flotilla.domain.inbound import Inbound
from flotilla.domain.messages import Direction, MessageStatus
from tests.unit.services.world import Fuse, World

MOST_CALLS = 40


def fused(use_case: Any, fuse: Fuse) -> Any:
    """The use case with the fuse around each of its ports."""
    free = ("clock", "ids")
    return replace(
        use_case, **{f.name: fuse.around(getattr(use_case, f.name)) for f in fields(use_case) if f.name not in free}
    )


def deliver(use_case: Any, argument: Any, tries: int = 3) -> int:
    """Call as a queue does: again after a failure. Returns how often it failed."""
    for failed in range(tries):
        try:
            use_case(argument)
        except FlotillaError:
            continue
        return failed
    raise AssertionError("It never went through.")


def answer_all(world: World, answer: Any) -> None:
    for _ in range(60):
        if not world.core.turn_queue.entries:
            return
        world.core.clock.advance(seconds=10)
        for ref in world.core.turn_queue.take_due():
            deliver(answer, ref)
    raise AssertionError("The turns queue never came to rest.")


def first_contact(world: World) -> list[Inbound]:
    return [world.inbound("M1", "one")]


def burst(world: World) -> list[Inbound]:
    return [world.inbound("M1", "one"), world.inbound("M2", "two"), world.inbound("M3", "three")]


def upgraded(world: World) -> list[Inbound]:
    return [world.inbound("M1", None, type="ciphertext", version=0), world.inbound("M1", "one")]


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("scenario", [first_contact, burst, upgraded])
def test_receiving_survives_any_single_failure(scenario: Any, after: bool) -> None:
    for broken in range(1, MOST_CALLS):
        world = World()
        world.receive("M0", "an earlier talk")
        world.settle()
        fuse = Fuse(broken, after=after)
        receive = fused(world.core.receive_message, fuse)
        inbounds = scenario(world)
        for inbound in inbounds:
            deliver(receive, inbound)
        answer_all(world, world.core.answer_turn)
        ids = [message.id for message in world.messages() if message.direction is Direction.IN]
        assert sorted(ids) == sorted({"M0", *(inbound.id for inbound in inbounds)}), fuse.blown
        assert world.texts(Direction.OUT) == ["Answer 1", "Answer 2"], fuse.blown
        assert world.chat().turn is None
        assert all(message.status is not MessageStatus.PENDING for message in world.messages())
        if fuse.blown is None:
            return
    raise AssertionError("More calls than expected.")


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_the_very_first_message_survives_any_single_failure(after: bool) -> None:
    for broken in range(1, MOST_CALLS):
        world = World()
        fuse = Fuse(broken, after=after)
        deliver(fused(world.core.receive_message, fuse), world.inbound("M1", "one"))
        answer_all(world, world.core.answer_turn)
        assert [message.text for message in world.messages()] == ["one", "Answer 1"], fuse.blown
        assert len(world.core.store.leads) == 1
        if fuse.blown is None:
            return
    raise AssertionError("More calls than expected.")


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_answering_survives_any_single_failure(after: bool) -> None:
    for broken in range(1, MOST_CALLS):
        world = World()
        world.receive("M1", "one")
        fuse = Fuse(broken, after=after)
        answer_all(world, fused(world.core.answer_turn, fuse))
        replies = [message for message in world.messages() if message.direction is Direction.OUT]
        assert len(replies) == 1, fuse.blown
        assert replies[0].status is MessageStatus.QUEUED
        assert world.chat().turn is None
        if fuse.blown is None:
            return
    raise AssertionError("More calls than expected.")


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_a_message_from_the_phone_itself_survives_any_single_failure(after: bool) -> None:
    for broken in range(1, MOST_CALLS):
        world = World()
        world.receive("M1", "one")
        fuse = Fuse(broken, after=after)
        deliver(fused(world.core.receive_message, fuse), world.inbound("P1", "I take this", from_me=True))
        answer_all(world, world.core.answer_turn)
        assert world.texts(Direction.OUT) == ["I take this"], fuse.blown
        assert world.chat().mode == "human"
        if fuse.blown is None:
            return
    raise AssertionError("More calls than expected.")


def test_a_message_delivered_again_long_after_it_was_answered_is_not_answered_again() -> None:
    world = World()
    first = world.inbound("M1", "one")
    world.core.receive_message(first)
    world.settle()
    world.core.receive_message(first)
    world.settle()
    assert world.texts(Direction.OUT) == ["Answer 1"]
