from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from flotilla.adapters.memory.clock import SequentialIds
from flotilla.domain.errors import ConflictError, InvalidInputError, NotFoundError
from flotilla.domain.ids import BotId, ChatId, LeadId, UserId
from flotilla.domain.lead_lists import LeadFilter, LeadMoment
from flotilla.domain.leads import FieldValue, Lead, LeadStatus, Source
from flotilla.domain.page import Page
from flotilla.ports.repositories import ConversationChange
from tests.contract.adapters.installations import Ports
from tests.contract.adapters.samples import NOBODY, NOW, World


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
    assert ports.leads.list(world.tenant, LeadFilter(status=LeadStatus.WON)).items == (others, won)
    assert ports.leads.list(world.tenant, LeadFilter(bot=world.bot_id)).items == (won, capturing)
    assert ports.leads.list(world.tenant, LeadFilter(bot=other, status=LeadStatus.WON)) == Page((others,))
    page = ports.leads.list(world.tenant, LeadFilter(status=LeadStatus.WON), limit=1)
    assert page.items == (others,)
    again = ports.leads.list(world.tenant, LeadFilter(status=LeadStatus.WON), limit=1, cursor=page.next_cursor)
    assert again == Page((won,))


def test_a_cursor_of_another_list_is_refused(ports: Ports, fresh: SequentialIds) -> None:
    world, other = World(fresh), World(fresh)
    for one in (world, world, other, other):
        _add(ports, one)
    foreign = ports.leads.list(other.tenant, limit=1).next_cursor
    filtered = ports.leads.list(other.tenant, LeadFilter(bot=other.bot_id), limit=1).next_cursor
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


def test_leads_are_filtered_by_who_has_them(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    ana, bia = UserId("ana"), UserId("bia")
    nobodys = _add(ports, world)
    anas = _add(ports, world, assigned_to=ana, status=LeadStatus.ASSIGNED)
    won = _add(ports, world, assigned_to=ana, status=LeadStatus.WON)
    _add(ports, world, assigned_to=bia, status=LeadStatus.ASSIGNED)
    assert ports.leads.list(world.tenant, LeadFilter(assigned_to=ana)).items == (won, anas)
    assert ports.leads.list(world.tenant, LeadFilter(assigned_to=ana, status=LeadStatus.WON)).items == (won,)
    assert ports.leads.list(world.tenant, LeadFilter(nobodys=True)).items == (nobodys,)


def test_leads_are_filtered_by_when_they_came_were_qualified_and_ended(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    day = timedelta(days=1)
    before = _add(ports, world, created_at=NOW - day, qualified_at=NOW, closed_at=NOW + day, status=LeadStatus.WON)
    at_once = _add(ports, world, created_at=NOW, qualified_at=NOW + timedelta(microseconds=1))
    after = _add(ports, world, created_at=NOW + day)

    def found(by: LeadMoment, since: datetime | None, until: datetime | None) -> tuple[Lead, ...]:
        return ports.leads.list(world.tenant, LeadFilter(by=by, since=since, until=until)).items

    assert found(LeadMoment.CREATED, NOW, NOW + day) == (at_once,)
    assert found(LeadMoment.CREATED, None, NOW) == (before,)
    assert found(LeadMoment.CREATED, NOW, None) == (after, at_once)
    assert found(LeadMoment.QUALIFIED, NOW, None) == (at_once, before)
    assert found(LeadMoment.QUALIFIED, None, NOW + timedelta(microseconds=1)) == (before,)
    assert found(LeadMoment.CLOSED, NOW, NOW + 2 * day) == (before,)
    assert found(LeadMoment.CLOSED, NOW, NOW + day) == ()


def test_leads_are_found_by_a_text_page_by_page(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)

    def named(name: str) -> Lead:
        return _add(ports, world, fields={"name": FieldValue(name, Source.PERSON, 1, NOW)})

    first, _, second = named("João Silva"), named("Ana Souza"), named("Joao Lima")
    page = ports.leads.list(world.tenant, LeadFilter(text="joao"), limit=1)
    assert page.items == (second,)
    rest = ports.leads.list(world.tenant, LeadFilter(text="joao"), cursor=page.next_cursor)
    assert rest == Page((first,))
    with pytest.raises(InvalidInputError):
        ports.leads.list(world.tenant, LeadFilter(text="ana"), cursor=page.next_cursor)
