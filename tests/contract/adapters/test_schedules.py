"""Schedules and what came of them, in memory and in DynamoDB."""

# ruff: noqa: DTZ001  # Times on the wall have no zone.

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from flotilla.adapters.cursors import write_cursor
from flotilla.adapters.dynamodb.codecs.schedules import write_schedule
from flotilla.adapters.memory.clock import SequentialIds
from flotilla.domain.errors import ConflictError, InvalidInputError, LimitReachedError, NotFoundError
from flotilla.domain.features import Weekday
from flotilla.domain.ids import BotId, LeadId, ScheduleId, UserId
from flotilla.domain.page import Page
from flotilla.domain.schedule_runs import claim, end, execution, settle
from flotilla.domain.schedules import Action, Cron, Once, Result, RunReason, Schedule, State, Weekly
from tests.contract.adapters.installations import Emulated, Ports
from tests.contract.adapters.samples import NOBODY, NOW, World

TOMORROW = NOW + timedelta(days=1)


def a_schedule(world: World, **changes: Any) -> Schedule:
    values: dict[str, Any] = {
        "id": ScheduleId(world.ids.new()), "tenant": world.tenant, "bot": world.bot_id, "action": Action.PAUSE,
        "when": Weekly((Weekday.FRIDAY,), "12:00"), "zone": "UTC", "state": State.PENDING, "next_at": TOMORROW,
        "created_by": UserId("U1"), "created_at": NOW, "updated_at": NOW, "in_step": True,
    }  # fmt: skip
    return Schedule(**{**values, **changes})


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"when": Once(datetime(2026, 1, 2, 12, 0)), "action": Action.SEND_MESSAGE, "lead": LeadId("L"), "text": "Olá"},
        {"when": Cron("0 18 L * ? *"), "state": State.PAUSED, "next_at": None, "in_step": False},
    ],
)
def test_what_is_stored_is_read(ports: Ports, fresh: SequentialIds, changes: dict[str, Any]) -> None:
    world = World(fresh)
    schedule = a_schedule(world, **changes)
    ports.schedules.add(world.tenant, schedule, audit=world.an_entry("schedule.created"))
    assert ports.schedules.get(world.tenant, schedule.id) == schedule
    with pytest.raises(ConflictError):
        ports.schedules.add(world.tenant, schedule)
    with pytest.raises(NotFoundError):
        ports.schedules.get(NOBODY, schedule.id)
    with pytest.raises(NotFoundError):
        ports.schedules.add(NOBODY, a_schedule(world))
    with pytest.raises(NotFoundError):
        ports.schedules.save(NOBODY, schedule, schedule)


def test_a_planned_time_is_claimed_once_and_its_outcome_kept(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    read = a_schedule(world)
    ports.schedules.add(world.tenant, read)
    claimed = ports.schedules.save(world.tenant, read, claim(read, TOMORROW, TOMORROW))
    with pytest.raises(ConflictError):
        ports.schedules.save(world.tenant, read, claim(read, TOMORROW, TOMORROW))
    run = execution(claimed, TOMORROW, TOMORROW + timedelta(seconds=1), Result.FAILED, RunReason.REFUSED, UserId("U2"))
    settled = ports.schedules.save(world.tenant, claimed, settle(claimed, run, fired=True), run=run)
    assert ports.schedules.get(world.tenant, read.id) == settled
    assert (settled.last, settled.claim, settled.next_at) == (run, None, TOMORROW + timedelta(days=7))
    assert ports.schedules.runs(world.tenant, read.id) == Page((run,), None)
    assert ports.schedules.runs(NOBODY, read.id).items == ()


def test_only_what_lives_counts(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    first, second = a_schedule(world), a_schedule(world)
    ports.schedules.add(world.tenant, first, limit=2)
    ports.schedules.add(world.tenant, second, limit=2)
    with pytest.raises(LimitReachedError):
        ports.schedules.add(world.tenant, a_schedule(world), limit=2)
    ended = ports.schedules.save(world.tenant, first, end(first, NOW))
    assert ports.tenants.usage(world.tenant).schedules == 1
    ports.schedules.save(world.tenant, ended, replace(ended, updated_at=TOMORROW))
    assert ports.tenants.usage(world.tenant).schedules == 1
    ports.schedules.add(world.tenant, a_schedule(world), limit=2)


def test_lists_go_page_by_page_by_bot_and_by_state(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    other = BotId(fresh.new())
    made = [a_schedule(world, bot=other if n % 3 == 0 else world.bot_id) for n in range(7)]
    for schedule in made:
        ports.schedules.add(world.tenant, schedule)
    made[1] = ports.schedules.save(world.tenant, made[1], end(made[1], NOW))
    newest = tuple(reversed(made))
    first = ports.schedules.list(world.tenant, limit=4)
    assert first.items == newest[:4]
    assert ports.schedules.list(world.tenant, limit=4, cursor=first.next_cursor) == Page(newest[4:], None)
    mine = tuple(one for one in newest if one.bot == other)
    first = ports.schedules.list(world.tenant, bot=other, limit=2)
    assert first.items == mine[:2]
    assert ports.schedules.list(world.tenant, bot=other, limit=2, cursor=first.next_cursor) == Page(mine[2:], None)
    over = ports.schedules.list(world.tenant, bot=world.bot_id, states=frozenset({State.CANCELLED}))
    assert over.items == (made[1],)
    assert ports.schedules.list(NOBODY).items == ()
    for cursor in ("made-up", first.next_cursor):
        with pytest.raises(InvalidInputError):
            ports.schedules.list(world.tenant, cursor=cursor)


def test_history_goes_page_by_page(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    schedule = a_schedule(world)
    ports.schedules.add(world.tenant, schedule)
    runs = [execution(schedule, NOW + timedelta(days=n), NOW + timedelta(days=n), Result.EXECUTED) for n in range(5)]
    for run in runs:
        schedule = ports.schedules.save(world.tenant, schedule, replace(schedule, last=run), run=run)
    newest = tuple(reversed(runs))
    first = ports.schedules.runs(world.tenant, schedule.id, limit=3)
    assert first.items == newest[:3]
    assert ports.schedules.runs(world.tenant, schedule.id, limit=3, cursor=first.next_cursor) == Page(newest[3:], None)


def test_the_fleet_finds_what_needs_something_and_nothing_else(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    come, later = a_schedule(world, next_at=NOW), a_schedule(world, next_at=TOMORROW)
    untold = a_schedule(world, in_step=False, state=State.CANCELLED, next_at=None)
    quiet = a_schedule(world, state=State.PAUSED, next_at=None)
    for schedule in (come, later, untold, quiet):
        ports.schedules.add(world.tenant, schedule)

    def mine(found: Any) -> list[Schedule]:
        return [one for one in found if one.tenant == world.tenant]

    assert mine(ports.schedule_fleet.due(NOW, limit=10_000)) == [untold, come]
    assert mine(ports.schedule_fleet.due(NOW - timedelta(seconds=1), limit=10_000)) == [untold]
    assert mine(ports.schedule_fleet.pending()) == [come, later]
    assert len(ports.schedule_fleet.due(TOMORROW, limit=2)) == 2


def test_a_bots_schedules_go_with_their_history(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    mine, over = a_schedule(world), a_schedule(world, state=State.EXECUTED, next_at=None)
    other = a_schedule(world, bot=BotId(fresh.new()))
    for schedule in (mine, other):
        ports.schedules.add(world.tenant, schedule)
    ports.schedules.add(world.tenant, replace(over, state=State.PENDING))
    run = execution(over, NOW, NOW, Result.EXECUTED)
    ports.schedules.save(world.tenant, replace(over, state=State.PENDING), over, run=run)
    assert ports.tenants.usage(world.tenant).schedules == 2
    removed = [ports.schedules.remove_all(world.tenant, world.bot_id, limit=1) for _ in range(3)]
    assert removed == [1, 1, 0]
    assert ports.schedules.list(world.tenant).items == (other,)
    assert ports.schedules.runs(world.tenant, over.id).items == ()
    assert ports.tenants.usage(world.tenant).schedules == 1


def test_ten_thousand_are_listed_page_by_page_without_delay(emulated: Emulated, fresh: SequentialIds) -> None:
    """A page reads what it shows and not all there is: the last one takes no more requests than the first."""
    world = World(fresh)
    made = [a_schedule(world, in_step=True, next_at=TOMORROW) for _ in range(10_000)]
    table = emulated._database.main
    table.put_all([write_schedule(schedule) for schedule in made])
    reads = 0
    query = table._connection.query

    def counted(*args: Any, **kwargs: Any) -> Any:
        nonlocal reads
        reads += 1
        return query(*args, **kwargs)

    table._connection.query = counted  # type: ignore[method-assign]  # Counts, and changes nothing.
    # The emulator looks through the whole partition at each request, so only some of the 100 pages are turned to.
    newest, scope = made[::-1], ("schedules", world.tenant, "", *sorted(State))
    for begin in (0, 100, 4_900, 9_900):
        cursor = write_cursor(scope, newest[begin - 1].id) if begin else None
        page = emulated.schedules.list(world.tenant, limit=100, cursor=cursor)
        assert [one.id for one in page.items] == [one.id for one in newest[begin : begin + 100]]
        following = write_cursor(scope, newest[begin + 99].id) if begin < 9_900 else None
        assert (page.next_cursor, reads) == (following, 1)
        reads = 0
    assert [one for one in emulated.schedule_fleet.due(NOW) if one.tenant == world.tenant] == []
    assert reads == 1
