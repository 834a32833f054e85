"""A group is a conversation: heard by its bot's flag, answered when the bot is spoken to, and never captured."""

from dataclasses import replace

import pytest

from flotilla.domain.ids import ChatId, MessageId
from flotilla.domain.inbound import InboundKind
from flotilla.domain.messages import Direction
from flotilla.domain.views import lead_view, message_view
from tests.unit.services.world import BOT, HELLO, TENANT, World, offline_world

GROUP = ChatId("120363000000000001@g.us")
ANA = "123456789012345@lid"


def in_groups(world: World, *, on: bool = True) -> World:
    bot = world.core.bots.get(TENANT, BOT)
    world.change_bot(features=replace(bot.features, groups=on))
    return world


def say(world: World, message: str, text: str, **changes: object) -> None:
    world.receive(message, text, **({"chat": GROUP, "author": ANA, "push_name": "Ana"} | changes))


@pytest.mark.parametrize("chat", ["status@broadcast", "120363000000000002@newsletter"])
def test_status_and_channels_are_never_heard(chat: str) -> None:
    world = in_groups(World())
    world.receive("M1", "Look at this", chat=ChatId(chat))
    assert world.core.store.chats == {}


def test_a_group_is_heard_only_while_the_flag_is_on() -> None:
    world = World()
    say(world, "M1", "Hello all", mentions_me=True)
    assert world.core.store.chats == {}
    in_groups(world)
    say(world, "M2", "Hello all")
    in_groups(world, on=False)
    say(world, "M3", "Anybody?", mentions_me=True)
    assert world.texts(Direction.IN, GROUP) == ["Hello all"]


def test_its_messages_name_their_authors_and_its_lead_says_what_it_is() -> None:
    world = in_groups(World())
    say(world, "M1", "Hello all")
    (message,) = world.messages(GROUP)
    assert (message_view(message)["author"], message_view(message)["author_name"]) == (ANA, "Ana")
    view = lead_view(world.lead(GROUP))
    assert (view["is_group"], view["push_name"]) == (True, None)


def test_the_bot_answers_who_mentions_it_or_quotes_it_and_nobody_else() -> None:
    world = in_groups(World())
    say(world, "M1", "Hello all")
    world.settle()
    assert world.texts(Direction.OUT, GROUP) == []
    assert (world.chat(GROUP).unread, world.chat(GROUP).waiting_since) == (0, None)
    say(world, "M2", "@bot, prices?", mentions_me=True)
    world.settle()
    assert world.texts(Direction.OUT, GROUP) == ["Answer 1"]
    answer = world.messages(GROUP)[-1].id
    say(world, "M3", "And for two?", quoted=answer)
    world.settle()
    say(world, "M4", "I agree with Ana", quoted=MessageId("M2"))
    world.settle()
    assert world.texts(Direction.OUT, GROUP) == ["Answer 1", "Answer 2"]


def test_a_person_who_quotes_what_the_phone_wrote_speaks_to_the_business() -> None:
    world = in_groups(World())
    say(world, "M1", "We open at nine.", from_me=True, author=None)
    say(world, "M2", "On Sundays too?", quoted=MessageId("M1"))
    assert world.chat(GROUP).unread == 1


def test_nothing_is_captured_or_asked_for_in_a_group() -> None:
    world = in_groups(offline_world())
    say(world, "M1", HELLO, mentions_me=True)
    world.settle()
    assert world.lead(GROUP).fields == {}
    assert world.chat(GROUP).asked == ()
    assert len(world.texts(Direction.OUT, GROUP)) == 1


def test_switching_groups_off_ends_an_answer_that_is_due() -> None:
    world = in_groups(World())
    say(world, "M1", "@bot, prices?", mentions_me=True)
    in_groups(world, on=False)
    world.settle()
    assert world.texts(Direction.OUT, GROUP) == []


def test_edits_in_a_group_are_taken_over() -> None:
    world = in_groups(World())
    say(world, "M1", "Helo")
    say(world, "M1", "Hello", kind=InboundKind.EDITED, version=9)
    assert world.texts(Direction.IN, GROUP) == ["Hello"]
