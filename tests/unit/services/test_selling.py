"""Who has a lead, how it ended, what people note about it, and what they have read."""

from threading import Thread

import pytest

from flotilla.domain.chats import Mode
from flotilla.domain.errors import ConflictError, ForbiddenError, InvalidInputError, NotFoundError
from flotilla.domain.events import derive_events
from flotilla.domain.ids import LeadId, UserId
from flotilla.domain.leads import LeadStatus
from flotilla.domain.people import Membership, Role
from tests.unit.services.world import OTHER_TENANT, TENANT, World, principal

V1, V2 = principal(Role.VENDOR, "V1"), principal(Role.VENDOR, "V2")
ADMIN = principal()


@pytest.fixture
def world() -> World:
    world = World()
    now = world.core.clock.now()
    for user, role in (("V1", Role.VENDOR), ("V2", Role.VENDOR), ("R1", Role.VIEWER)):
        if world.core.members.find(TENANT, UserId(user)) is None:
            member = Membership(TENANT, UserId(user), f"{user}@example.com", f"Sample {user}", role, now)
            world.core.members.add(TENANT, member)
    world.receive("M1", "Hello")
    world.settle()
    return world


def test_a_vendor_takes_a_lead_and_with_it_the_chat(world: World) -> None:
    both = world.core.assign_lead(V1, world.lead().id, V1.user)
    assert (both.lead.status, both.lead.assigned_to) == (LeadStatus.ASSIGNED, "V1")
    assert (both.chat.mode, both.chat.human_by) == (Mode.HUMAN, "V1")
    assert world.lead().assigned_at == world.core.clock.now()
    assert world.chat() == both.chat


def test_of_several_who_take_a_lead_at_once_one_gets_it_and_the_others_hear_who(world: World) -> None:
    lead, won, lost = world.lead().id, [], []

    def take(number: int) -> None:
        vendor = V1 if number % 2 else V2
        try:
            won.append(world.core.assign_lead(vendor, lead, vendor.user).lead.assigned_to)
        except ConflictError as error:
            lost.append((error.code, error.message))

    threads = [Thread(target=take, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    holder = world.lead().assigned_to
    assert set(won) == {holder}
    name = world.core.members.find(TENANT, UserId(str(holder)))
    assert name is not None
    assert set(lost) == {("already_assigned", f"{name.name} has this lead.")}
    assigned = [e for c in world.core.store.changes for e in derive_events(c) if e.type == "lead.assigned"]
    assert len(assigned) == 1


def test_an_admin_gives_a_lead_to_another_only_knowing_from_whom(world: World) -> None:
    lead = world.lead().id
    world.core.assign_lead(ADMIN, lead, V1.user)
    with pytest.raises(ConflictError, match="has this lead"):
        world.core.assign_lead(ADMIN, lead, V2.user)
    moved = world.core.assign_lead(ADMIN, lead, V2.user, V1.user)
    assert (moved.lead.assigned_to, moved.lead.assigned_by, moved.chat.human_by) == ("V2", "U1", "V2")


def test_vendors_assign_only_themselves(world: World) -> None:
    lead = world.lead().id
    with pytest.raises(ForbiddenError):
        world.core.assign_lead(V1, lead, V2.user)
    world.core.assign_lead(V2, lead, V2.user)
    with pytest.raises(ForbiddenError):
        world.core.assign_lead(V1, lead, V1.user, V2.user)
    with pytest.raises(ConflictError):
        world.core.assign_lead(V1, lead, None)
    assert world.core.assign_lead(V2, lead, None).lead.assigned_to is None
    assert world.lead().status is LeadStatus.CAPTURING


@pytest.mark.parametrize("user", ["R1", "nobody"])
def test_only_who_may_write_to_customers_can_have_leads(world: World, user: str) -> None:
    with pytest.raises(InvalidInputError) as error:
        world.core.assign_lead(ADMIN, world.lead().id, UserId(user))
    assert list(error.value.fields) == ["user_id"]


def test_a_lead_is_closed_with_a_reason_and_reopened_where_it_was(world: World) -> None:
    lead = world.lead().id
    world.core.assign_lead(V1, lead, V1.user)
    closed = world.core.close_lead(V1, lead, LeadStatus.LOST, " too expensive ")
    assert (closed.status, closed.close_reason, closed.closed_by) == (LeadStatus.LOST, "too expensive", "V1")
    assert world.core.close_lead(V1, lead, LeadStatus.LOST, "too expensive") == closed
    for call in (
        lambda: world.core.close_lead(V1, lead, LeadStatus.WON, "after all"),
        lambda: world.core.assign_lead(V1, lead, None),
    ):
        with pytest.raises(ConflictError) as error:
            call()
        assert error.value.code == "lead_closed"
    again = world.core.reopen_lead(V1, lead)
    assert (again.status, again.assigned_to, again.close_reason) == (LeadStatus.ASSIGNED, "V1", None)
    actions = [entry.action for entry in world.core.store.audit[TENANT]][-3:]
    assert actions == ["lead.assigned", "lead.closed", "lead.reopened"]


@pytest.mark.parametrize(
    ("outcome", "reason"), [(LeadStatus.QUALIFIED, "x"), (LeadStatus.WON, " "), (LeadStatus.WON, "x" * 501)]
)
def test_an_end_that_makes_no_sense_is_refused(world: World, outcome: LeadStatus, reason: str) -> None:
    with pytest.raises(InvalidInputError):
        world.core.close_lead(ADMIN, world.lead().id, outcome, reason)


def test_notes_are_kept_newest_first_and_told_to_pages(world: World) -> None:
    lead = world.lead().id
    for text in ("first", "second", "third"):
        world.core.clock.advance(seconds=1)
        world.core.add_note(V1, lead, text)
    page = world.core.list_notes(ADMIN, lead, 2)
    assert [note.text for note in page.items] == ["third", "second"]
    rest = world.core.list_notes(ADMIN, lead, 2, page.next_cursor)
    assert ([note.text for note in rest.items], rest.next_cursor) == (["first"], None)
    told = [e for c in world.core.store.changes for e in derive_events(c) if e.type == "lead.noted"]
    assert [event.data["note"]["text"] for event in told] == ["first", "second", "third"]
    assert "third" not in str(world.core.store.audit[TENANT])
    for text in ("  ", "x" * 2001):
        with pytest.raises(InvalidInputError):
            world.core.add_note(V1, lead, text)


def test_reading_ends_what_is_unread_and_saves_nothing_twice(world: World) -> None:
    assert world.chat().unread == 1
    assert world.core.mark_read(V1, world.lead().id).chat.unread == 0
    saved = world.chat()
    world.core.mark_read(V1, world.lead().id)
    assert world.chat() == saved


def test_a_vendor_can_t_touch_what_another_has_nor_anybody_another_tenant_s(world: World) -> None:
    lead = world.lead().id
    world.core.assign_lead(V2, lead, V2.user)
    stranger = principal(Role.OWNER, "U9", OTHER_TENANT)
    for who in (V1, stranger):
        for call in (
            lambda p: world.core.close_lead(p, lead, LeadStatus.WON, "x"),
            lambda p: world.core.reopen_lead(p, lead),
            lambda p: world.core.add_note(p, lead, "x"),
            lambda p: world.core.list_notes(p, lead),
            lambda p: world.core.mark_read(p, lead),
        ):
            with pytest.raises(NotFoundError):
                call(who)
    with pytest.raises(NotFoundError):
        world.core.assign_lead(stranger, lead, stranger.user)
    with pytest.raises(NotFoundError):
        world.core.assign_lead(ADMIN, LeadId("unknown"), None)
