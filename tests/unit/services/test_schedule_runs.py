"""Schedules run once, at their time, or say why not."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from flotilla.domain.audit import ActorKind
from flotilla.domain.bots import Answering, Desired
from flotilla.domain.errors import ConflictError, UnavailableError
from flotilla.domain.ids import BotId
from flotilla.domain.messages import Direction
from flotilla.domain.schedule_runs import claim
from flotilla.domain.schedules import CLAIM, Result, Schedule, State
from flotilla.services.run_schedule import RunSchedule
from tests.unit.services.schedules import (
    at,
    create,
    cron,
    daily,
    entries,
    events,
    fire,
    history,
    make_world,
    once,
    stored,
    switch,
)
from tests.unit.services.world import BOT, FREE_FOR_ALL, TENANT, Fuse, World, principal

NOW = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def world() -> World:
    return make_world()


def until_due(world: World, schedule: Schedule) -> None:
    due = stored(world, schedule).next_at
    assert due is not None
    at(world, due)


@pytest.mark.parametrize(
    ("before", "action", "desired", "answering"),
    [
        ("disable", "enable", Desired.ENABLED, Answering.ON),
        ("enable", "disable", Desired.DISABLED, Answering.ON),
        ("resume", "pause", Desired.ENABLED, Answering.PAUSED),
        ("pause", "resume", Desired.ENABLED, Answering.ON),
    ],
)
def test_each_action_is_done_at_its_time(
    world: World, before: str, action: str, desired: Desired, answering: Answering
) -> None:
    for schedule in (create(world, once("2026-01-01T12:30", action=before)),):
        until_due(world, schedule)
        fire(world, schedule)
    made = create(world, once("2026-01-01T13:00", action=action))
    assert fire(world, made) is None  # It isn't time yet.
    until_due(world, made)
    run = fire(world, made)
    assert run is not None
    assert (run.result, run.by) == (Result.EXECUTED, None)
    bot = world.core.bots.get(TENANT, BOT)
    assert (bot.desired, bot.answering) == (desired, answering)
    assert (stored(world, made).state, entries(world)) == (State.EXECUTED, {})


def test_however_often_it_fires_it_runs_once(world: World) -> None:
    world.receive()
    plan = daily("13:00", action="send_message", text="See you soon", lead_id=world.lead().id)
    made = create(world, plan)
    until_due(world, made)
    assert [fire(world, made) is not None for _ in range(4)] == [True, False, False, False]
    assert world.core.reconcile_schedules().ran == 0
    assert world.texts(Direction.OUT) == ["See you soon"]
    assert history(world, made) == [("executed", None)]
    until_due(world, made)
    fire(world, made)
    assert world.texts(Direction.OUT) == ["See you soon"] * 2
    assert events(world) == ["schedule.created", "schedule.executed", "schedule.executed"]


def test_many_calls_at_once_run_it_once(world: World) -> None:
    world.receive()
    made = create(world, once("2026-01-01T13:00", action="send_message", text="Once", lead_id=world.lead().id))
    until_due(world, made)

    def call(_: int) -> bool:
        try:
            return fire(world, made) is not None
        except ConflictError:
            return False  # The firing clock calls again.

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(call, range(24))) == 1
    assert world.texts(Direction.OUT) == ["Once"]
    assert history(world, made) == [("executed", None)]


@pytest.mark.parametrize(
    ("zone", "time", "fires", "runs"),
    [
        # 02:30 is left out on 8 March 2026: nothing runs at what would be 03:30.
        ("America/New_York", "02:30", ["03-07T07:30", "03-08T07:30", "03-09T06:30"], ["03-07T07:30", "03-09T06:30"]),
        # 01:30 comes twice on 1 November 2026.
        ("America/New_York", "01:30", ["10-31T05:30", "11-01T05:30", "11-01T06:30", "11-02T06:30"],
         ["10-31T05:30", "11-01T05:30", "11-02T06:30"]),
        ("America/Sao_Paulo", "00:30", ["10-31T03:30", "11-01T03:30"], ["10-31T03:30", "11-01T03:30"]),
        ("Asia/Kolkata", "09:00", ["03-07T03:30", "03-08T03:30"], ["03-07T03:30", "03-08T03:30"]),
        # Half an hour: 02:15 is left out on 4 October, 01:45 comes twice on 5 April.
        ("Australia/Lord_Howe", "02:15", ["10-02T15:45", "10-03T15:45", "10-04T15:15"], ["10-02T15:45", "10-04T15:15"]),
        ("Australia/Lord_Howe", "01:45", ["04-03T14:45", "04-04T14:45", "04-04T15:15", "04-05T15:15"],
         ["04-03T14:45", "04-04T14:45", "04-05T15:15"]),
    ],
)  # fmt: skip
def test_over_a_change_of_clocks_each_planned_time_runs_once(
    world: World, zone: str, time: str, fires: list[str], runs: list[str]
) -> None:
    """Called at each of the moments, of which some are no planned ones, and looked after in between."""

    def moment(text: str) -> datetime:
        return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=UTC)

    at(world, moment(fires[0]) - timedelta(hours=1))
    made = create(world, daily(time, time_zone=zone))
    for called in fires:
        at(world, moment(called))
        fire(world, made)
        fire(world, made)
        world.core.clock.advance(seconds=80)
        world.core.reconcile_schedules()
    done = world.core.list_runs(principal(), made.id).items
    assert [run.planned for run in reversed(done)] == [moment(one) for one in runs]
    assert {run.result for run in done} == {Result.EXECUTED}


def test_what_is_done_is_in_the_audit_log_as_done_by_the_schedule(world: World) -> None:
    made = create(world, once("2026-01-01T13:00"))
    until_due(world, made)
    fire(world, made)
    log = {entry.action: entry for entry in world.core.store.audit[TENANT]}
    assert log["bot.paused"].actor.kind is ActorKind.SCHEDULE
    assert log["schedule.executed"].actor.kind is ActorKind.SYSTEM
    assert log["schedule.executed"].subject.id == made.id


@pytest.mark.parametrize("after", [False, True])
def test_a_crash_anywhere_is_healed_and_the_message_goes_out_once(after: bool) -> None:
    broken = 0
    while True:
        broken += 1
        world = make_world()
        world.receive()
        plan = once("2026-01-01T13:00", action="send_message", text="Once", lead_id=world.lead().id)
        made = create(world, plan)
        until_due(world, made)
        fuse = Fuse(broken, after=after)
        services = make_fused(world, fuse)
        try:
            services(TENANT, made.id)
        except (UnavailableError, ConflictError):
            assert fuse.blown
        world.core.clock.advance(seconds=CLAIM.total_seconds() + 1)
        world.core.reconcile_schedules()
        world.core.reconcile_schedules()
        assert world.texts(Direction.OUT) == ["Once"], f"broke at {fuse.blown}"
        assert stored(world, made).state is State.EXECUTED, f"broke at {fuse.blown}"
        assert history(world, made) == [("executed", None)]
        if fuse.blown is None:
            break
    assert broken > 8


def make_fused(world: World, fuse: Fuse) -> RunSchedule:
    """The service, with breaking ports wherever it goes."""
    core = world.core
    bots = fuse.around(core.bots)
    whole = core.run_schedule.actions
    send = replace(whole.send, bots=bots, leads=fuse.around(core.leads), conversations=fuse.around(core.conversations))
    actions = replace(whole, bots=bots, send=send)
    schedules, scheduler = fuse.around(core.schedules), fuse.around(core.scheduler)
    return replace(core.run_schedule, schedules=schedules, scheduler=scheduler, actions=actions)


def test_who_died_with_a_claim_is_waited_for_and_then_done_without(world: World) -> None:
    made = create(world, once("2026-01-01T13:00"))
    until_due(world, made)
    now = world.core.clock.now()
    world.core.schedules.save(TENANT, made, claim(made, now, now))
    assert fire(world, made) is None
    world.core.clock.advance(seconds=90)
    assert world.core.reconcile_schedules().ran == 0
    world.core.clock.advance(seconds=60)
    assert world.core.reconcile_schedules().ran == 1
    assert stored(world, made).state is State.EXECUTED


def test_what_the_clock_forgot_is_run_late_and_the_clock_is_told_again(world: World) -> None:
    made = create(world, daily("13:00"))
    world.core.scheduler.entries.clear()
    until_due(world, made)
    assert world.core.reconcile_schedules().ran == 0  # The clock has a minute.
    world.core.clock.advance(seconds=80)
    assert world.core.reconcile_schedules().ran == 1
    assert made.id in entries(world)
    assert stored(world, made).in_step


def test_what_is_too_late_is_missed(world: World) -> None:
    made = create(world, once("2026-01-01T13:00"))
    again = create(world, daily("13:00"))
    until_due(world, made)
    world.core.clock.advance(seconds=960)
    done = world.core.reconcile_schedules()
    assert (done.ran, done.missed) == (0, 2)
    assert world.core.bots.get(TENANT, BOT).answering is Answering.ON
    assert (stored(world, made).state, stored(world, again).state) == (State.MISSED, State.PENDING)
    assert history(world, made) == history(world, again) == [("missed", "too_late")]
    following = stored(world, again).next_at
    assert following is not None
    assert following > world.core.clock.now()
    assert fire(world, made) is None


def test_of_several_times_that_passed_only_the_newest_is_run(world: World) -> None:
    made = create(world, cron("0/5 * * * ? *"))
    until_due(world, made)
    world.core.clock.advance(seconds=3780)
    assert world.core.reconcile_schedules().ran == 1
    assert history(world, made) == [("executed", None), ("missed", "overtaken")]
    run = world.core.list_runs(principal(), made.id).items[0]
    assert run.at - run.planned < timedelta(minutes=5)


def test_a_feature_that_was_switched_off_skips_and_says_so(world: World) -> None:
    one, every = create(world, once("2026-01-01T13:00")), create(world, daily("13:00"))
    switch(world, on=False)
    until_due(world, one)
    for schedule in (one, every):
        fire(world, schedule)
        assert history(world, schedule) == [("skipped", "feature_off")]
    assert (stored(world, one).state, stored(world, every).state) == (State.SKIPPED, State.PENDING)
    assert world.core.bots.get(TENANT, BOT).answering is Answering.ON
    with pytest.raises(ConflictError) as refused:
        world.core.run_schedule_now(principal(), every.id)
    assert refused.value.code == "feature_off"
    switch(world, on=True)
    until_due(world, every)
    fire(world, every)
    assert world.core.bots.get(TENANT, BOT).answering is Answering.PAUSED


@pytest.mark.parametrize(
    ("suspension", "reason"),
    [({"suspended": True}, "workspace_deleted"), ({"plan_suspended_at": NOW}, "plan_too_small")],
)
def test_a_suspended_bots_schedules_are_skipped(world: World, suspension: dict[str, Any], reason: str) -> None:
    made = create(world, daily("13:00"))
    world.core.bots.save(TENANT, replace(world.core.bots.get(TENANT, BOT), **suspension))
    until_due(world, made)
    fire(world, made)
    assert history(world, made) == [("skipped", reason)]
    assert world.core.bots.get(TENANT, BOT).answering is Answering.ON


def test_a_deleted_bots_schedules_go_with_it(world: World) -> None:
    made = create(world, daily("13:00"))
    world.core.delete_bot(principal(), BOT)
    assert world.core.list_schedules(principal()).items == ()
    assert world.core.tenants.usage(TENANT).schedules == 0
    world.core.clock.advance(seconds=3600)
    assert world.core.run_schedule(TENANT, made.id) is None
    assert entries(world) == {}


def test_a_bot_that_went_without_its_schedules_ends_them(world: World) -> None:
    made = create(world, daily("13:00"))
    world.core.bots.save(TENANT, replace(world.core.bots.get(TENANT, BOT), deleted=True))
    until_due(world, made)
    fire(world, made)
    assert history(world, made) == [("failed", "bot_deleted")]
    assert (stored(world, made).state, entries(world)) == (State.CANCELLED, {})


def test_what_fails_for_now_is_tried_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    made = create(world, once("2026-01-01T13:00"))
    until_due(world, made)

    def down(*_: object) -> None:
        raise UnavailableError("The database is down.")

    with monkeypatch.context() as broken:
        broken.setattr(world.core.bots, "get", down)
        with pytest.raises(UnavailableError):
            fire(world, made)
    assert fire(world, made) is not None
    assert stored(world, made).state is State.EXECUTED


def test_an_edit_in_the_middle_of_a_run_keeps_its_new_time(world: World) -> None:
    made = create(world, daily("13:00"))
    until_due(world, made)
    begin = world.core.run_schedule._begin(TENANT, made.id)
    assert begin is not None
    changed = world.core.update_schedule(principal(), made.id, {"when": {"kind": "once", "at": "2026-01-01T20:00"}})
    world.core.run_schedule.record(begin[0], begin[1].planned, (Result.EXECUTED, None), fired=True)
    after = stored(world, made)
    assert (after.state, after.next_at) == (State.PENDING, changed.next_at)
    assert history(world, made) == [("executed", None)]


def test_run_now_runs_what_recurs_once_more_and_what_happens_once_instead(world: World) -> None:
    every, one = create(world, daily("20:00")), create(world, once("2026-01-01T20:00", action="resume"))
    run = world.core.run_schedule_now(principal(), every.id)
    assert (run.result, run.by) == (Result.EXECUTED, principal().user)
    assert world.core.bots.get(TENANT, BOT).answering is Answering.PAUSED
    assert stored(world, every).next_at == datetime.fromisoformat("2026-01-01T20:00:00+00:00")
    world.core.run_schedule_now(principal(), one.id)
    assert world.core.bots.get(TENANT, BOT).answering is Answering.ON
    assert stored(world, one).state is State.EXECUTED
    assert set(entries(world)) == {every.id}
    with pytest.raises(ConflictError):
        world.core.run_schedule_now(principal(), one.id)


def test_a_paused_one_can_be_run_by_hand_and_stays_paused(world: World) -> None:
    made = create(world, daily("20:00"))
    world.core.pause_schedule(principal(), made.id)
    world.core.run_schedule_now(principal(), made.id)
    assert stored(world, made).state is State.PAUSED
    assert world.core.bots.get(TENANT, BOT).answering is Answering.PAUSED


def test_every_quarter_of_an_hour_the_clock_is_compared(world: World) -> None:
    kept, lost = create(world, daily("20:00")), create(world, daily("21:00"))
    ended = create(world, daily("22:00"))
    orphan = world.core.scheduler.entries
    [lost_name] = [name for name in orphan if name.schedule == lost.id]
    [ended_entry] = [entry for name, entry in orphan.items() if name.schedule == ended.id]
    world.core.cancel_schedule(principal(), ended.id)
    world.core.scheduler.remove(lost_name)
    world.core.scheduler.put(ended_entry)
    world.core.clock.advance(seconds=60)
    assert world.core.reconcile_schedules().told == 0
    world.core.clock.advance(seconds=840)
    done = world.core.reconcile_schedules()
    assert (done.told, done.removed) == (1, 1)
    assert set(entries(world)) == {kept.id, lost.id}


def test_one_that_fails_holds_up_no_other(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    bad, good = create(world, once("2026-01-01T13:00")), create(world, once("2026-01-01T13:01", action="disable"))
    until_due(world, good)
    world.core.clock.advance(seconds=120)
    get = world.core.schedules.get

    def picky(tenant, schedule):  # type: ignore[no-untyped-def]  # Stands in for get.
        if schedule == bad.id:
            raise UnavailableError("Not this one.")
        return get(tenant, schedule)

    monkeypatch.setattr(world.core.schedules, "get", picky)
    done = world.core.reconcile_schedules()
    assert (done.ran, done.failed) == (1, 1)


def test_a_schedule_of_nothing_is_forgotten_by_the_clock(world: World) -> None:
    made = create(world, daily("13:00"))
    world.core.schedules.remove_all(TENANT, BOT)
    world.core.schedules.remove_all(TENANT, BotId("other"))
    assert fire(world, made) is None
    assert entries(world) == {}


def test_a_schedule_starts_no_more_bots_than_the_plan_has() -> None:
    world = make_world(FREE_FOR_ALL)
    free = world.core.bots.get(TENANT, BOT)
    made = create(world, once("2026-01-01T13:00", action="enable"))
    stopped = world.core.bots.save(TENANT, replace(free, desired=Desired.DISABLED))
    world.core.bots.add(TENANT, replace(free, id=BotId("B2"), version=0))
    until_due(world, made)
    fire(world, made)
    assert history(world, made) == [("skipped", "plan_too_small")]
    assert world.core.bots.get(TENANT, BOT) == stopped
    assert [note.limit for note in world.core.limit_notes.list(TENANT)] == ["bots"]
