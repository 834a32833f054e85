"""The use cases of people and workspaces, from the first sign-in to the removal, over both installations."""

from dataclasses import replace
from datetime import timedelta

import pytest

from flotilla.adapters.memory.clock import SequentialIds
from flotilla.domain.bots import Bot
from flotilla.domain.errors import (
    ConflictError,
    LimitReachedError,
    NotFoundError,
    RateLimitedError,
    UnauthenticatedError,
)
from flotilla.domain.ids import BotId, ConnectionId
from flotilla.domain.people import Role
from flotilla.domain.tenants import DELETION_GRACE
from flotilla.ports.realtime import Connection
from flotilla.services.seed_installation import Person, Seeded
from tests.contract.adapters.installations import Ports

GOOD = "a good password"


def _seed(ports: Ports, fresh: SequentialIds) -> Seeded:
    name = fresh.new()
    wanted = {
        "tenant_name": name,
        "time_zone": "America/Sao_Paulo",
        "admin": Person(f"admin-{name}@example.com", "Sample admin", GOOD),
        "vendor": Person(f"vendor-{name}@example.com", "Sample vendor", GOOD),
        "bot_name": "Sample bot",
        "bot_prompt": "Be kind.",
    }
    first = ports.seed_installation(**wanted)  # type: ignore[arg-type]  # Each under its own name.
    again = ports.seed_installation(**wanted)  # type: ignore[arg-type]  # Each under its own name.
    assert again == first
    return first


def _another(seeded: Seeded, fresh: SequentialIds) -> Bot:
    return replace(seeded.bot, id=BotId(fresh.new()))


def test_a_workspace_from_its_seed_to_its_removal(ports: Ports, fresh: SequentialIds) -> None:
    seeded = _seed(ports, fresh)
    owner = ports.sign_in(seeded.admin.email, GOOD, address=None).principal
    assert owner.role is Role.OWNER
    assert ports.tenants.usage(owner.tenant).users == 2
    invited = ports.invite_member(owner, f"new-{fresh.new()}@example.com", Role.VENDOR)
    new = ports.accept_invitation(invited.secret, name="New", password=GOOD)
    assert ports.authenticate(new.token).role is Role.VENDOR
    ports.connections.add(Connection(ConnectionId(fresh.new()), ports.clock.now(), owner.tenant, new.principal.user))
    ports.update_member(owner, new.principal.user, role=Role.EDITOR)
    ports.update_member(owner, new.principal.user, active=False)
    with pytest.raises(UnauthenticatedError):
        ports.authenticate(new.token)
    ports.remove_member(owner, new.principal.user)
    with pytest.raises(ConflictError):
        ports.remove_member(owner, owner.user)
    actions = [entry.action for entry in ports.list_audit(owner).items][::-1]
    assert actions == [
        "person.signed_in", "invitation.created", "invitation.accepted", "person.signed_in", "member.updated",
        "member.deactivated", "member.removed",
    ]  # fmt: skip
    ports.delete_tenant(owner, seeded.tenant.name)
    assert seeded.bot.id not in {bot.id for bot in ports.fleet.enabled_bots()}
    ports.restore_tenant(owner)
    assert seeded.bot.id in {bot.id for bot in ports.fleet.enabled_bots()}
    ports.delete_tenant(owner, seeded.tenant.name)
    ports.clock.advance(DELETION_GRACE + timedelta(seconds=1))
    assert ports.purge_tenants() >= 1
    with pytest.raises(NotFoundError):
        ports.tenants.get(owner.tenant)
    assert ports.users.find_by_email(seeded.admin.email) is None


def test_wrong_passwords_lock(ports: Ports, fresh: SequentialIds) -> None:
    seeded = _seed(ports, fresh)
    for _ in range(5):
        with pytest.raises(UnauthenticatedError):
            ports.sign_in(seeded.vendor.email, "wrong")
    with pytest.raises(RateLimitedError) as locked:
        ports.sign_in(seeded.vendor.email, GOOD)
    assert locked.value.retry_after == 60
    ports.clock.advance(seconds=60)
    assert ports.sign_in(seeded.vendor.email, GOOD).principal.role is Role.VENDOR


def test_a_bot_too_many_is_refused_and_a_deleted_one_makes_room(ports: Ports, fresh: SequentialIds) -> None:
    seeded = _seed(ports, fresh)
    ports.bots.add(seeded.tenant.id, _another(seeded, fresh), limit=2)
    with pytest.raises(LimitReachedError):
        ports.bots.add(seeded.tenant.id, _another(seeded, fresh), limit=2)
    owner = ports.sign_in(seeded.admin.email, GOOD).principal
    ports.delete_bot(owner, seeded.bot.id)
    ports.bots.add(seeded.tenant.id, _another(seeded, fresh), limit=2)
    assert ports.tenants.usage(seeded.tenant.id).bots == 2
