from dataclasses import replace
from datetime import timedelta

import pytest

from flotilla.adapters.memory.clock import SequentialIds
from flotilla.domain.errors import ConflictError, NotFoundError
from flotilla.domain.ids import TenantId, UserId
from tests.contract.adapters.installations import Ports
from tests.contract.adapters.samples import NOBODY, NOW, World


def test_a_workspace_is_stored_once(ports: Ports, fresh: SequentialIds) -> None:
    tenant = World(fresh).a_tenant()
    ports.tenants.add(tenant)
    # Its plan is worked out at each read: without billing it is the installation's.
    assert ports.tenants.get(tenant.id) == replace(tenant, plan=ports.policy.default_plan)
    with pytest.raises(ConflictError):
        ports.tenants.add(tenant)
    with pytest.raises(NotFoundError):
        ports.tenants.get(NOBODY)


def test_an_account_is_found_by_id_and_by_address(ports: Ports, fresh: SequentialIds) -> None:
    user = World(fresh).a_user()
    ports.users.add(user)
    assert ports.users.get(user.id) == user
    assert ports.users.find_by_email(user.email) == user
    assert ports.users.find_by_email("nobody@example.com") is None
    with pytest.raises(NotFoundError):
        ports.users.get(UserId("nobody"))


def test_an_address_has_one_account_only(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    first = world.a_user()
    ports.users.add(first)
    second = world.a_user(email=first.email)
    with pytest.raises(ConflictError):
        ports.users.add(second)
    with pytest.raises(NotFoundError):
        ports.users.get(second.id)


def test_memberships_are_found_from_both_sides(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    user = world.a_user(password_hash=None)
    newer = world.a_member(user, created_at=NOW + timedelta(days=1))
    older = world.a_member(user, tenant=TenantId(fresh.new()))
    for member in (newer, older):
        ports.members.add(member.tenant, member)
    assert ports.users.memberships(user.id) == (older, newer)
    assert ports.members.find(world.tenant, user.id) == newer
    assert ports.members.find(NOBODY, user.id) is None
    with pytest.raises(ConflictError):
        ports.members.add(newer.tenant, newer)
    with pytest.raises(NotFoundError):
        ports.members.add(NOBODY, newer)
