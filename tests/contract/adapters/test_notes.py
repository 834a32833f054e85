"""Notes, in memory and in DynamoDB."""

import pytest

from flotilla.adapters.memory.clock import SequentialIds
from flotilla.domain.errors import InvalidInputError, NotFoundError
from flotilla.domain.ids import NoteId, UserId
from flotilla.domain.notes import Note
from flotilla.domain.page import Page
from flotilla.ports.repositories import ConversationChange
from tests.contract.adapters.installations import Ports
from tests.contract.adapters.samples import NOBODY, NOW, World


def _note(world: World, text: str) -> Note:
    note = NoteId(world.ids.new())
    return Note(note, world.tenant, world.bot_id, world.chat_id, world.lead_id, UserId("U1"), "Sample", text, NOW)


def test_notes_come_newest_first_page_by_page_and_are_no_messages(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    notes = [_note(world, f"note {number}") for number in range(5)]
    message = world.a_message()
    ports.conversations.commit(world.tenant, ConversationChange(world.a_chat(), messages=(message,)))
    for note in notes:
        ports.notes.add(world.tenant, note)
    where = (world.tenant, world.bot_id, world.chat_id)
    first = ports.notes.list(*where, limit=3)
    assert first.items == tuple(notes[:1:-1])
    assert ports.notes.list(*where, limit=3, cursor=first.next_cursor) == Page(tuple(notes[1::-1]), None)
    assert ports.notes.list(*where, limit=5).next_cursor is None
    assert ports.conversations.list_messages(*where).items == (message,)


def test_another_tenant_sees_no_note(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    note = _note(world, "secret")
    ports.notes.add(world.tenant, note)
    assert ports.notes.list(NOBODY, world.bot_id, world.chat_id).items == ()
    with pytest.raises(NotFoundError):
        ports.notes.add(NOBODY, note)
    with pytest.raises(InvalidInputError):
        ports.notes.list(world.tenant, world.bot_id, world.chat_id, cursor="made-up")
