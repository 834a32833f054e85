"""Two chats that become one, in both stores."""

from dataclasses import replace

import pytest

from flotilla.adapters.memory.clock import SequentialIds
from flotilla.bootstrap.ports import Ports
from flotilla.domain.chats import Chat
from flotilla.domain.errors import ConflictError, NotFoundError
from flotilla.domain.ids import ChatId, LeadId
from flotilla.domain.leads import Lead
from flotilla.domain.messages import MessageStatus
from flotilla.ports.repositories import Absorption, ConversationChange
from tests.contract.adapters.samples import World

LID = ChatId("123456789012345@lid")


def two(ports: Ports, world: World) -> tuple[Chat, Chat, Lead, Lead]:
    """Two chats with a lead each, stored."""
    lead = world.a_lead()
    other = world.a_lead(id=LeadId(world.ids.new()), chat=LID)
    kept = ports.conversations.commit(world.tenant, ConversationChange(world.a_chat(), lead))
    gone = ports.conversations.commit(world.tenant, ConversationChange(world.a_chat(id=LID, lead=other.id), other))
    return kept, gone, ports.leads.get(world.tenant, lead.id), ports.leads.get(world.tenant, other.id)


def test_two_chats_become_one_at_once(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    kept, gone, lead, other = two(ports, world)
    pointer = replace(gone, lead=lead.id, moved_to=kept.id, moving=True)
    change = Absorption(replace(kept, aliases=(LID,)), pointer, replace(lead, push_name="Both"), other)
    merged, moved = ports.conversations.absorb(world.tenant, change)
    assert ports.conversations.find_chat(world.tenant, world.bot_id, kept.id) == merged
    assert (merged.aliases, moved.moved_to, moved.moving) == ((LID,), kept.id, True)
    assert ports.conversations.find_chat(world.tenant, world.bot_id, LID) == moved
    assert ports.leads.get(world.tenant, lead.id).push_name == "Both"
    with pytest.raises(NotFoundError):
        ports.leads.get(world.tenant, other.id)
    with pytest.raises(ConflictError):
        ports.conversations.absorb(world.tenant, change)


def test_of_a_merge_that_comes_too_late_nothing_is_stored(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    kept, gone, lead, other = two(ports, world)
    ports.conversations.commit(world.tenant, ConversationChange(replace(gone, unread=5)))
    with pytest.raises(ConflictError):
        ports.conversations.absorb(world.tenant, Absorption(kept, replace(gone, moved_to=kept.id), lead, other))
    assert ports.conversations.find_chat(world.tenant, world.bot_id, kept.id) == kept
    assert ports.leads.get(world.tenant, other.id) == other


def test_a_message_moves_whole_and_not_while_it_changes(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    message = world.a_reply(chat=LID)
    moved = replace(message, chat=world.chat_id)
    ports.conversations.add_message(world.tenant, message)
    where = (world.tenant, world.bot_id)
    ports.conversations.advance_message(*where, LID, message.id, to=MessageStatus.SENT, stage_at=None)
    with pytest.raises(ConflictError):
        ports.conversations.move_message(world.tenant, message, moved)
    sent = ports.conversations.find_message(*where, LID, message.id)
    assert sent is not None
    ports.conversations.move_message(world.tenant, sent, replace(sent, chat=world.chat_id))
    assert ports.conversations.find_message(*where, LID, message.id) is None
    there = ports.conversations.find_message(*where, world.chat_id, message.id)
    assert there == replace(sent, chat=world.chat_id, moved_from=LID)
    with pytest.raises(ConflictError):
        ports.conversations.move_message(world.tenant, sent, moved)
