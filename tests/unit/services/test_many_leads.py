"""What is done with many leads at once: looked for by days, exported, assigned."""

from dataclasses import replace
from datetime import date

import pytest

from flotilla.domain.audit import AuditFilter
from flotilla.domain.errors import ForbiddenError, InvalidInputError
from flotilla.domain.ids import ChatId, LeadId, UserId
from flotilla.domain.lead_lists import LeadFilter
from flotilla.domain.leads import Lead, LeadStatus
from flotilla.domain.people import Role
from flotilla.services import export_leads
from flotilla.services.assign_leads import MOST_AT_ONCE, Assignment
from flotilla.services.lead_days import Days
from tests.unit.services.world import OTHER_TENANT, TENANT, World, principal

ADMIN, V1, V2 = principal(), principal(Role.VENDOR, "V1"), principal(Role.VENDOR, "V2")


@pytest.fixture
def world() -> World:
    world = World()
    world.join("V1", Role.VENDOR)
    world.join("V2", Role.VENDOR)
    for count in range(3):
        world.receive(f"M{count}", chat=ChatId(f"55819777700{count:02d}@c.us"))
    return world


def leads(world: World) -> tuple[Lead, ...]:
    return world.core.list_leads(ADMIN).items


def test_days_are_those_of_the_workspaces_clocks(world: World) -> None:
    tenant = world.core.tenants.get(TENANT)
    world.core.tenants.save(replace(tenant, time_zone="Asia/Tokyo"))
    # Noon in London is nine in the evening in Tokyo; four hours later a new day has begun there.
    world.core.clock.advance(seconds=4 * 3600)
    world.receive("LATE", chat=ChatId("5581977770099@c.us"))

    def found(first: date | None, last: date | None) -> int:
        return len(world.core.list_leads(ADMIN, days=Days(first, last)).items)

    assert found(date(2026, 1, 1), date(2026, 1, 1)) == 3
    assert found(date(2026, 1, 2), None) == 1
    assert found(None, date(2025, 12, 31)) == 0
    for first, last in ((date(2026, 1, 2), date(2026, 1, 1)), (date(1, 1, 1), None), (None, date.max)):
        with pytest.raises(InvalidInputError) as told:
            world.core.list_leads(ADMIN, days=Days(first, last))
        assert list(told.value.fields) == ["to"]


def test_an_export_is_kept_in_the_audit_log_without_what_was_looked_for(world: World) -> None:
    done = world.core.export_leads(ADMIN, LeadFilter(text="977770"), Days(date(2026, 1, 1)))
    assert (len(done.leads), done.complete) == (3, True)
    (entry,) = world.core.list_audit(ADMIN, AuditFilter(action="leads.exported")).items
    assert entry.actor.user == ADMIN.user
    assert (entry.after["leads"], entry.after["searched"]) == (3, True)
    assert "977770" not in str(entry)


def test_an_export_is_for_who_may_take_all_customers_along(world: World) -> None:
    for role in (Role.EDITOR, Role.VIEWER, Role.VENDOR):
        with pytest.raises(ForbiddenError):
            world.core.export_leads(principal(role))
    assert world.core.export_leads(principal(Role.OWNER, "U9", OTHER_TENANT)).leads == ()


def test_an_export_ends_somewhere_and_says_so(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export_leads, "MOST_EXPORTED", 2)
    done = world.core.export_leads(ADMIN)
    assert (done.leads, done.complete) == (leads(world)[:2], False)


def test_each_lead_is_assigned_or_left_by_itself(world: World) -> None:
    free, taken, closed = leads(world)
    world.core.assign_lead(ADMIN, taken.id, V2.user)
    world.core.close_lead(ADMIN, closed.id, LeadStatus.LOST, "No answer")
    wanted = [Assignment(one) for one in (free.id, taken.id, closed.id, LeadId("unknown"))]
    done = world.core.assign_leads(ADMIN, wanted, V1.user)
    assert [one.id for one in done] == [one.lead for one in wanted]
    assert [one.error.code if one.error else None for one in done] == [
        None, "already_assigned", "lead_closed", "not_found",
    ]  # fmt: skip
    assert done[0].lead is not None
    assert done[0].lead.assigned_to == V1.user
    assert world.core.leads.get(TENANT, taken.id).assigned_to == V2.user
    again = world.core.assign_leads(ADMIN, [Assignment(free.id), Assignment(taken.id, V2.user)], V1.user)
    assert [one.error for one in again] == [None, None]


def test_several_are_taken_back(world: World) -> None:
    ids = [lead.id for lead in leads(world)]
    world.core.assign_leads(ADMIN, [Assignment(one) for one in ids], V1.user)
    world.core.assign_leads(ADMIN, [Assignment(one) for one in ids], None)
    assert {lead.assigned_to for lead in leads(world)} == {None}


def test_vendors_take_several_for_themselves_and_for_nobody_else(world: World) -> None:
    wanted = [Assignment(lead.id) for lead in leads(world)]
    assert {one.error and one.error.code for one in world.core.assign_leads(V1, wanted, V2.user)} == {"forbidden"}
    assert {one.error for one in world.core.assign_leads(V1, wanted, V1.user)} == {None}
    with pytest.raises(ForbiddenError):
        world.core.assign_leads(principal(Role.VIEWER), wanted, None)


def test_who_can_t_have_leads_and_what_can_t_be_done_at_once(world: World) -> None:
    wanted = [Assignment(lead.id) for lead in leads(world)]
    with pytest.raises(InvalidInputError):
        world.core.assign_leads(ADMIN, wanted, UserId("stranger"))
    many = [Assignment(LeadId(str(number))) for number in range(MOST_AT_ONCE + 1)]
    for one in ([], many, [wanted[0], wanted[0]]):
        with pytest.raises(InvalidInputError):
            world.core.assign_leads(ADMIN, one, None)
