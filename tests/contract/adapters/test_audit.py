"""The audit log: what is written with a change, and how it is read."""

import inspect
from dataclasses import replace
from datetime import timedelta

import pytest

from flotilla.adapters.memory.clock import SequentialIds
from flotilla.domain.audit import AuditEntry, AuditFilter
from flotilla.domain.errors import ConflictError, InvalidInputError, NotFoundError
from flotilla.ports.repositories import AuditRepository, ConversationChange
from tests.contract.adapters.installations import Ports
from tests.contract.adapters.samples import NOBODY, NOW, World

LONG_AGO = NOW - timedelta(days=400)
LATER = NOW + timedelta(days=40)


def _all(ports: Ports, world: World, wanted: AuditFilter | None = None, limit: int = 50) -> list[AuditEntry]:
    found: list[AuditEntry] = []
    cursor = None
    while True:
        page = ports.audit.list(
            world.tenant, wanted or AuditFilter(), since=LONG_AGO, until=LATER, limit=limit, cursor=cursor
        )
        assert len(page.items) <= limit
        found += page.items
        cursor = page.next_cursor
        if cursor is None:
            return found


def test_entries_come_back_as_they_were_newest_first_over_months(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    entries = [
        world.an_entry(
            "bot.updated", at=NOW + timedelta(days=day), before={"a": None, "b": [1]}, after={"a": {"x": 1.5}}
        )
        for day in (-390, -35, -1, 0, 35)
    ]
    for entry in entries:
        ports.audit.add(world.tenant, entry)
    assert _all(ports, world) == entries[::-1]
    assert _all(ports, world, limit=1) == entries[::-1]
    assert _all(ports, world, limit=2) == entries[::-1]
    page = ports.audit.list(world.tenant, AuditFilter(), since=NOW - timedelta(days=36), until=NOW)
    assert list(page.items) == entries[3:0:-1]


def test_entries_are_filtered(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    bot, lead = world.an_entry("bot.updated"), world.an_entry("lead.updated")
    for entry in (bot, lead):
        ports.audit.add(world.tenant, entry)
    for wanted, found in (
        (AuditFilter(action="bot.updated"), [bot]),
        (AuditFilter(action="lead"), [lead]),
        (AuditFilter(subject=bot.subject.id), [bot]),
        (AuditFilter(actor=bot.actor.email), [lead, bot]),
        (AuditFilter(actor="nobody"), []),
    ):
        assert _all(ports, world, wanted, limit=1) == found


def test_another_tenant_reads_and_adds_nothing(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    for _ in range(2):
        ports.audit.add(world.tenant, world.an_entry("bot.updated"))
    page = ports.audit.list(world.tenant, AuditFilter(), since=LONG_AGO, until=LATER, limit=1)
    assert ports.audit.list(NOBODY, AuditFilter(), since=LONG_AGO, until=LATER).items == ()
    with pytest.raises(InvalidInputError):
        ports.audit.list(NOBODY, AuditFilter(), since=LONG_AGO, until=LATER, cursor=page.next_cursor)
    with pytest.raises(NotFoundError):
        ports.audit.add(NOBODY, world.an_entry("bot.updated"))


def test_nothing_changes_or_removes_an_entry() -> None:
    methods = {name for name, _ in inspect.getmembers(AuditRepository, inspect.isfunction) if not name.startswith("_")}
    assert methods == {"add", "list"}


def test_an_entry_is_written_with_its_change_or_not_at_all(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    ports.tenants.add(world.a_tenant())
    user = world.a_user()
    ports.users.add(user)
    bot = world.a_bot()
    ports.bots.add(world.tenant, bot, audit=world.an_entry("bot.created"))
    ports.bots.save(world.tenant, bot, audit=world.an_entry("bot.updated"))
    ports.tenants.save(world.a_tenant(), audit=world.an_entry("tenant.updated"))
    ports.users.save(user, audit=world.an_entry("password.changed"))
    change = ConversationChange(world.a_chat(), world.a_lead(), audit=world.an_entry("message.sent"))
    ports.conversations.commit(world.tenant, change)
    ports.leads.save(world.tenant, replace(world.a_lead(), version=1), audit=world.an_entry("lead.updated"))
    lost = world.an_entry("lost")
    for again in (
        lambda: ports.bots.add(world.tenant, bot, audit=lost),
        lambda: ports.bots.save(world.tenant, bot, audit=lost),
        lambda: ports.tenants.save(world.a_tenant(), audit=lost),
        lambda: ports.users.save(user, audit=lost),
        lambda: ports.conversations.commit(world.tenant, replace(change, audit=lost)),
        lambda: ports.leads.save(world.tenant, replace(world.a_lead(), version=1), audit=lost),
    ):
        with pytest.raises(ConflictError):
            again()
    actions = [entry.action for entry in _all(ports, world)][::-1]
    assert actions == [
        "bot.created", "bot.updated", "tenant.updated", "password.changed", "message.sent", "lead.updated",
    ]  # fmt: skip


def test_a_chat_that_a_person_changes_alone_is_logged(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    ports.conversations.commit(world.tenant, ConversationChange(world.a_chat(), audit=world.an_entry("chat.resumed")))
    assert [entry.action for entry in _all(ports, world)] == ["chat.resumed"]


def test_another_tenant_s_entry_goes_with_no_change(ports: Ports, fresh: SequentialIds) -> None:
    world, other = World(fresh), World(fresh)
    with pytest.raises(NotFoundError):
        ports.bots.add(world.tenant, world.a_bot(), audit=other.an_entry("bot.created"))
    with pytest.raises(NotFoundError):
        ports.bots.get(world.tenant, world.bot_id)
