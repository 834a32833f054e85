"""Members, invitations, and what a tenant uses of its plan."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from flotilla.adapters.memory.clock import SequentialIds
from flotilla.domain.audit import AuditFilter
from flotilla.domain.errors import ConflictError, LimitReachedError, NotFoundError
from flotilla.domain.ids import BotId, InvitationId
from flotilla.domain.invitations import Invitation
from flotilla.domain.people import Membership, Role
from flotilla.domain.tenants import Usage
from flotilla.services.retry import until_no_conflict
from tests.contract.adapters.installations import Ports
from tests.contract.adapters.samples import NOBODY, NOW, World


def _member(ports: Ports, world: World, role: Role = Role.EDITOR) -> Membership:
    user = world.a_user()
    ports.users.add(user)
    member = replace(world.a_member(user), role=role)
    ports.members.add(world.tenant, member)
    return member


def _invitation(world: World) -> Invitation:
    invitation = InvitationId(world.ids.new())
    return Invitation(
        invitation, world.tenant, f"{invitation}@example.com", Role.VIEWER, world.a_user().id, NOW, NOW + timedelta(7)
    )


def _logged(ports: Ports, world: World) -> list[str]:
    page = ports.audit.list(world.tenant, AuditFilter(), since=NOW, until=NOW + timedelta(1))
    return [entry.action for entry in page.items]


def test_a_member_is_saved_where_nobody_saved_before(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    member = _member(ports, world)
    changed = replace(member, role=Role.VENDOR, last_sign_in_at=NOW, added_by=member.user)
    saved = ports.members.save(world.tenant, changed, audit=world.an_entry("member.updated"))
    assert saved == replace(changed, version=member.version + 1)
    assert ports.members.find(world.tenant, member.user) == saved
    assert ports.users.memberships(member.user) == (saved,)
    assert ports.members.list(world.tenant) == (saved,)
    with pytest.raises(ConflictError):
        ports.members.save(world.tenant, replace(member, role=Role.ADMIN), audit=world.an_entry("member.lost"))
    with pytest.raises(NotFoundError):
        ports.members.save(NOBODY, member)
    assert _logged(ports, world) == ["member.updated"]


def test_a_member_is_removed_from_both_sides(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    member = _member(ports, world)
    with pytest.raises(NotFoundError):
        ports.members.remove(NOBODY, member)
    ports.members.remove(world.tenant, member, audit=world.an_entry("member.removed"))
    assert ports.members.find(world.tenant, member.user) is None
    assert ports.users.memberships(member.user) == ()
    assert _logged(ports, world) == ["member.removed"]
    with pytest.raises(ConflictError):
        ports.members.remove(world.tenant, member)
    assert (world.tenant, member.user) in ports.fleet.unfinished_releases()
    ports.members.released(world.tenant, member.user)
    assert (world.tenant, member.user) not in ports.fleet.unfinished_releases()


def test_who_comes_back_has_nothing_to_release(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    gone = ports.members.save(world.tenant, replace(_member(ports, world), active=False))
    assert (world.tenant, gone.user) in ports.fleet.unfinished_releases()
    ports.members.save(world.tenant, replace(gone, active=True))
    assert (world.tenant, gone.user) not in ports.fleet.unfinished_releases()


@pytest.mark.parametrize(
    "end",
    [
        lambda ports, owner: ports.members.remove(owner.tenant, owner),
        lambda ports, owner: ports.members.save(owner.tenant, replace(owner, active=False)),
        lambda ports, owner: ports.members.save(owner.tenant, replace(owner, role=Role.ADMIN)),
    ],
    ids=["removed", "deactivated", "demoted"],
)
def test_the_last_owner_stays(ports: Ports, fresh: SequentialIds, end: Callable[[Ports, Membership], object]) -> None:
    world = World(fresh)
    first, second = _member(ports, world, Role.OWNER), _member(ports, world, Role.OWNER)
    end(ports, first)
    with pytest.raises(ConflictError) as refused:
        end(ports, second)
    assert refused.value.code == "last_owner"
    assert ports.members.find(world.tenant, second.user) == second
    assert ports.tenants.usage(world.tenant).owners == 1


def test_two_owners_can_t_leave_at_once(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    owners = [_member(ports, world, Role.OWNER) for _ in range(4)]

    def leave(owner: Membership) -> bool:
        def remove() -> None:
            ports.members.remove(world.tenant, owner)

        try:
            until_no_conflict(remove, final=lambda error: error.code == "last_owner")
        except ConflictError:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        left = sum(pool.map(leave, owners))
    assert left == 3
    assert len(ports.members.list(world.tenant)) == 1


def test_usage_counts_the_active_and_the_not_deleted(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    assert ports.tenants.usage(world.tenant) == Usage()
    owner = world.a_user()
    ports.tenants.add(world.a_tenant(), owner=replace(world.a_member(owner), role=Role.OWNER))
    editor = _member(ports, world)
    bots = [world.a_bot(id=BotId(fresh.new())) for _ in range(2)]
    for bot in bots:
        ports.bots.add(world.tenant, bot)
    assert ports.tenants.usage(world.tenant) == Usage(owners=1, users=2, bots=2, running=2)
    ports.members.save(world.tenant, replace(editor, active=False))
    gone = ports.bots.save(world.tenant, replace(bots[0], deleted=True))
    with pytest.raises(ConflictError):
        ports.bots.save(world.tenant, gone)
    assert ports.tenants.usage(world.tenant) == Usage(owners=1, users=1, bots=1, running=1)


def test_the_limit_of_people_counts_the_active(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    first, second = _member(ports, world), _member(ports, world)
    third = world.a_member(world.a_user())
    with pytest.raises(LimitReachedError):
        ports.members.add(world.tenant, third, limit=2, audit=world.an_entry("member.lost"))
    inactive = ports.members.save(world.tenant, replace(first, active=False))
    ports.members.add(world.tenant, third, limit=2)
    with pytest.raises(LimitReachedError):
        ports.members.save(world.tenant, replace(inactive, active=True), limit=2)
    assert ports.members.save(world.tenant, replace(second, role=Role.VIEWER), limit=2).role is Role.VIEWER
    assert _logged(ports, world) == []


def test_fifty_who_accept_at_once_are_no_more_than_the_plan_allows(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    invited = [(_invitation(world), world.a_member(world.a_user())) for _ in range(50)]
    for invitation, _ in invited:
        ports.invitations.add(world.tenant, invitation, fresh.secret())

    def accept(pair: tuple[Invitation, Membership]) -> bool:
        accepted = replace(pair[0], accepted_at=NOW)
        try:
            until_no_conflict(lambda: ports.invitations.accept(world.tenant, accepted, pair[1], limit=5))
        except (LimitReachedError, ConflictError):
            return False
        return True

    with ThreadPoolExecutor(10) as pool:
        accepted = sum(pool.map(accept, invited))
    assert accepted == 5
    assert len(ports.members.list(world.tenant)) == 5
    assert sum(one.accepted_at is not None for one in ports.invitations.list(world.tenant)) == 5


def test_an_invitation_is_found_by_its_link_and_used_once(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    invitation, secret = _invitation(world), fresh.secret()
    ports.invitations.add(world.tenant, invitation, secret, audit=world.an_entry("invitation.created"))
    assert ports.invitations.find_by_secret(secret) == invitation
    assert ports.invitations.find_by_secret("forged") is None
    assert ports.invitations.get(world.tenant, invitation.id) == invitation
    accepted = replace(invitation, accepted_at=NOW)
    member = world.a_member(world.a_user())
    ports.invitations.accept(world.tenant, accepted, member, audit=world.an_entry("invitation.accepted"))
    assert ports.invitations.find_by_secret(secret) == accepted
    assert ports.members.find(world.tenant, member.user) == member
    uses: list[Callable[[], object]] = [
        lambda: ports.invitations.accept(world.tenant, accepted, world.a_member(world.a_user())),
        lambda: ports.invitations.revoke(world.tenant, replace(invitation, revoked_at=NOW)),
    ]
    for again in uses:
        with pytest.raises(ConflictError):
            again()
    assert _logged(ports, world) == ["invitation.accepted", "invitation.created"]


def test_a_revoked_invitation_makes_nobody_a_member(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    older, newer = _invitation(world), _invitation(world)
    for invitation in (older, newer):
        ports.invitations.add(world.tenant, invitation, fresh.secret())
    assert ports.invitations.list(world.tenant) == (newer, older)
    ports.invitations.revoke(world.tenant, replace(older, revoked_at=NOW))
    member = world.a_member(world.a_user())
    with pytest.raises(ConflictError):
        ports.invitations.accept(world.tenant, replace(older, accepted_at=NOW), member)
    assert ports.members.find(world.tenant, member.user) is None


def test_another_tenant_sees_no_member_and_no_invitation(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    invitation, member = _invitation(world), _member(ports, world)
    ports.invitations.add(world.tenant, invitation, fresh.secret())
    assert ports.members.list(NOBODY) == ()
    assert ports.invitations.list(NOBODY) == ()
    reaches: list[Callable[[], object]] = [
        lambda: ports.invitations.get(NOBODY, invitation.id),
        lambda: ports.invitations.add(NOBODY, invitation, "x"),
        lambda: ports.invitations.revoke(NOBODY, invitation),
        lambda: ports.invitations.accept(NOBODY, invitation, member),
        lambda: ports.invitations.accept(world.tenant, invitation, replace(member, tenant=NOBODY)),
    ]
    for reach in reaches:
        with pytest.raises(NotFoundError):
            reach()
