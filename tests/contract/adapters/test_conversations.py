from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest

from flotilla.adapters.memory.clock import SequentialIds
from flotilla.domain.chats import Chat, Turn
from flotilla.domain.content import Location, Reaction, Vote
from flotilla.domain.errors import ConflictError, InvalidInputError, NotFoundError
from flotilla.domain.ids import ChatId, MessageId, TurnId
from flotilla.domain.media import Media
from flotilla.domain.messages import MessageStatus
from flotilla.ports.repositories import ConversationChange
from tests.contract.adapters.installations import Ports
from tests.contract.adapters.samples import NOBODY, NOW, World


def _started(ports: Ports, world: World) -> Chat:
    return ports.conversations.commit(world.tenant, ConversationChange(world.a_chat(), world.a_lead()))


def test_chat_lead_and_messages_are_committed_together(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    turn = Turn(TurnId("t1"), NOW, NOW, "00000000001.000000.x", claimed_until=NOW)
    chat = world.a_chat(turn=turn, last_order="1", last_at=NOW, asked=("name",), language="pt")
    reply = world.a_reply(turn=TurnId("t1"), quoted=MessageId("3EB0FF"))
    saved = ports.conversations.commit(world.tenant, ConversationChange(chat, world.a_lead(), (reply,)))
    assert saved == replace(chat, version=1)
    assert ports.conversations.find_chat(world.tenant, world.bot_id, world.chat_id) == saved
    assert ports.leads.get(world.tenant, world.lead_id) == world.a_lead(version=1)
    assert ports.conversations.find_message(world.tenant, world.bot_id, world.chat_id, reply.id) == reply


def test_many_old_messages_are_stored_at_once_and_none_twice(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    _started(ports, world)
    known = world.a_message(reactions=(Reaction("5511911111111@c.us", "👍", 1),))
    assert ports.conversations.add_message(world.tenant, known)
    old = [world.a_message(id=MessageId(f"OLD{n}"), order=f"{n:011d}.000000.OLD{n}") for n in range(60)]
    same_again = replace(known, reactions=())
    assert ports.conversations.add_messages(world.tenant, [*old, same_again]) == 60
    assert ports.conversations.add_messages(world.tenant, [*old, same_again]) == 0
    stored = ports.conversations.recent_messages(world.tenant, world.bot_id, world.chat_id, limit=100)
    assert sorted(stored, key=lambda one: one.id) == sorted([*old, known], key=lambda one: one.id)
    assert ports.conversations.add_messages(world.tenant, []) == 0


def test_of_twenty_parallel_commits_one_wins(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    chat = _started(ports, world)

    def commit(number: int) -> str:
        change = ConversationChange(replace(chat, human_by=str(number)), messages=(world.a_reply(),))
        try:
            ports.conversations.commit(world.tenant, change)
        except ConflictError:
            return "lost"
        return "won"

    with ThreadPoolExecutor(20) as pool:
        results = list(pool.map(commit, range(20)))
    assert results.count("won") == 1
    stored = ports.conversations.find_chat(world.tenant, world.bot_id, world.chat_id)
    assert stored is not None
    assert stored.version == 2
    assert len(ports.conversations.outbox(world.tenant, world.bot_id)) == 1


def test_nothing_of_a_refused_commit_is_stored(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    chat = _started(ports, world)
    lead = ports.leads.get(world.tenant, world.lead_id)
    known = world.a_message()
    ports.conversations.add_message(world.tenant, known)
    new = world.a_reply()
    refused = (
        ConversationChange(replace(chat, version=0), messages=(new,)),
        ConversationChange(replace(chat, version=9), lead, (new,)),
        ConversationChange(chat, replace(lead, version=9), (new,)),
        ConversationChange(chat, replace(lead, version=0), (new,)),
        ConversationChange(chat, lead, (new, replace(known, text="Changed"))),
        ConversationChange(chat, lead, (new, replace(new, text="Twice"))),
        ConversationChange(replace(chat, version=0)),
        ConversationChange(replace(chat, version=7)),
    )
    for change in refused:
        with pytest.raises(ConflictError):
            ports.conversations.commit(world.tenant, change)
    assert ports.conversations.find_chat(world.tenant, world.bot_id, world.chat_id) == chat
    assert ports.leads.get(world.tenant, world.lead_id) == lead
    assert ports.conversations.find_message(world.tenant, world.bot_id, world.chat_id, new.id) is None
    assert ports.conversations.find_message(world.tenant, world.bot_id, world.chat_id, known.id) == known


def test_a_message_is_stored_once(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    message = world.a_message()
    with ThreadPoolExecutor(10) as pool:
        stored = list(pool.map(lambda _: ports.conversations.add_message(world.tenant, message), range(10)))
    assert stored.count(True) == 1
    assert not ports.conversations.add_message(world.tenant, replace(message, text="Changed"))
    assert ports.conversations.find_message(world.tenant, world.bot_id, world.chat_id, message.id) == message


def test_a_placeholder_is_upgraded_once(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    placeholder = world.a_message(status=MessageStatus.PENDING, type="ciphertext", text=None)
    readable = replace(placeholder, status=MessageStatus.RECEIVED, type="text", text="Now you can read me")
    assert not ports.conversations.upgrade_message(world.tenant, readable)
    ports.conversations.add_message(world.tenant, placeholder)
    assert ports.conversations.upgrade_message(world.tenant, readable)
    assert not ports.conversations.upgrade_message(world.tenant, replace(readable, text="Again"))
    assert ports.conversations.find_message(world.tenant, world.bot_id, world.chat_id, readable.id) == readable


AMENDED: dict[str, Any] = {
    "text": "Edited", "edited_at": NOW, "content": Location(-8.0631, -34.8711, "Marco Zero", None),
    "media": Media("image/png", 3, "bots/b/media/c/m", width=1, height=1),
    "reactions": (Reaction("5511@c.us", "👍", 5),), "votes": (Vote("me", ("Yes", "No"), 6),),
}  # fmt: skip


def test_a_message_is_amended_in_what_differs_and_keeps_what_happened_to_it(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    message = world.a_reply()
    where = (world.tenant, world.bot_id, world.chat_id, message.id)
    ports.conversations.add_message(world.tenant, message)
    ports.conversations.advance_message(*where, to=MessageStatus.SENT, stage_at=None)
    ports.conversations.amend_message(world.tenant, message, replace(message, **AMENDED))
    amended = replace(message, status=MessageStatus.SENT, **AMENDED)
    assert ports.conversations.find_message(*where) == amended
    bare = replace(amended, type="revoked", text=None, content=None, media=None, reactions=(), votes=())
    ports.conversations.amend_message(world.tenant, amended, bare)
    assert ports.conversations.find_message(*where) == bare


def test_an_amendment_of_what_changed_meanwhile_is_refused(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    message = world.a_message()
    edited = replace(message, text="Edited")
    with pytest.raises(ConflictError):
        ports.conversations.amend_message(world.tenant, message, edited)
    ports.conversations.add_message(world.tenant, message)
    ports.conversations.amend_message(world.tenant, message, edited)
    with pytest.raises(ConflictError):
        ports.conversations.amend_message(world.tenant, message, replace(message, text="Edited by another"))
    ports.conversations.amend_message(world.tenant, message, replace(message, reactions=AMENDED["reactions"]))
    both = ports.conversations.find_message(world.tenant, world.bot_id, world.chat_id, message.id)
    assert both == replace(edited, reactions=AMENDED["reactions"])


def test_messages_come_oldest_first_page_by_page(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    _started(ports, world)
    messages = [world.a_message() for _ in range(5)]
    for message in reversed(messages):
        ports.conversations.add_message(world.tenant, message)
    ports.conversations.add_message(world.tenant, world.a_message(chat=ChatId("another@c.us")))
    where = (world.tenant, world.bot_id, world.chat_id)
    first = ports.conversations.list_messages(*where, limit=3)
    second = ports.conversations.list_messages(*where, limit=3, cursor=first.next_cursor)
    assert [*first.items, *second.items] == messages
    assert second.next_cursor is None
    assert ports.conversations.list_messages(*where, limit=5).next_cursor is None
    with pytest.raises(InvalidInputError):
        ports.conversations.list_messages(*where[:2], ChatId("another@c.us"), cursor=first.next_cursor)


def test_the_newest_messages_come_oldest_of_them_first(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    messages = tuple(world.a_message() for _ in range(4))
    for message in messages:
        ports.conversations.add_message(world.tenant, message)
    where = (world.tenant, world.bot_id, world.chat_id)
    assert ports.conversations.recent_messages(*where, limit=3) == messages[1:]
    assert ports.conversations.recent_messages(*where, limit=9) == messages
    assert ports.conversations.recent_messages(*where, limit=0) == ()


def test_another_tenant_sees_no_conversation(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    chat = _started(ports, world)
    message = world.a_message()
    ports.conversations.add_message(world.tenant, message)
    where = (NOBODY, world.bot_id, world.chat_id)
    assert ports.conversations.find_chat(*where) is None
    assert ports.conversations.find_message(*where, message.id) is None
    assert ports.conversations.list_messages(*where).items == ()
    assert ports.conversations.recent_messages(*where, limit=5) == ()
    for write in (
        lambda: ports.conversations.commit(NOBODY, ConversationChange(chat)),
        lambda: ports.conversations.commit(NOBODY, ConversationChange(replace(chat, tenant=NOBODY), world.a_lead())),
        lambda: ports.conversations.add_message(NOBODY, message),
        lambda: ports.conversations.upgrade_message(NOBODY, message),
    ):
        with pytest.raises(NotFoundError):
            write()
