"""Messages that wait for too long are counted, and left to who holds the bot."""

from dataclasses import replace

from flotilla.domain.bots import Desired
from flotilla.domain.messages import MessageStatus
from flotilla.services.count_stuck_sends import STUCK_AFTER
from tests.unit.services.world import BOT, TENANT, World, principal


def test_what_waits_for_too_long_is_counted_until_it_is_sent_or_the_bot_is_off() -> None:
    world = World()
    world.receive()
    message = world.core.send_message(principal(), world.lead().id, "On its way")
    assert world.core.count_stuck_sends() == 0
    world.core.clock.advance(seconds=STUCK_AFTER.total_seconds() + 1)
    assert world.core.count_stuck_sends() == 1
    assert world.messages()[-1].status is MessageStatus.QUEUED
    bot = world.core.bots.save(TENANT, replace(world.core.bots.get(TENANT, BOT), desired=Desired.DISABLED))
    assert world.core.count_stuck_sends() == 0
    world.core.bots.save(TENANT, replace(bot, desired=Desired.ENABLED))
    for status in (MessageStatus.SENDING, MessageStatus.SENT):
        world.core.conversations.advance_message(TENANT, BOT, message.chat, message.id, to=status, stage_at=None)
    assert world.core.count_stuck_sends() == 0
