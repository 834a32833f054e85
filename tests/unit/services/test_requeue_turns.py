"""Turns that no queue knows of are found among the chats that were active lately, and answered."""

from dataclasses import replace

import pytest

from flotilla.domain.bots import Desired
from flotilla.domain.messages import Direction
from flotilla.services.requeue_turns import LOOK_BACK, OVERDUE_AFTER
from tests.unit.services.world import BOT, TENANT, World


def lost_turn(world: World) -> None:
    """A message whose turn was stored and whose entry never came into the queue."""
    world.receive("M1", "Hello")
    world.core.turn_queue.entries.clear()
    world.core.note_activity(world.core.store.changes)


def pass_time(world: World, seconds: float) -> None:
    world.core.clock.advance(seconds=seconds)


def test_a_turn_without_an_entry_is_put_again_and_answered_once() -> None:
    world = World()
    lost_turn(world)
    assert world.core.requeue_turns() == 0, "It may still be on its way."
    pass_time(world, OVERDUE_AFTER.total_seconds() + 2)
    assert [world.core.requeue_turns() for _ in range(2)] == [1, 1]
    world.settle()
    assert world.texts(Direction.OUT) == ["Answer 1"]
    assert world.core.requeue_turns() == 0


def test_a_turn_that_a_worker_holds_is_left_to_it() -> None:
    world = World()
    lost_turn(world)
    pass_time(world, OVERDUE_AFTER.total_seconds() + 2)
    chat = world.chat()
    assert chat.turn is not None
    until = world.core.clock.now() + OVERDUE_AFTER
    world.core.store.chats[TENANT, BOT, chat.id] = replace(chat, turn=replace(chat.turn, claimed_until=until))
    assert world.core.requeue_turns() == 0


@pytest.mark.parametrize("late", [True, False])
def test_bots_that_are_off_and_times_long_past_are_passed_over(late: bool) -> None:
    world = World()
    lost_turn(world)
    if late:
        pass_time(world, LOOK_BACK.total_seconds() + 3600)
    else:
        pass_time(world, OVERDUE_AFTER.total_seconds() + 2)
        world.change_bot(desired=Desired.DISABLED)
    assert world.core.requeue_turns() == 0
