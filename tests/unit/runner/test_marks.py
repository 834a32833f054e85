"""Reactions and votes that came while nobody listened: each is told once, and none that is old."""

from dataclasses import replace

import pytest

from flotilla.bootstrap.memory import InMemory
from flotilla.domain.content import Poll, Reaction, Vote
from flotilla.domain.ids import ChatId
from flotilla.domain.inbound import InboundKind, Origin
from flotilla.domain.messages import Message
from runner.channels.port import MessageSeen
from runner.publisher import Publisher
from runner.recent import Recent
from runner.toolbox import Toolbox
from tests.unit.runner.conftest import BOT, TENANT, make_bot, make_seen
from tests.unit.runner.reconciliation import CHAT, LINKED, Reconciliation, stored

ANA = "5511911111111@c.us"
AT = 1_767_268_900_000


@pytest.fixture
async def look(twins: InMemory, tools: Toolbox) -> Reconciliation:
    return Reconciliation(twins, tools)


def poll() -> MessageSeen:
    return make_seen(1, type="poll", text=None, content=Poll("Lunch?", ("yes", "no")))


def told(look: Reconciliation) -> list[Reaction | Vote | None]:
    return [one.reaction or one.vote for one in look.twins.inbound_queue.entries if one.kind is not InboundKind.MESSAGE]


def receive(look: Reconciliation) -> None:
    """What the receiving function does with all that is queued."""
    for entry in look.twins.inbound_queue.take():
        if entry.kind is InboundKind.MESSAGE:
            look.twins.receive_message(entry)
        else:
            look.twins.revise_message(entry)


def record(look: Reconciliation, seen: MessageSeen) -> Message:
    found = look.twins.conversations.find_message(TENANT, BOT, seen.chat, seen.id)
    assert found is not None
    return found


async def test_a_reaction_and_a_vote_that_were_missed_are_told_once_as_missed(look: Reconciliation) -> None:
    text, question = make_seen(0), poll()
    look.keep(stored(text), stored(question))
    reacted = replace(text, reactions=(Reaction(ANA, "👍", AT),))
    voted = replace(question, votes=(Vote(ANA, ("yes",), AT + 5),))
    await look.run(reacted, voted)
    assert told(look) == [Reaction(ANA, "👍", AT), Vote(ANA, ("yes",), AT + 5)]
    assert {one.origin for one in look.twins.inbound_queue.entries} == {Origin.REPLAYED}
    receive(look)
    await look.run(reacted, voted)
    assert told(look) == []
    assert (record(look, text).reactions, record(look, question).votes) == (reacted.reactions, voted.votes)


async def test_marks_on_a_message_that_was_missed_itself_come_after_it(look: Reconciliation) -> None:
    await look.run(replace(make_seen(1), reactions=(Reaction(ANA, "👍", AT),)))
    kinds = [one.kind for one in look.twins.inbound_queue.entries]
    assert kinds == [InboundKind.MESSAGE, InboundKind.REACTED]


@pytest.mark.parametrize(
    ("emoji", "at_ms", "news"),
    [("👍", AT + 1_000, False), ("❤️", AT - 1_000, False), ("❤️", AT + 1_000, True)],
    ids=["the same, dated otherwise", "an older one, from a page that is behind", "another one"],
)
async def test_what_is_on_record_gives_way_to_a_later_mark_alone(
    look: Reconciliation, emoji: str, at_ms: int, news: bool
) -> None:
    seen = make_seen(1)
    look.keep(stored(seen, reactions=(Reaction(ANA, "👍", AT),)))
    await look.run(replace(seen, reactions=(Reaction(ANA, emoji, at_ms),)))
    assert bool(told(look)) is news


async def test_a_vote_that_was_taken_back_is_told_if_it_was_ever_known(look: Reconciliation) -> None:
    seen = poll()
    await look.run(replace(seen, votes=(Vote(ANA, (), AT),)))
    assert told(look) == []
    look.keep(stored(seen, votes=(Vote(ANA, ("yes",), AT - 9_000),)))
    await look.run(replace(seen, votes=(Vote(ANA, (), AT),)))
    assert told(look) == [Vote(ANA, (), AT)]


async def test_a_page_that_shows_no_reaction_takes_none_back(look: Reconciliation) -> None:
    seen = make_seen(1)
    look.keep(stored(seen, reactions=(Reaction(ANA, "👍", AT),)))
    await look.run(seen)
    assert told(look) == []


async def test_a_person_under_another_address_reacted_but_once(look: Reconciliation) -> None:
    seen = make_seen(1, "77@lid", alias=CHAT)
    look.keep(stored(seen, reactions=(Reaction(CHAT, "👍", AT),)))
    await look.run(replace(seen, reactions=(Reaction("77@lid", "👍", AT),)))
    assert told(look) == []


@pytest.mark.parametrize("type_", ["revoked", "expired"])
async def test_what_was_taken_back_or_emptied_gets_no_marks(look: Reconciliation, type_: str) -> None:
    seen = make_seen(1)
    look.keep(stored(seen, type=type_, text=None))
    await look.run(replace(seen, reactions=(Reaction(ANA, "👍", AT),)))
    assert told(look) == []


async def test_marks_in_a_group_name_who_made_them(look: Reconciliation) -> None:
    group = ChatId("1-2@g.us")
    seen = make_seen(1, group)
    bot = make_bot()
    bot = replace(bot, features=replace(bot.features, groups=True))
    look.publisher = Publisher(lambda: bot, look.tools, lambda: LINKED, Recent(10))
    look.keep(stored(seen))
    both = (Reaction("1@lid", "👍", AT), Reaction("2@lid", "👍", AT + 1))
    await look.run(replace(seen, reactions=both), bot=bot)
    assert told(look) == list(both)
