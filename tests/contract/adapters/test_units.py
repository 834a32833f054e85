"""Writes are counted: an inbound message takes at most 4 write units, a reply at most 12."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from flotilla.adapters.memory.clock import SequentialIds
from flotilla.domain.chats import Turn
from flotilla.domain.ids import RunnerId, TurnId
from flotilla.domain.leads import FieldValue, Source
from flotilla.domain.messages import MessageStatus, Stage
from flotilla.ports.repositories import ConversationChange
from tests.bench.units import TEXTS, Units, converse, counted
from tests.contract.adapters.installations import Emulated
from tests.contract.adapters.samples import NOW, World

TEXT = "Hello, I would like to know what you have for a small shop: prices, delivery to Recife and how to pay. " * 3
QUOTE = "I live in a sample street of a sample town"


def _talking(emulated: Emulated, fresh: SequentialIds) -> World:
    """A chat with history: a lead with all its fields, and a turn that is due."""
    world = World(fresh)
    value = FieldValue(QUOTE, Source.AI, 0.95, NOW, world.a_message().id, QUOTE)
    fields = dict.fromkeys(("name", "email", "location", "phone"), value)
    turn = Turn(TurnId(fresh.new()), NOW, NOW + timedelta(seconds=2), world.a_message().order)
    chat = world.a_chat(turn=turn, last_order=turn.upto, last_at=NOW, asked=("name", "email"), language="pt-BR")
    emulated.conversations.commit(world.tenant, ConversationChange(chat, world.a_lead(fields=fields)))
    return world


def _units(emulated: Emulated, act: Callable[[], object]) -> Units:
    with counted(emulated) as units:
        act()
    assert units.calls
    return units


def test_an_inbound_message_takes_three_write_units(emulated: Emulated, fresh: SequentialIds) -> None:
    world = _talking(emulated, fresh)
    chat = emulated.conversations.find_chat(world.tenant, world.bot_id, world.chat_id)
    assert chat is not None
    stages = (Stage.PHONE, Stage.PAGE, Stage.QUEUED_EVENT, Stage.RECEIVE, Stage.STORED)
    message = world.a_message(text=TEXT, life=tuple((stage, 1_767_000_000_000) for stage in stages))
    stored = _units(emulated, lambda: emulated.conversations.add_message(world.tenant, message))
    change = ConversationChange(replace(chat, last_order=message.order))
    committed = _units(emulated, lambda: emulated.conversations.commit(world.tenant, change))
    assert (stored.write, committed.write) == (2, 1)


def test_a_reply_takes_at_most_twelve_write_units(emulated: Emulated, fresh: SequentialIds) -> None:
    world = _talking(emulated, fresh)
    chat = emulated.conversations.find_chat(world.tenant, world.bot_id, world.chat_id)
    lead = emulated.leads.get(world.tenant, world.lead_id)
    assert chat is not None
    assert chat.turn is not None
    turn = replace(chat.turn, claimed_until=NOW)

    def claim_and_answer() -> None:
        claimed = emulated.conversations.commit(world.tenant, ConversationChange(replace(chat, turn=turn)))
        stages = (Stage.TURN, Stage.ANSWER, Stage.BRAIN, Stage.OUTBOX)
        reply = world.a_reply(text=TEXT, turn=turn.id, life=tuple((stage, 1_767_000_000_000) for stage in stages))
        change = ConversationChange(replace(claimed, turn=None), replace(lead, push_name="Sample"), (reply,))
        emulated.conversations.commit(world.tenant, change)

    assert _units(emulated, claim_and_answer).write <= 12


def test_a_message_heard_again_is_refused_for_one_unit(emulated: Emulated, fresh: SequentialIds) -> None:
    world = _talking(emulated, fresh)
    message = world.a_message()
    emulated.conversations.add_message(world.tenant, message)
    with counted(emulated) as units:
        emulated.conversations.add_message(world.tenant, message)
    assert [name for name, _ in units.calls] == ["PutItem"]


@pytest.mark.parametrize(("to", "most"), [(MessageStatus.SENT, 3), (MessageStatus.DELIVERED, 3)])
def test_a_status_takes_the_message_its_order_and_its_place_in_the_outbox(
    emulated: Emulated, fresh: SequentialIds, to: MessageStatus, most: int
) -> None:
    world = _talking(emulated, fresh)
    emulated.bots.add(world.tenant, world.a_bot())
    lease = emulated.leases.acquire(world.tenant, world.bot_id, RunnerId("r"), seen=None)
    reply = world.a_reply(text=TEXT)
    emulated.conversations.add_message(world.tenant, reply)
    assert lease is not None
    claim = _units(
        emulated,
        lambda: emulated.conversations.claim_message(world.tenant, reply, fence=lease.fence, at_ms=1),
    )
    assert claim.write <= 6
    where = (world.tenant, world.bot_id, world.chat_id, reply.id)
    advanced = _units(emulated, lambda: emulated.conversations.advance_message(*where, to=to, stage_at=None))
    assert advanced.write <= most


def test_the_use_cases_keep_to_the_budget(emulated: Emulated, fresh: SequentialIds) -> None:
    world = World(fresh)
    bot = world.a_bot(burst_window_ms=0)
    emulated.tenants.add(world.a_tenant())
    emulated.bots.add(world.tenant, bot)
    first, *later = (converse(emulated, bot, world.chat_id, text) for text in TEXTS)
    # A customer's first message also makes the chat and the lead, together.
    assert first[0].write <= 7
    for heard, replied, _ in later:
        assert heard.write <= 4
        assert heard.entries == 1
        assert replied.write <= 12
