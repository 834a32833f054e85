"""A workspace's tokens of a day."""

import logging
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from flotilla.adapters.brain_chain import BrainChain
from flotilla.adapters.budgeted_brain import ADVANCE, BudgetedBrain
from flotilla.adapters.memory.brain import ScriptedBrain
from flotilla.bootstrap import in_memory
from flotilla.domain.errors import UnavailableError
from flotilla.domain.events import derive_events
from flotilla.domain.ids import TenantId
from flotilla.domain.limit_notes import LimitNote
from flotilla.domain.plans import PLANS, Plan
from flotilla.ports.brain import BrainAnswer
from tests.unit.brain.requests import request
from tests.unit.services.world import sample_tenant


def test_when_the_tokens_are_used_up_the_other_brain_answers_until_some_flow_back(
    caplog: pytest.LogCaptureFixture,
) -> None:
    core = in_memory()
    core.tenants.add(sample_tenant(core.clock.now(), TenantId("T")))
    model = ScriptedBrain(*[BrainAnswer("model", brain="model", tokens_in=3_000, tokens_out=1_000)] * 9)
    offline = ScriptedBrain(*[BrainAnswer("offline")] * 9)
    budgeted = BudgetedBrain(model, core.tenants, core.limiter, core.limit_notes, most=10_000)
    brain = BrainChain(budgeted, offline)
    with caplog.at_level(logging.WARNING, logger="flotilla.adapters.budgeted_brain"):
        replies = [brain.answer(request("hi")).reply for _ in range(5)]
    assert replies == ["model", "model", "model", "offline", "offline"]
    assert len([one for one in caplog.records if one.name.endswith("budgeted_brain")]) == 1
    core.clock.advance(seconds=24 * 3600 * ADVANCE / 10_000)
    assert brain.answer(request("hi")).reply == "model"


def test_the_plan_says_how_many_there_are() -> None:
    core = in_memory()
    core.tenants.add(sample_tenant(core.clock.now(), TenantId("T")))
    tokens = PLANS[Plan.PRO].ai_tokens_per_day
    assert tokens is not None
    model = ScriptedBrain(BrainAnswer("model", tokens_in=tokens), BrainAnswer("model"))
    brain = BrainChain(
        BudgetedBrain(model, core.tenants, core.limiter, core.limit_notes, most=0),
        ScriptedBrain(BrainAnswer("offline")),
    )
    assert [brain.answer(request("hi")).reply for _ in range(2)] == ["model", "offline"]


def test_that_the_tokens_are_used_up_is_an_event_of_the_workspace_once_a_day() -> None:
    core = in_memory()
    core.tenants.add(sample_tenant(core.clock.now(), TenantId("T")))
    model = ScriptedBrain(*[BrainAnswer("model", tokens_in=50_000)] * 9)
    brain = BudgetedBrain(model, core.tenants, core.limiter, core.limit_notes, most=10_000)
    asked = request("hi")
    brain.answer(asked)
    for hours in (0, 1, 23, 24):
        with pytest.raises(UnavailableError):
            brain.answer(replace(asked, now=asked.now + timedelta(hours=hours)))
    events = [event for change in core.store.changes for event in derive_events(change)]
    reached = [event.data["limit"] for event in events if event.type == "limit.reached"]
    assert [(limit["name"], limit["allowed"]) for limit in reached] == [("ai_tokens_per_day", 10_000)] * 2
    assert [limit["at"] for limit in reached] == ["2026-01-01T12:00:00.000Z", "2026-01-02T12:00:00.000Z"]


def test_a_note_that_can_not_be_kept_keeps_no_answer_from_the_customer() -> None:
    core = in_memory()
    core.tenants.add(sample_tenant(core.clock.now(), TenantId("T")))

    class NoNotes:
        def put(self, tenant: TenantId, note: LimitNote, *, unless_since: datetime) -> bool:
            raise UnavailableError("no table")

        def list(self, tenant: TenantId) -> tuple[LimitNote, ...]:
            return ()

    model = ScriptedBrain(BrainAnswer("model", tokens_in=50_000))
    budgeted = BudgetedBrain(model, core.tenants, core.limiter, NoNotes(), most=10_000)
    brain = BrainChain(budgeted, ScriptedBrain(BrainAnswer("offline")))
    assert [brain.answer(request("hi")).reply for _ in range(2)] == ["model", "offline"]
