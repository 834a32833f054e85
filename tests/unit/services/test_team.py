"""The team: invite, accept, change, deactivate, remove; and who may do it."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from flotilla.bootstrap import in_memory
from flotilla.domain.errors import (
    ConflictError,
    ForbiddenError,
    LimitReachedError,
    NotFoundError,
    UnauthenticatedError,
)
from flotilla.domain.ids import ConnectionId, UserId
from flotilla.domain.invitations import INVITATION_LIFETIME, InvitationState
from flotilla.domain.leads import LeadStatus
from flotilla.domain.people import Principal, Role
from flotilla.domain.plans import PLANS, Plan
from flotilla.settings import read_settings
from tests.unit.services.world import CHAT, FREE_FOR_ALL, OTHER_TENANT, TENANT, World, sample_tenant

GOOD = "a good password"


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def owner(world: World) -> Principal:
    return world.join("OWNER", Role.OWNER, password=GOOD)


def invite(world: World, by: Principal, email: str = "new@example.com", role: Role = Role.EDITOR) -> str:
    return world.core.invite_member(by, email, role).secret


def test_who_has_the_link_becomes_a_member_with_an_account_of_their_own(world: World, owner: Principal) -> None:
    secret = invite(world, owner, " New@Example.com ", Role.VENDOR)
    shown = world.core.show_invitation(secret)
    assert (shown.workspace, shown.email, shown.state) == ("Sample T1", "n•••@example.com", InvitationState.OPEN)
    signed = world.core.accept_invitation(secret, name="New Person", password=GOOD)
    assert (signed.principal.tenant, signed.principal.role) == (TENANT, Role.VENDOR)
    assert world.core.authenticate(signed.token).email == "new@example.com"
    assert world.core.sign_in("new@example.com", GOOD).principal.role is Role.VENDOR
    member = world.core.members.find(TENANT, signed.principal.user)
    assert member is not None
    assert member.added_by == owner.user
    with pytest.raises(ConflictError, match="accepted already"):
        world.core.accept_invitation(secret, name="Again", password=GOOD)


def test_a_link_opens_no_account_that_exists(world: World, owner: Principal) -> None:
    """The inviter knows the link too: it must not be a way into somebody's other workspaces."""
    world.join("VICTIM", Role.OWNER, OTHER_TENANT, password=GOOD)
    secret = invite(world, owner, "victim@example.com")
    with pytest.raises(UnauthenticatedError) as refused:
        world.core.accept_invitation(secret, name="x", password="another password")
    assert refused.value.code == "account_exists"
    assert world.core.sign_in("victim@example.com", GOOD).principal.tenant == OTHER_TENANT
    assert world.core.accept_invitation(secret, password=GOOD).principal.tenant == TENANT


def test_who_is_signed_in_accepts_for_their_own_address_only(world: World, owner: Principal) -> None:
    guest = world.join("GUEST", Role.OWNER, OTHER_TENANT)
    mine, others = invite(world, owner, guest.email), invite(world, owner, "other@example.com")
    with pytest.raises(ConflictError) as refused:
        world.core.accept_invitation(others, principal=guest)
    assert refused.value.code == "other_address"
    assert world.core.accept_invitation(mine, principal=guest).principal.tenant == TENANT
    assert {one.id for one in world.core.show_me(guest).tenants} == {TENANT, OTHER_TENANT}
    there = world.core.switch_tenant(guest, TENANT)
    assert world.core.authenticate(there.token).role is Role.EDITOR


def test_an_invitation_ends(world: World, owner: Principal) -> None:
    revoked = world.core.invite_member(owner, "a@example.com", Role.VIEWER)
    world.core.revoke_invitation(owner, revoked.invitation.id)
    replaced = invite(world, owner, "b@example.com")
    invite(world, owner, "b@example.com")
    expired = invite(world, owner, "c@example.com")
    world.core.clock.advance(INVITATION_LIFETIME)
    for secret, code in ((revoked.secret, "revoked"), (replaced, "revoked"), (expired, "expired")):
        with pytest.raises(ConflictError) as refused:
            world.core.accept_invitation(secret, name="x", password=GOOD)
        assert refused.value.code == f"invitation_{code}"
    with pytest.raises(NotFoundError):
        world.core.accept_invitation("forged", name="x", password=GOOD)
    assert world.core.members.list(TENANT) == world.core.members.list(owner.tenant)


def test_only_owners_make_and_unmake_owners(world: World, owner: Principal) -> None:
    admin = world.join("ADMIN", Role.ADMIN)
    for attempt in (
        lambda: world.core.invite_member(admin, "new@example.com", Role.OWNER),
        lambda: world.core.update_member(admin, admin.user, role=Role.OWNER),
        lambda: world.core.update_member(admin, owner.user, active=False),
        lambda: world.core.remove_member(admin, owner.user),
    ):
        with pytest.raises(ForbiddenError):
            attempt()
    assert world.core.update_member(owner, admin.user, role=Role.OWNER).membership.role is Role.OWNER


@pytest.mark.parametrize("role", [Role.EDITOR, Role.VIEWER, Role.VENDOR])
def test_others_neither_see_nor_change_the_team(world: World, role: Role) -> None:
    who = world.join("SOMEONE", role)
    for attempt in (
        lambda: world.core.list_team(who),
        lambda: world.core.invite_member(who, "x@example.com", Role.VIEWER),
        lambda: world.core.list_invitations(who),
        lambda: world.core.remove_member(who, UserId("U1")),
        lambda: world.core.update_member(who, who.user, role=Role.ADMIN),
        lambda: world.core.list_audit(who),
        lambda: world.core.export_audit(who),
        lambda: world.core.update_tenant(who, {"name": "x"}),
        lambda: world.core.delete_tenant(who, "Sample T1"),
    ):
        with pytest.raises(ForbiddenError):
            attempt()


def test_a_deactivated_person_is_out_and_may_come_back(world: World, owner: Principal) -> None:
    vendor = world.join("V", Role.VENDOR, password=GOOD)
    token = world.core.sign_in("v@example.com", GOOD).token
    world.core.open_connection(world.core.issue_ticket(vendor).secret, ConnectionId("page"))
    late = world.core.issue_ticket(vendor)
    world.core.update_member(owner, vendor.user, active=False)
    with pytest.raises(UnauthenticatedError):
        world.core.authenticate(token)
    with pytest.raises(ForbiddenError) as refused:
        world.core.sign_in("v@example.com", GOOD)
    assert refused.value.code == "deactivated"
    with pytest.raises(UnauthenticatedError):
        world.core.open_connection(late.secret, ConnectionId("late"))
    world.core.relay_changes(world.core.store.changes)
    assert world.core.sockets.closed == {"page": "access_ended"}
    assert world.core.connections.of_tenant(TENANT) == ()
    world.core.update_member(owner, vendor.user, active=True)
    assert world.core.sign_in("v@example.com", GOOD).principal.role is Role.VENDOR


def test_a_new_role_counts_on_the_next_request_and_on_open_sockets(world: World, owner: Principal) -> None:
    token = world.core.sign_in("owner@example.com", GOOD).token
    editor = world.join("E", Role.EDITOR)
    world.core.open_connection(world.core.issue_ticket(editor).secret, ConnectionId("page"))
    ticket = world.core.issue_ticket(editor)
    world.core.update_member(owner, editor.user, role=Role.VENDOR)
    world.core.relay_changes(world.core.store.changes)
    assert world.core.sockets.closed == {"page": "role_changed"}
    assert world.core.open_connection(ticket.secret, ConnectionId("again")).role is Role.VENDOR
    assert world.core.authenticate(token).role is Role.OWNER


@pytest.mark.parametrize("removed", [True, False])
def test_the_leads_of_who_ended_go_back_to_unassigned(world: World, owner: Principal, removed: bool) -> None:
    vendor = world.join("V", Role.VENDOR)
    world.receive()
    lead = world.lead(CHAT)
    qualified_at = world.core.clock.now()
    assigned = replace(lead, assigned_to=vendor.user, status=LeadStatus.ASSIGNED, qualified_at=qualified_at)
    world.core.leads.save(TENANT, assigned)
    if removed:
        world.core.remove_member(owner, vendor.user)
    else:
        world.core.update_member(owner, vendor.user, active=False)
    assert (world.lead(CHAT).assigned_to, world.lead(CHAT).status) == (None, LeadStatus.QUALIFIED)
    assert world.core.fleet.unfinished_releases() == ()


def test_a_release_that_a_crash_cut_short_is_finished_by_housekeeping(world: World, owner: Principal) -> None:
    vendor = world.join("V", Role.VENDOR)
    world.receive()
    lead = replace(world.lead(CHAT), assigned_to=vendor.user, status=LeadStatus.ASSIGNED)
    world.core.leads.save(TENANT, lead)
    member = world.core.members.find(TENANT, vendor.user)
    assert member is not None
    world.core.members.save(TENANT, replace(member, active=False))
    assert world.core.finish_releases() == 1
    assert world.lead(CHAT).assigned_to is None
    assert world.core.finish_releases() == 0


def test_won_leads_stay_with_who_won_them(world: World, owner: Principal) -> None:
    vendor = world.join("V", Role.VENDOR)
    world.receive()
    world.core.leads.save(TENANT, replace(world.lead(CHAT), assigned_to=vendor.user, status=LeadStatus.WON))
    world.core.remove_member(owner, vendor.user)
    assert world.lead(CHAT).assigned_to == vendor.user


def test_the_environment_s_people_are_managed_there() -> None:
    settings = read_settings({"ADMIN_EMAILS": "Boss@example.com", "VENDOR_EMAILS": "seller@example.com"})
    world = World()
    world.core = in_memory(settings)
    world.core.tenants.add(sample_tenant(world.core.clock.now()))
    world.core.tenants.make_default(TENANT)
    owner = world.join("OWNER", Role.OWNER)
    boss = world.join("BOSS", Role.VIEWER, password=GOOD)
    world.join("SELLER", Role.ADMIN)
    team = {one.membership.email: (one.membership.role, one.managed_by) for one in world.core.list_team(owner)}
    assert team == {
        "owner@example.com": (Role.OWNER, None),
        "boss@example.com": (Role.ADMIN, "environment"),
        "seller@example.com": (Role.VENDOR, "environment"),
    }
    assert world.core.authenticate(world.core.sign_in("boss@example.com", GOOD).token).role is Role.ADMIN
    with pytest.raises(ConflictError) as refused:
        world.core.update_member(owner, boss.user, role=Role.EDITOR)
    assert refused.value.code == "managed_by_environment"


def test_the_plan_s_people_are_counted_at_the_moment_of_acceptance() -> None:
    world = World(settings=FREE_FOR_ALL)
    owner = world.join("OWNER", Role.OWNER)
    limit = PLANS[Plan.FREE].users
    assert limit is not None
    secrets = [invite(world, owner, f"new{n}@example.com") for n in range(20)]

    def accept(numbered: tuple[int, str]) -> bool:
        try:
            world.core.accept_invitation(numbered[1], name=f"New {numbered[0]}", password=GOOD)
        except LimitReachedError:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        accepted = sum(pool.map(accept, enumerate(secrets)))
    assert accepted == limit - 2
    assert [note.limit for note in world.core.limit_notes.list(TENANT)] == ["users"]
    assert world.core.tenants.usage(TENANT).users == limit
    with pytest.raises(LimitReachedError):
        world.core.invite_member(owner, "more@example.com", Role.VIEWER)


def test_who_is_invited_into_a_full_workspace_is_told_so_and_comes_in_once_there_is_room() -> None:
    world = World(settings=FREE_FOR_ALL)
    owner = world.join("OWNER", Role.OWNER)
    secret = invite(world, owner, "late@example.com")
    someone = world.join("SOMEONE", Role.VIEWER)
    with pytest.raises(LimitReachedError) as refused:
        world.core.accept_invitation(secret, name="Late (sample)", password=GOOD)
    assert (refused.value.code, refused.value.limit) == ("workspace_full", None)
    assert "your invitation stays open" in refused.value.message
    assert [note.limit for note in world.core.limit_notes.list(TENANT)] == ["users"]
    world.core.remove_member(owner, someone.user)
    assert world.core.accept_invitation(secret, password=GOOD).principal.email == "late@example.com"


def test_bots_beyond_the_plan_are_refused_until_one_is_deleted() -> None:
    world = World(settings=FREE_FOR_ALL)
    owner = world.join("OWNER", Role.OWNER)
    with pytest.raises(LimitReachedError):
        world.core.create_bot(owner, "Second")
    (only,) = world.core.list_bots(owner)
    world.core.delete_bot(owner, only.bot.id)
    assert world.core.create_bot(owner, "Instead").name == "Instead"
