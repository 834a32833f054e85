"""A workspace is removed for good, and nothing but it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from flotilla.adapters.memory.clock import SequentialIds
from flotilla.domain.audit import AuditFilter
from flotilla.domain.errors import NotFoundError, StaleHolderError
from flotilla.domain.ids import InvitationId, RunnerId, TenantId
from flotilla.domain.invitations import Invitation
from flotilla.domain.people import Role, User
from flotilla.domain.sessions import Reason, Session, SessionStatus
from flotilla.ports.repositories import ConversationChange
from tests.contract.adapters.emulator import client
from tests.contract.adapters.installations import Emulated, Ports
from tests.contract.adapters.samples import NOW, World


def _fill(ports: Ports, world: World, person: User, secret: str) -> None:
    owner = replace(world.a_member(person), role=Role.OWNER)
    ports.tenants.add(world.a_tenant(), owner=owner, audit=world.an_entry("tenant.created"))
    ports.bots.add(world.tenant, world.a_bot())
    ports.leases.acquire(world.tenant, world.bot_id, RunnerId("r"), seen=None)
    ports.sessions.record(
        world.tenant,
        Session(world.tenant, world.bot_id, SessionStatus.SCAN_QR_CODE, Reason.QR_NOT_SCANNED, NOW, 1, qr="2@x"),
    )
    messages = tuple(world.a_message() for _ in range(5))
    ports.conversations.commit(world.tenant, ConversationChange(world.a_chat(), world.a_lead(), messages))
    invitation = Invitation(
        InvitationId(world.ids.new()), world.tenant, "x@example.com", Role.VIEWER, person.id, NOW, NOW + timedelta(7)
    )
    ports.invitations.add(world.tenant, invitation, secret)


def _is_whole(ports: Ports, world: World) -> bool:
    return (
        len(ports.members.list(world.tenant)) == 1
        and len(ports.bots.list(world.tenant)) == 1
        and len(ports.leads.list(world.tenant).items) == 1
        and len(ports.conversations.recent_messages(world.tenant, world.bot_id, world.chat_id, limit=9)) == 5
    )


def test_all_of_it_goes_in_steps_that_may_be_repeated(ports: Ports, fresh: SequentialIds) -> None:
    doomed, kept = World(fresh), World(fresh)
    only_here, also_there = doomed.a_user(), kept.a_user()
    for person in (only_here, also_there):
        ports.users.add(person)
    secrets = fresh.secret(), fresh.secret()
    _fill(ports, doomed, only_here, secrets[0])
    _fill(ports, kept, also_there, secrets[1])
    ports.members.add(doomed.tenant, doomed.a_member(also_there))
    steps = 0
    while ports.removal.step(doomed.tenant, limit=3):
        steps += 1
        assert steps < 100
    assert steps > 1
    assert not ports.removal.step(doomed.tenant)
    with pytest.raises(NotFoundError):
        ports.tenants.get(doomed.tenant)
    assert ports.members.list(doomed.tenant) == ()
    assert ports.bots.list(doomed.tenant) == ()
    assert ports.leads.list(doomed.tenant).items == ()
    assert ports.conversations.recent_messages(doomed.tenant, doomed.bot_id, doomed.chat_id, limit=9) == ()
    assert ports.sessions.find(doomed.tenant, doomed.bot_id) is None
    assert ports.leases.find(doomed.tenant, doomed.bot_id) is None
    assert ports.invitations.find_by_secret(secrets[0]) is None
    assert ports.audit.list(doomed.tenant, AuditFilter(), since=NOW, until=NOW).items == ()
    assert ports.users.find_by_email(only_here.email) is None
    assert ports.users.get(also_there.id) == also_there
    assert [one.tenant for one in ports.users.memberships(also_there.id)] == [kept.tenant]
    assert _is_whole(ports, kept)
    assert ports.invitations.find_by_secret(secrets[1]) is not None


def test_who_still_holds_a_bot_of_it_writes_nothing_again(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    person = world.a_user()
    ports.users.add(person)
    _fill(ports, world, person, fresh.secret())
    ports.bots.save(world.tenant, replace(ports.bots.get(world.tenant, world.bot_id), suspended=True))
    late = ports.sessions.find(world.tenant, world.bot_id)
    assert late is not None
    left = True
    while left:
        left = ports.removal.step(world.tenant, limit=3)
        with pytest.raises(StaleHolderError):
            ports.sessions.record(world.tenant, late)
        assert ports.leases.acquire(world.tenant, world.bot_id, RunnerId("late"), seen=None) is None
    assert ports.sessions.find(world.tenant, world.bot_id) is None
    assert ports.leases.find(world.tenant, world.bot_id) is None


def test_no_item_of_it_is_left_in_the_tables(emulated: Emulated, fresh: SequentialIds) -> None:
    world = World(fresh)
    person = world.a_user()
    emulated.users.add(person)
    _fill(emulated, world, person, fresh.secret())
    while emulated.removal.step(world.tenant, limit=4):
        pass
    dynamodb = client("dynamodb", emulated.settings.aws_endpoint_url)
    for table in ("flotilla", "flotilla-runtime"):
        for page in dynamodb.get_paginator("scan").paginate(TableName=table):
            left = [item for item in page["Items"] if world.tenant in str(item) or person.id in str(item)]
            assert left == []


def test_deleted_workspaces_are_found_until_they_are_restored(ports: Ports, fresh: SequentialIds) -> None:
    worlds = [World(fresh), World(fresh)]
    for days, world in zip((2, 1), worlds, strict=True):
        ports.tenants.add(world.a_tenant())
        ports.tenants.save(replace(world.a_tenant(), delete_at=NOW + timedelta(days=days)))

    def found() -> list[TenantId]:
        mine = [world.tenant for world in worlds]
        return [tenant.id for tenant in ports.fleet.deleted_tenants() if tenant.id in mine]

    assert found() == [worlds[1].tenant, worlds[0].tenant]
    restored = ports.tenants.save(replace(ports.tenants.get(worlds[1].tenant), delete_at=None))
    assert ports.tenants.get(worlds[1].tenant) == restored
    assert found() == [worlds[0].tenant]


def test_the_first_default_workspace_stays_it(ports: Ports, fresh: SequentialIds) -> None:
    first = ports.tenants.default() or ports.tenants.make_default(World(fresh).tenant)
    assert ports.tenants.make_default(World(fresh).tenant) == first
    assert ports.tenants.default() == first
