"""Conversations that saw what the overview counts."""

from datetime import date, timedelta

import pytest

from flotilla.domain.ids import BotId, ChatId
from flotilla.domain.inbox import Happening
from flotilla.services.list_conversations import Since
from tests.unit.services.world import CHAT, World, principal

ADMIN, OTHER = principal(), ChatId("5581977776666@c.us")


@pytest.fixture
def world() -> World:
    return World()


def test_conversations_are_those_that_saw_what_is_counted(world: World) -> None:
    world.receive("M1", "Hello")
    world.settle()
    world.core.clock.advance(seconds=2 * 86_400)
    today = world.core.clock.now().date()
    world.receive("M2", "Hello", chat=OTHER)
    world.settle()

    def seen(what: Happening = Happening.SAID, bot: BotId | None = None, day: date = today) -> set[ChatId]:
        world.core.note_activity(world.core.store.changes)
        page = world.core.list_conversations(ADMIN, bot=bot, since=Since(day, what))
        return {one.chat.id for one in page.items}

    assert seen() == {OTHER}
    assert seen(day=today - timedelta(days=2)) == {CHAT, OTHER}
    assert seen(Happening.BOT_ANSWER) == {OTHER}
    assert seen(Happening.HANDOVER) == seen(Happening.PERSON_ANSWER) == set()
    world.core.take_over(ADMIN, world.lead(OTHER).id)
    assert (seen(Happening.HANDOVER), seen(Happening.PERSON_ANSWER)) == ({OTHER}, set())
    world.receive("M3", "Anybody?", chat=OTHER)
    world.core.send_message(ADMIN, world.lead(OTHER).id, "Yes, here")
    assert seen(Happening.PERSON_ANSWER) == {OTHER}
    world.core.hand_back(ADMIN, world.lead(OTHER).id)
    assert seen(Happening.HANDOVER) == {OTHER}
    world.core.take_over(ADMIN, world.lead(CHAT).id)
    assert (seen(Happening.HANDOVER), seen()) == ({CHAT, OTHER}, {OTHER})
    assert seen(bot=BotId("another")) == set()
