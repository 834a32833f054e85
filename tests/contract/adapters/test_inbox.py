"""Conversations by their last activity, in memory and in DynamoDB."""

from datetime import datetime, timedelta
from functools import partial
from random import Random

import pytest

from flotilla.adapters.memory.clock import SequentialIds
from flotilla.domain.errors import InvalidInputError, NotFoundError
from flotilla.domain.ids import ChatId, LeadId
from flotilla.domain.inbox import Active, Conversation, hour_of
from flotilla.domain.messages import order_key
from flotilla.ports.repositories import ConversationChange
from tests.bench.units import counted
from tests.contract.adapters.installations import Emulated, Ports
from tests.contract.adapters.samples import NOBODY, NOW, World

SINCE, UNTIL = NOW - timedelta(days=60), NOW + timedelta(days=1)
EVERY = ("all",)


def _anything(_: Conversation) -> bool:
    return True


def _talk(ports: Ports, world: World, number: int, *moments: datetime, stored: bool = True) -> LeadId:
    """A customer whose chat was active at these moments, with its newest message or without; returns the lead."""
    lead, chat = LeadId(world.ids.new()), ChatId(f"551199999{number:04}@c.us")
    message = world.a_message(chat=chat, lead=lead, text=f"message {number}")
    last = world.a_chat(
        id=chat, lead=lead, last_at=moments[-1], last_order=order_key(1_767_000_000, number, message.id)
    )
    change = ConversationChange(last, world.a_lead(id=lead, chat=chat), (message,) if stored else ())
    ports.conversations.commit(world.tenant, change)
    ports.inbox.note(world.tenant, [Active(world.tenant, lead, hour_of(moment)) for moment in moments])
    return lead


def _all(ports: Ports, world: World, limit: int) -> list[Conversation]:
    """Page after page until the end."""
    found: list[Conversation] = []
    read = partial(ports.inbox.list, world.tenant, _anything, scope=EVERY, since=SINCE, until=UNTIL, limit=limit)
    page = read()
    while page.next_cursor is not None:
        found += page.items
        page = read(cursor=page.next_cursor)
    return [*found, *page.items]


@pytest.mark.parametrize("limit", [1, 4, 100])
def test_each_conversation_is_listed_once_by_its_last_activity(ports: Ports, fresh: SequentialIds, limit: int) -> None:
    world, chance = World(fresh), Random(limit)
    last = {}
    for number in range(14):
        # Several in one hour, over months, and some twice at the very same moment.
        moments = sorted(NOW - timedelta(minutes=chance.choice([0, 3, 20, 70, 4_000, 60_000])) for _ in range(3))
        last[_talk(ports, world, number, *moments)] = moments[-1]
    found = _all(ports, world, limit)
    assert [one.lead.id for one in found] == sorted(last, key=lambda lead: (last[lead], lead), reverse=True)


def test_the_newest_message_comes_along_if_it_is_stored(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    _talk(ports, world, 1, NOW)
    _talk(ports, world, 2, NOW - timedelta(minutes=1), stored=False)
    assert [one.last.text if one.last else None for one in _all(ports, world, 10)] == ["message 1", None]


def test_what_doesn_t_fit_is_passed_over(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    leads = [_talk(ports, world, number, NOW - timedelta(hours=number)) for number in range(6)]
    wanted = {leads[1], leads[4]}
    page = ports.inbox.list(
        world.tenant, lambda one: one.lead.id in wanted, scope=EVERY, since=SINCE, until=UNTIL, limit=5
    )
    assert [one.lead.id for one in page.items] == [leads[1], leads[4]]
    assert page.next_cursor is None


def test_a_lead_that_is_gone_leaves_a_note_that_leads_nowhere(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    ports.inbox.note(world.tenant, [Active(world.tenant, LeadId(fresh.new()), hour_of(NOW))] * 2)
    assert _all(ports, world, 10) == []


def test_another_tenant_and_another_list_see_nothing(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    for number in range(3):
        _talk(ports, world, number, NOW)
    read = partial(ports.inbox.list, fits=_anything, since=SINCE, until=UNTIL)
    page = read(world.tenant, scope=EVERY, limit=1)
    assert read(NOBODY, scope=EVERY).items == ()
    for tenant, scope in ((NOBODY, EVERY), (world.tenant, ("mine",))):
        with pytest.raises(InvalidInputError):
            read(tenant, scope=scope, cursor=page.next_cursor)
    with pytest.raises(NotFoundError):
        ports.inbox.note(NOBODY, [Active(world.tenant, LeadId("L"), NOW)])


def test_an_hour_of_a_chat_is_noted_by_one_write(emulated: Emulated, fresh: SequentialIds) -> None:
    world = World(fresh)
    with counted(emulated) as units:
        emulated.inbox.note(world.tenant, [Active(world.tenant, LeadId(fresh.new()), hour_of(NOW))])
    assert [name for name, _ in units.calls] == ["BatchWriteItem"]


def test_messages_are_read_backwards_page_by_page(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    messages = tuple(world.a_message() for _ in range(5))
    ports.conversations.commit(world.tenant, ConversationChange(world.a_chat(), world.a_lead(), messages))
    where = (world.tenant, world.bot_id, world.chat_id)
    first = ports.conversations.list_messages(*where, limit=3, newest_first=True)
    assert first.items == messages[:1:-1]
    rest = ports.conversations.list_messages(*where, limit=3, cursor=first.next_cursor, newest_first=True)
    assert (rest.items, rest.next_cursor) == (messages[1::-1], None)
    with pytest.raises(InvalidInputError):
        ports.conversations.list_messages(*where, cursor=first.next_cursor)
