"""What a lead's history tells: each step once, with who and when, whoever or whatever took it."""

from datetime import timedelta
from itertools import pairwise

import pytest

from flotilla.adapters.memory.brain import ScriptedBrain
from flotilla.domain.errors import InvalidInputError, NotFoundError
from flotilla.domain.ids import ChatId, LeadId, UserId
from flotilla.domain.lead_steps import LeadStep, StepKind
from flotilla.domain.leads import FieldValue, LeadStatus, Source
from flotilla.domain.people import Role
from flotilla.ports.brain import BrainAnswer
from tests.unit.services.world import OTHER_TENANT, TENANT, World, principal

ADMIN, LID = principal(), ChatId("123456789012345@lid")


def history(world: World, lead: LeadId | None = None, limit: int = 50) -> list[LeadStep]:
    """All of it, oldest first, as it is once the stream has told what changed."""
    world.core.note_steps(world.core.store.changes)
    found: list[LeadStep] = []
    cursor: str | None = None
    while True:
        page = world.core.list_history(ADMIN, lead or world.lead().id, limit, cursor)
        found += page.items
        cursor = page.next_cursor
        if cursor is None:
            return found[::-1]


def told(steps: list[LeadStep]) -> list[tuple[str, str | None]]:
    return [(step.kind.value, step.by) for step in steps]


def vendor(world: World, name: str) -> UserId:
    return world.join(name, Role.VENDOR).user


def test_what_people_do_is_told_with_who_and_what_it_was_before() -> None:
    world = World()
    world.receive()
    lead = world.lead().id
    v1 = principal(Role.VENDOR, vendor(world, "V1"))

    def later() -> None:
        world.core.clock.advance(seconds=1)

    later()
    world.core.assign_lead(v1, lead, v1.user)
    later()
    world.core.update_lead(v1, lead, {"name": "Ana Souza"})
    later()
    world.core.update_lead(ADMIN, lead, {"name": None})
    later()
    world.core.add_note(v1, lead, "Call in the morning.")
    later()
    world.core.close_lead(v1, lead, LeadStatus.LOST, "too expensive")
    later()
    world.core.reopen_lead(ADMIN, lead)
    later()
    world.core.hand_back(v1, lead)
    later()
    world.core.pause_chat(v1, lead)
    later()
    world.core.resume_chat(ADMIN, lead)
    later()
    world.core.assign_lead(v1, lead, None)
    steps = history(world)
    assert told(steps[:1] + steps[3:]) == [
        ("created", None), ("corrected", "V1"), ("corrected", "U1"), ("noted", "V1"), ("closed", "V1"),
        ("reopened", "U1"), ("handed_back", "V1"), ("paused", "V1"), ("resumed", "U1"), ("unassigned", "V1"),
    ]  # fmt: skip
    assert sorted(told(steps[1:3])) == [("assigned", "V1"), ("taken_over", "V1")]
    assert (steps[3].before, steps[3].after) == ({}, {"name": "Ana Souza"})
    assert (steps[4].before, steps[4].after) == ({"name": "Ana Souza"}, {})
    assert steps[6].after == {"status": "lost", "reason": "too expensive"}
    assert [later.at - one.at for one, later in pairwise(steps[3:])] == [timedelta(seconds=1)] * 8
    # Told again, as a stream may, and read in small pages, it is the same.
    assert history(world, limit=3) == steps


def test_what_happens_by_itself_is_told_too() -> None:
    now = World().core.clock.now()
    fields = {name: FieldValue(name, Source.AI, 1.0, now) for name in ("name", "email", "location", "phone")}
    answers = BrainAnswer("Thank you", fields=fields), BrainAnswer("One moment", wants_person=True)
    world = World(brain=ScriptedBrain(*answers))
    world.receive("M1", "I'm Ana")
    world.settle()
    world.receive("M2", "A person, please")
    world.settle()
    until = world.chat().human_until
    assert until is not None
    world.core.clock.advance(seconds=(until - world.core.clock.now()).total_seconds() + 60)
    assert told(history(world))[-1] == ("handed_back", "timer")
    world.receive("M3", "Anybody?", from_me=True)
    steps = history(world)
    assert sorted(told(steps[1:3])) == [("captured", None), ("qualified", None)]
    assert told(steps[:1] + steps[3:]) == [
        ("created", None), ("taken_over", "customer"), ("handed_back", "timer"), ("taken_over", "phone"),
    ]  # fmt: skip
    assert steps[4].at == until
    captured = next(step for step in steps if step.kind is StepKind.CAPTURED)
    assert captured.after == {name: name for name in fields}


def test_a_lead_that_is_one_person_s_with_another_keeps_both_pasts() -> None:
    world = World()
    world.receive("M1")
    world.receive("M2", "I'm the same", chat=LID)
    world.core.update_lead(ADMIN, world.lead(LID).id, {"name": "Ana Souza"})
    world.receive("M3", "now you know", chat=LID, alias=world.chat().id)
    kinds = [step.kind for step in history(world)]
    assert kinds.count(StepKind.CREATED) == 2
    assert kinds.count(StepKind.MERGED) == 1
    assert kinds.count(StepKind.CORRECTED) == 1


def test_a_lead_from_before_its_steps_were_kept_tells_what_it_knows_itself() -> None:
    world = World()
    world.receive()
    world.core.clock.advance(seconds=1)
    world.core.assign_lead(ADMIN, world.lead().id, ADMIN.user)
    world.core.store.changes.clear()
    assert told(history(world)) == [("created", None), ("assigned", "U1")]
    world.core.clock.advance(seconds=1)
    world.core.close_lead(ADMIN, world.lead().id, LeadStatus.WON, "A fair price")
    assert told(history(world)) == [("created", None), ("assigned", "U1"), ("closed", "U1")]


def test_only_who_may_see_a_lead_sees_its_history() -> None:
    world = World()
    world.receive()
    lead = world.lead().id
    v1, v2 = vendor(world, "V1"), vendor(world, "V2")
    world.core.assign_lead(ADMIN, lead, v1)
    assert world.core.list_history(principal(Role.VENDOR, v1), lead).items
    for who in (principal(Role.VENDOR, v2), principal(Role.OWNER, "U9", OTHER_TENANT)):
        with pytest.raises(NotFoundError):
            world.core.list_history(who, lead)
    with pytest.raises(InvalidInputError):
        world.core.list_history(ADMIN, lead, 0)
    world.core.note_steps(world.core.store.changes)
    assert {tenant for tenant, _ in world.core.store.steps} == {TENANT}
