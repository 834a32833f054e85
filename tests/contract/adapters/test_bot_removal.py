"""A deleted bot is removed for good, and nothing but it."""

from dataclasses import replace

import pytest

from flotilla.adapters.memory.clock import SequentialIds
from flotilla.domain.errors import ConflictError, StaleHolderError
from flotilla.domain.ids import BotId, LeadId, NoteId, RunnerId, UserId
from flotilla.domain.lead_lists import LeadFilter
from flotilla.domain.notes import Note
from flotilla.domain.sessions import Reason, Session, SessionStatus
from flotilla.ports.repositories import ConversationChange
from tests.contract.adapters.emulator import client
from tests.contract.adapters.installations import Emulated, Ports
from tests.contract.adapters.samples import NOW, World


def _fill(ports: Ports, world: World) -> None:
    ports.bots.add(world.tenant, world.a_bot())
    ports.leases.acquire(world.tenant, world.bot_id, RunnerId("r"), seen=None)
    ports.sessions.record(
        world.tenant, Session(world.tenant, world.bot_id, SessionStatus.STARTING, Reason.CONNECTING, NOW, 1)
    )
    messages = tuple(world.a_message() for _ in range(5))
    ports.conversations.commit(world.tenant, ConversationChange(world.a_chat(), world.a_lead(), messages))
    written_by = (UserId("u"), "Sample")
    note_id = NoteId(world.ids.new())
    note = Note(note_id, world.tenant, world.bot_id, world.chat_id, world.lead_id, *written_by, "Call back", NOW)
    ports.notes.add(world.tenant, note)


def _beside(world: World) -> World:
    """Another bot of the same tenant."""
    other = World(world.ids)
    other.tenant = world.tenant
    return other


def _left(ports: Ports, world: World) -> list[object]:
    tenant, bot = world.tenant, world.bot_id
    found = (ports.sessions.find(tenant, bot), ports.leases.find(tenant, bot))
    return [
        *ports.conversations.recent_messages(tenant, bot, world.chat_id, limit=9),
        *ports.notes.list(tenant, bot, world.chat_id).items,
        *ports.leads.list(tenant, LeadFilter(bot=bot)).items,
        *(one for one in found if one is not None),
    ]


def test_all_of_it_goes_in_steps_that_may_be_repeated(ports: Ports, fresh: SequentialIds) -> None:
    doomed = World(fresh)
    kept = _beside(doomed)
    for world in (doomed, kept):
        _fill(ports, world)
    with pytest.raises(ConflictError):
        ports.bot_removal.step(doomed.tenant, doomed.bot_id)
    ports.bots.save(doomed.tenant, replace(doomed.a_bot(), deleted=True))
    before = _left(ports, kept)
    steps = 0
    while ports.bot_removal.step(doomed.tenant, doomed.bot_id, limit=3):
        steps += 1
        assert steps < 100
    assert steps > 1
    assert not ports.bot_removal.step(doomed.tenant, doomed.bot_id)
    assert _left(ports, doomed) == []
    assert _left(ports, kept) == before
    assert [bot.id for bot in ports.bots.list(doomed.tenant)] == [kept.bot_id]


def test_a_deleted_bot_is_found_until_it_is_removed(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)

    def found() -> list[BotId]:
        return [bot.id for bot in ports.fleet.deleted_bots() if bot.tenant == world.tenant]

    ports.bots.add(world.tenant, world.a_bot())
    assert found() == []
    ports.bots.save(world.tenant, replace(world.a_bot(), deleted=True))
    assert found() == [world.bot_id]
    assert world.bot_id not in [bot.id for bot in ports.fleet.enabled_bots()]
    while ports.bot_removal.step(world.tenant, world.bot_id):
        pass
    assert found() == []


def test_who_still_holds_it_writes_nothing_of_it_again(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    _fill(ports, world)
    ports.bots.save(world.tenant, replace(world.a_bot(), deleted=True))
    held = ports.leases.find(world.tenant, world.bot_id)
    late = ports.sessions.find(world.tenant, world.bot_id)
    assert held is not None
    assert late is not None
    left = True
    while left:
        left = ports.bot_removal.step(world.tenant, world.bot_id, limit=3)
        assert ports.leases.find(world.tenant, world.bot_id) is None
        with pytest.raises(StaleHolderError):
            ports.sessions.record(world.tenant, late)
        with pytest.raises(StaleHolderError):
            ports.leases.renew(held)
        for seen in (held, None):
            assert ports.leases.acquire(world.tenant, world.bot_id, RunnerId("late"), seen=seen) is None
    ports.leases.release(held)
    assert _left(ports, world) == []


def test_no_item_of_it_is_left_in_the_tables(emulated: Emulated, fresh: SequentialIds) -> None:
    world = World(fresh)
    world.lead_id = LeadId(fresh.new())
    _fill(emulated, world)
    emulated.bots.save(world.tenant, replace(world.a_bot(), deleted=True))
    while emulated.bot_removal.step(world.tenant, world.bot_id, limit=4):
        pass
    dynamodb = client("dynamodb", emulated.settings.aws_endpoint_url)
    for table in ("flotilla", "flotilla-runtime"):
        for page in dynamodb.get_paginator("scan").paginate(TableName=table):
            assert [item for item in page["Items"] if world.bot_id in str(item)] == []
