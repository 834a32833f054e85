from dataclasses import replace

import pytest

from flotilla.adapters.memory.clock import SequentialIds
from flotilla.domain.errors import ConflictError, InvalidInputError, NotFoundError
from flotilla.domain.ids import BotId, ChatId, LeadId
from flotilla.domain.leads import Lead, LeadStatus
from flotilla.domain.page import Page
from flotilla.ports.repositories import ConversationChange
from tests.contract.adapters.installations import Ports
from tests.contract.adapters.samples import NOBODY, World


def _add(ports: Ports, world: World, **changes: object) -> Lead:
    number = world.ids.new()
    lead = world.a_lead(id=LeadId(number), chat=ChatId(f"{number}@c.us"), **changes)
    chat = world.a_chat(id=lead.chat, lead=lead.id, bot=lead.bot)
    ports.conversations.commit(world.tenant, ConversationChange(chat, lead))
    return replace(lead, version=1)


def test_leads_come_newest_first_page_by_page(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    newest_first = [_add(ports, world) for _ in range(5)][::-1]
    seen: list[Lead] = []
    cursor, pages = None, 0
    while pages == 0 or cursor is not None:
        page = ports.leads.list(world.tenant, limit=2, cursor=cursor)
        seen += page.items
        cursor, pages = page.next_cursor, pages + 1
    assert (seen, pages) == (newest_first, 3)
    assert ports.leads.list(world.tenant, limit=5) == Page(tuple(newest_first), None)


def test_leads_are_filtered_by_bot_and_status(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    other = BotId(fresh.new())
    capturing = _add(ports, world)
    won = _add(ports, world, status=LeadStatus.WON)
    others = _add(ports, world, status=LeadStatus.WON, bot=other)
    assert ports.leads.list(world.tenant, status=LeadStatus.WON).items == (others, won)
    assert ports.leads.list(world.tenant, bot=world.bot_id).items == (won, capturing)
    assert ports.leads.list(world.tenant, bot=other, status=LeadStatus.WON) == Page((others,))
    page = ports.leads.list(world.tenant, status=LeadStatus.WON, limit=1)
    assert page.items == (others,)
    again = ports.leads.list(world.tenant, status=LeadStatus.WON, limit=1, cursor=page.next_cursor)
    assert again == Page((won,))


def test_a_cursor_of_another_list_is_refused(ports: Ports, fresh: SequentialIds) -> None:
    world, other = World(fresh), World(fresh)
    for one in (world, world, other, other):
        _add(ports, one)
    foreign = ports.leads.list(other.tenant, limit=1).next_cursor
    filtered = ports.leads.list(other.tenant, bot=other.bot_id, limit=1).next_cursor
    for cursor in (foreign, filtered, "", "no cursor", "e30", "é"):
        with pytest.raises(InvalidInputError):
            ports.leads.list(world.tenant, cursor=cursor)


def test_saving_a_lead_refuses_an_old_version(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    lead = _add(ports, world)
    saved = ports.leads.save(world.tenant, replace(lead, status=LeadStatus.WON, refused=("phone",), push_name="S"))
    assert saved.version == lead.version + 1
    assert ports.leads.get(world.tenant, lead.id) == saved
    with pytest.raises(ConflictError):
        ports.leads.save(world.tenant, lead)
    with pytest.raises(ConflictError):
        ports.leads.save(world.tenant, replace(lead, id=LeadId("never-added")))


def test_another_tenant_sees_no_lead(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    lead = _add(ports, world)
    assert ports.leads.list(NOBODY).items == ()
    with pytest.raises(NotFoundError):
        ports.leads.get(NOBODY, lead.id)
    with pytest.raises(NotFoundError):
        ports.leads.save(NOBODY, lead)
