"""Leads' histories, in memory and in DynamoDB."""

from dataclasses import replace
from datetime import timedelta

import pytest

from flotilla.adapters.memory.clock import SequentialIds
from flotilla.domain.errors import InvalidInputError, NotFoundError
from flotilla.domain.ids import LeadId
from flotilla.domain.lead_steps import LeadStep, StepKind
from flotilla.domain.page import Page
from flotilla.ports.repositories import ConversationChange
from tests.contract.adapters.installations import Ports
from tests.contract.adapters.samples import NOBODY, NOW, World


def _step(world: World, minute: int, lead: LeadId | None = None) -> LeadStep:
    at = NOW + timedelta(minutes=minute)
    before, after = {"name": None}, {"name": "Ana Souza"}
    return LeadStep(
        world.ids.new(), world.tenant, lead or world.lead_id, at, StepKind.CORRECTED, "someone", before, after
    )


def test_steps_come_newest_first_page_by_page_and_each_once(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    other = LeadId(fresh.new())
    steps = [_step(world, minute, other if minute % 2 else None) for minute in range(5)]
    steps[0] = replace(steps[0], kind=StepKind.CREATED, by=None, before={}, after={})
    # Told out of order, and some of them twice.
    ports.history.add(world.tenant, [steps[3], steps[0], steps[3]])
    ports.history.add(world.tenant, steps)
    leads = (world.lead_id, other)
    first = ports.history.list(world.tenant, leads, limit=3)
    assert first.items == tuple(steps[:1:-1])
    assert ports.history.list(world.tenant, leads, limit=3, cursor=first.next_cursor) == Page(tuple(steps[1::-1]), None)
    assert ports.history.list(world.tenant, leads, limit=5).next_cursor is None
    assert ports.history.list(world.tenant, leads[:1]).items == tuple(steps[::-2])
    with pytest.raises(InvalidInputError):
        ports.history.list(world.tenant, leads[:1], cursor=first.next_cursor)


def test_another_tenant_sees_and_adds_none(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    step = _step(world, 0)
    ports.history.add(world.tenant, [step])
    assert ports.history.list(NOBODY, (world.lead_id,)).items == ()
    with pytest.raises(NotFoundError):
        ports.history.add(NOBODY, [step])


def test_it_goes_with_its_lead(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    gone = LeadId(fresh.new())
    ports.tenants.add(world.a_tenant())
    ports.bots.add(world.tenant, world.a_bot())
    ports.conversations.commit(world.tenant, ConversationChange(world.a_chat(), world.a_lead(absorbed=(gone,))))
    ports.history.add(world.tenant, [_step(world, 0), _step(world, 1, gone)])
    assert ports.leads.get(world.tenant, world.lead_id).absorbed == (gone,)
    ports.bots.save(world.tenant, replace(world.a_bot(), deleted=True))
    while ports.bot_removal.step(world.tenant, world.bot_id, limit=1):
        pass
    assert ports.history.list(world.tenant, (world.lead_id, gone)).items == ()
