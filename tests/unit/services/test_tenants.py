"""Workspaces: settings, deletion with a week to think again, and removal."""

from datetime import timedelta

import pytest

from flotilla.domain.bots import Desired
from flotilla.domain.errors import ConflictError, ForbiddenError, InvalidInputError, NotFoundError, UnauthenticatedError
from flotilla.domain.ids import ConnectionId
from flotilla.domain.people import Principal, Role
from flotilla.domain.tenants import DELETION_GRACE
from tests.unit.services.world import BOT, CHAT, OTHER_TENANT, TENANT, World

GOOD = "a good password"


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def owner(world: World) -> Principal:
    return world.join("OWNER", Role.OWNER, password=GOOD)


def test_settings_are_merged_by_version_and_checked(world: World, owner: Principal) -> None:
    before = world.core.show_tenant(owner).tenant
    after = world.core.update_tenant(
        owner, {"name": " Shop ", "time_zone": "America/Sao_Paulo", "retention_days": 30}, before.version
    ).tenant
    assert (after.name, after.time_zone, after.language, after.retention_days) == (
        "Shop", "America/Sao_Paulo", before.language, 30,
    )  # fmt: skip
    with pytest.raises(ConflictError):
        world.core.update_tenant(owner, {"name": "x"}, before.version)
    with pytest.raises(InvalidInputError) as refused:
        world.core.update_tenant(
            owner, {"name": "", "time_zone": "../etc/passwd", "language": "xx", "retention_days": 0, "plan": "pro"}
        )
    assert set(refused.value.fields) == {"name", "time_zone", "language", "retention_days", "plan"}
    assert world.core.update_tenant(owner, {"retention_days": None}).tenant.retention_days is None


def test_a_deletion_stops_the_bots_and_can_be_undone_for_a_week(world: World, owner: Principal) -> None:
    with pytest.raises(ForbiddenError):
        world.core.delete_tenant(world.join("A", Role.ADMIN), "Sample T1")
    with pytest.raises(InvalidInputError):
        world.core.delete_tenant(owner, "sample")
    deleted = world.core.delete_tenant(owner, " Sample T1 ")
    assert deleted.delete_at == world.core.clock.now() + DELETION_GRACE
    assert world.core.fleet.enabled_bots() == ()
    with pytest.raises(ConflictError):
        world.core.create_bot(owner, "Another")
    with pytest.raises(ConflictError):
        world.core.invite_member(owner, "x@example.com", Role.VIEWER)
    assert world.core.purge_tenants() == 0
    world.core.clock.advance(DELETION_GRACE - timedelta(seconds=1))
    assert world.core.sign_in(owner.email, GOOD).principal.tenant == TENANT
    assert world.core.restore_tenant(owner).delete_at is None
    (bot,) = world.core.fleet.enabled_bots()
    assert bot.desired is Desired.ENABLED
    world.core.clock.advance(DELETION_GRACE)
    assert world.core.purge_tenants() == 0


def test_a_bot_that_people_had_switched_off_stays_off_after_a_restoration(world: World, owner: Principal) -> None:
    world.core.operate_session(owner, BOT, "stop")
    world.core.delete_tenant(owner, "Sample T1")
    world.core.restore_tenant(owner)
    assert world.core.fleet.enabled_bots() == ()


def test_after_a_week_everything_is_gone_and_other_workspaces_are_not(world: World, owner: Principal) -> None:
    other = world.join("OTHER", Role.OWNER, OTHER_TENANT)
    world.receive()
    world.core.files.files = {TENANT: {"a": b""}, OTHER_TENANT: {"b": b""}}
    token = world.core.sign_in(owner.email, GOOD).token
    world.core.open_connection(world.core.issue_ticket(owner).secret, ConnectionId("page"))
    world.core.delete_tenant(owner, "Sample T1")
    world.core.clock.advance(DELETION_GRACE - timedelta(seconds=1))
    world.core.open_connection(world.core.issue_ticket(owner).secret, ConnectionId("late"))
    world.core.clock.advance(seconds=1)
    with pytest.raises(ConflictError):
        world.core.restore_tenant(owner)
    assert world.core.purge_tenants() == 1
    with pytest.raises(UnauthenticatedError):
        world.core.authenticate(token)
    with pytest.raises(NotFoundError):
        world.core.tenants.get(TENANT)
    assert world.core.conversations.find_chat(TENANT, BOT, CHAT) is None
    assert world.core.files.files == {OTHER_TENANT: {"b": b""}}
    assert world.core.sockets.closed[ConnectionId("late")] == "access_ended"
    assert world.core.show_tenant(other).tenant.id == OTHER_TENANT
    assert world.core.purge_tenants() == 0
