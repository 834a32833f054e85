"""Making and changing schedules."""

from typing import Any

import pytest

from flotilla.domain.errors import (
    ConflictError,
    FlotillaError,
    ForbiddenError,
    InvalidInputError,
    LimitReachedError,
    MisconfiguredError,
    NotFoundError,
    UnavailableError,
)
from flotilla.domain.ids import BotId, LeadId
from flotilla.domain.people import Role
from flotilla.domain.planning import Oddity
from flotilla.domain.schedules import State
from flotilla.ports.scheduler import Entry
from tests.unit.services.schedules import (
    create,
    cron,
    daily,
    entries,
    events,
    history,
    make_world,
    once,
    stored,
    switch,
)
from tests.unit.services.world import BOT, FREE_FOR_ALL, OTHER_TENANT, TENANT, World, principal


@pytest.fixture
def world() -> World:
    return make_world()


def test_a_schedule_is_stored_and_the_clock_is_told(world: World) -> None:
    made = create(world, daily("09:00", time_zone="America/Recife"))
    assert (made.state, made.in_step, made.next_at.isoformat() if made.next_at else "") == (
        State.PENDING, True, "2026-01-02T12:00:00+00:00",
    )  # fmt: skip
    assert entries(world) == {made.id: "cron(0 9 ? * MON,TUE,WED,THU,FRI,SAT,SUN *)"}
    assert events(world) == ["schedule.created"]
    [entry] = [one for one in world.core.store.audit[TENANT] if one.action == "schedule.created"]
    assert entry.subject.id == made.id


def test_without_a_zone_it_is_the_workspaces(world: World) -> None:
    plan = daily("09:00")
    del plan["time_zone"]
    assert create(world, plan).zone == world.core.tenants.get(TENANT).time_zone


@pytest.mark.parametrize(
    ("plan", "field"),
    [
        (once("2026-01-01T11:59"), "when"),
        (once("2026-01-01T12:00"), "when"),
        (once("2026-02-30T09:00"), "when"),
        (once("2027-01-01T09:00:30"), "when"),
        (once("2027-01-01T09:00Z"), "when"),
        (once("0001-01-01T00:00"), "when"),
        (once("9999-12-31T23:59"), "when"),
        (once("2027-01-01T09:00", time_zone="America/Nowhere"), "time_zone"),
        (once("2027-01-01T09:00", time_zone="../etc/passwd"), "time_zone"),
        (once("2027-01-01T09:00", time_zone=""), "time_zone"),
        (once("2027-01-01T09:00", action="explode"), "action"),
        (once("2027-01-01T09:00", when={"kind": "hourly"}), "when"),
        (once("2027-01-01T09:00", when={"kind": "once"}), "when"),
        (daily("24:00"), "when"),
        (daily("09:00", when={"kind": "weekly", "days": [], "time": "09:00"}), "when"),
        (daily("09:00", when={"kind": "weekly", "days": ["someday"], "time": "09:00"}), "when"),
        (cron("0 9 * * *"), "when"),
        (cron("nonsense"), "when"),
        (cron("0 9 30 2 ? *"), "when"),
        (cron("0 9 1 1 ? 2020"), "when"),
        (cron("* * * * ? *"), "when"),
        (cron("0 9 ? * MON " + "*" * 300), "when"),
        (daily("09:00", action="send_message"), "text"),
        (daily("09:00", action="send_message", text="Hello"), "lead_id"),
        (daily("09:00", action="send_message", text="x" * 5000, lead_id="L"), "text"),
        (daily("09:00", text="Hello"), "text"),
        (daily("09:00", action="send_message", text="Hello", lead_id="nobody"), "lead_id"),
    ],
)
def test_what_cant_be_used_is_named(world: World, plan: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInputError) as refused:
        create(world, plan)
    assert field in refused.value.fields
    assert refused.value.fields[field].endswith(".")
    assert entries(world) == {}


def test_a_lead_of_another_bot_or_workspace_is_none_of_this_bots(world: World) -> None:
    world.receive()
    lead = world.lead().id
    other = world.core.create_bot(principal(), "Another bot").id
    switched = world.core.update_bot(principal(), other, {"features": {"scheduling": True}})
    plan = once("2026-02-01T09:00", action="send_message", text="Hello", lead_id=lead)
    assert create(world, plan).lead == lead
    with pytest.raises(InvalidInputError):
        world.core.create_schedule(principal(), switched.id, plan)


def test_bots_that_are_gone_or_without_the_feature_take_none(world: World) -> None:
    switch(world, on=False)
    with pytest.raises(ConflictError) as refused:
        create(world, daily("09:00"))
    assert refused.value.code == "feature_off"
    with pytest.raises(NotFoundError):
        world.core.create_schedule(principal(), BotId("gone"), daily("09:00"))
    world.core.delete_bot(principal(), BOT)
    with pytest.raises(NotFoundError):
        create(world, daily("09:00"))


def test_the_plan_counts_what_is_alive() -> None:
    world = make_world(FREE_FOR_ALL)
    made = [create(world, daily(f"09:0{n}")) for n in range(5)]
    with pytest.raises(LimitReachedError) as refused:
        create(world, daily("10:00"))
    assert (refused.value.limit, refused.value.allowed) == ("schedules", 5)
    world.core.cancel_schedule(principal(), made[0].id)
    create(world, daily("10:00"))
    assert world.core.tenants.usage(TENANT).schedules == 5


@pytest.mark.parametrize("role", [Role.VIEWER, Role.VENDOR])
def test_who_may_not_write_changes_nothing(world: World, role: Role) -> None:
    made = create(world, daily("09:00"))
    who = principal(role, "U2")
    for call in (
        lambda: world.core.create_schedule(who, BOT, daily("10:00")),
        lambda: world.core.update_schedule(who, made.id, {"action": "resume"}),
        lambda: world.core.pause_schedule(who, made.id),
        lambda: world.core.cancel_schedule(who, made.id),
        lambda: world.core.run_schedule_now(who, made.id),
    ):
        with pytest.raises(ForbiddenError):
            call()
    assert stored(world, made) == made


def test_another_workspaces_schedule_is_as_good_as_absent(world: World) -> None:
    made = create(world, daily("09:00"))
    stranger = principal(tenant=OTHER_TENANT)
    for call in (
        lambda: world.core.show_schedule(stranger, made.id),
        lambda: world.core.list_runs(stranger, made.id),
        lambda: world.core.update_schedule(stranger, made.id, {"action": "resume"}),
        lambda: world.core.cancel_schedule(stranger, made.id),
        lambda: world.core.run_schedule_now(stranger, made.id),
    ):
        with pytest.raises(NotFoundError):
            call()
    assert world.core.list_schedules(stranger).items == ()


def test_edited_it_runs_at_the_new_time_and_by_the_new_zone(world: World) -> None:
    made = create(world, daily("09:00"))
    changed = world.core.update_schedule(
        principal(), made.id, {"when": {"kind": "once", "at": "2026-03-01T08:00"}, "time_zone": "Asia/Kolkata"}
    )
    assert changed.next_at is not None
    assert changed.next_at.isoformat() == "2026-03-01T02:30:00+00:00"
    assert entries(world) == {made.id: "at(2026-03-01T08:00:00)"}
    with pytest.raises(ConflictError) as stale:
        world.core.update_schedule(principal(), made.id, {"action": "resume"}, made.version)
    assert stale.value.code == "changed_meanwhile"
    same = world.core.update_schedule(principal(), made.id, {"time_zone": "Asia/Kolkata"}, changed.version)
    assert same == changed
    assert events(world) == ["schedule.created", "schedule.updated"]


def test_a_schedule_that_no_longer_sends_forgets_the_message(world: World) -> None:
    world.receive()
    plan = once("2026-02-01T09:00", action="send_message", text="Hello", lead_id=world.lead().id)
    changed = world.core.update_schedule(principal(), create(world, plan).id, {"action": "pause"})
    assert (changed.lead, changed.text) == (None, None)


def test_paused_resumed_and_cancelled(world: World) -> None:
    made = create(world, daily("09:00"))
    paused = world.core.pause_schedule(principal(), made.id)
    assert (paused.state, paused.next_at, entries(world)) == (State.PAUSED, None, {})
    assert world.core.pause_schedule(principal(), made.id) == paused
    world.core.clock.advance(seconds=259200)
    resumed = world.core.resume_schedule(principal(), made.id)
    assert resumed.next_at is not None
    assert resumed.next_at > world.core.clock.now()
    assert made.id in entries(world)
    assert world.core.cancel_schedule(principal(), made.id).state is State.CANCELLED
    assert entries(world) == {}
    for call in (world.core.resume_schedule, world.core.pause_schedule, world.core.cancel_schedule):
        with pytest.raises(ConflictError) as over:
            call(principal(), made.id)
        assert over.value.code == "schedule_ended"
    assert events(world) == ["schedule.created", "schedule.updated", "schedule.updated", "schedule.cancelled"]
    assert history(world, made) == []


def test_what_was_paused_over_its_only_time_needs_another_one(world: World) -> None:
    made = create(world, once("2026-01-01T13:00"))
    world.core.pause_schedule(principal(), made.id)
    world.core.clock.advance(seconds=7200)
    with pytest.raises(ConflictError) as passed:
        world.core.resume_schedule(principal(), made.id)
    assert passed.value.code == "time_passed"
    world.core.update_schedule(principal(), made.id, {"when": {"kind": "once", "at": "2026-01-01T15:00"}})
    assert world.core.resume_schedule(principal(), made.id).state is State.PENDING


@pytest.mark.parametrize("error", [UnavailableError("It is down."), MisconfiguredError("Not set up for it.")])
def test_a_clock_that_cant_be_told_now_is_told_within_a_minute(
    world: World, monkeypatch: pytest.MonkeyPatch, error: FlotillaError
) -> None:
    def down(_: Entry) -> None:
        raise error

    with monkeypatch.context() as broken:
        broken.setattr(world.core.scheduler, "put", down)
        made = create(world, daily("09:00"))
        assert (made.in_step, entries(world)) == (False, {})
        assert world.core.reconcile_schedules().failed == 1
    world.core.clock.advance(seconds=60)
    assert world.core.reconcile_schedules().told == 1
    assert made.id in entries(world)
    assert world.core.reconcile_schedules().told == 0


def test_a_preview_shows_runs_a_sentence_and_what_summer_time_does(world: World) -> None:
    preview = world.core.preview_schedule(principal(Role.VIEWER), daily("02:30", time_zone="America/New_York"))
    assert [moment.isoformat() for moment in preview.runs[:2]] == [
        "2026-01-02T07:30:00+00:00", "2026-01-03T07:30:00+00:00",
    ]  # fmt: skip
    assert preview.sentence == "Pause the bot every day at 02:30, America/New_York time."
    assert [(odd.kind, odd.local.isoformat()) for odd in preview.odd] == [(Oddity.LEFT_OUT, "2026-03-08T02:30:00")]
    with pytest.raises(InvalidInputError):
        world.core.preview_schedule(principal(), {"when": {"kind": "cron", "expression": "never"}})


def test_lists_are_of_a_bot_or_of_all_and_by_state(world: World) -> None:
    made = [create(world, daily(f"{hour:02}:00")) for hour in range(5)]
    world.core.cancel_schedule(principal(), made[0].id)
    first = world.core.list_schedules(principal(Role.VIEWER), BOT, limit=2)
    assert [one.id for one in first.items] == [made[4].id, made[3].id]
    second = world.core.list_schedules(principal(), BOT, limit=3, cursor=None)
    assert len(second.items) == 3
    live = world.core.list_schedules(principal(), states=frozenset({State.PENDING}))
    assert {one.id for one in live.items} == {one.id for one in made[1:]}
    with pytest.raises(NotFoundError):
        world.core.list_schedules(principal(), BotId("gone"))


def test_nobody_reads_what_is_to_be_said_in_the_audit_log(world: World) -> None:
    world.receive()
    secret = "Your number is 4711"
    plan = once("2026-02-01T09:00", action="send_message", text=secret, lead_id=LeadId(world.lead().id))
    made = create(world, plan)
    world.core.update_schedule(principal(), made.id, {"text": secret + "!"})
    assert secret not in str(world.core.store.audit[TENANT])
