"""Counts, in memory and in DynamoDB: each change once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from random import Random

import pytest

from flotilla.adapters.memory.clock import SequentialIds
from flotilla.domain.errors import NotFoundError
from flotilla.domain.ids import BotId
from flotilla.domain.metrics import DayMetrics, Tally
from tests.bench.units import counted
from tests.contract.adapters.installations import Emulated, Ports
from tests.contract.adapters.samples import NOBODY, NOW, World

DAY = date(2026, 1, 1)


def _tally(world: World, number: int, bot: BotId | None = None, **counts: int) -> Tally:
    at = NOW + timedelta(seconds=7 * number)
    return Tally(
        world.tenant, bot or world.bot_id, f"{world.tenant}-{number}/0", at, {DAY: counts or {"messages_in": 1}}
    )


def test_each_change_counts_once_in_whatever_batch_it_comes_again(ports: Ports, fresh: SequentialIds) -> None:
    world, chance = World(fresh), Random(1)
    tallies = [_tally(world, number) for number in range(90)]
    for size in (90, 45, 7, 1):
        again = chance.sample(tallies, k=size)
        for first in range(0, len(again), 13):
            ports.metrics.add(world.tenant, again[first : first + 13])
    ports.metrics.add(world.tenant, [*tallies, *tallies])
    assert ports.metrics.list(world.tenant, DAY, DAY) == (DayMetrics(DAY, world.bot_id, {"messages_in": 90}),)


def test_two_who_count_the_same_changes_count_them_once(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    tallies = [_tally(world, number) for number in range(40)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda first: ports.metrics.add(world.tenant, tallies[first:] + tallies[:first]), (0, 5, 20, 33)))
    (day,) = ports.metrics.list(world.tenant, DAY, DAY)
    assert day.counts == {"messages_in": 40}


def test_days_and_bots_are_told_apart(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    other, next_day = BotId(fresh.new()), DAY + timedelta(days=1)
    split = {DAY: {"uptime_seconds": 10}, next_day: {"uptime_seconds": 5, "handovers": -1}}
    ports.metrics.add(world.tenant, [Tally(world.tenant, world.bot_id, "x/0", NOW, split), _tally(world, 1, other)])
    assert [one.day for one in ports.metrics.list(world.tenant, DAY, DAY, bot=world.bot_id)] == [DAY]
    assert len(ports.metrics.list(world.tenant, DAY, next_day)) == 3
    (found,) = ports.metrics.list(world.tenant, next_day, next_day + timedelta(5))
    assert found.counts == {"uptime_seconds": 5, "handovers": -1}
    assert ports.metrics.list(NOBODY, DAY, next_day) == ()
    with pytest.raises(NotFoundError):
        ports.metrics.add(NOBODY, [_tally(world, 9)])


def test_many_bots_and_days_at_once_fit(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    days = {DAY + timedelta(days=n): {"uptime_seconds": 86_400} for n in range(30)}
    tallies = [Tally(world.tenant, BotId(fresh.new()), f"{n}/0", NOW, days) for n in range(6)]
    ports.metrics.add(world.tenant, tallies)
    ports.metrics.add(world.tenant, tallies)
    found = ports.metrics.list(world.tenant, DAY, DAY + timedelta(days=30))
    assert sum(one.counts["uptime_seconds"] for one in found) == 6 * 30 * 86_400


def test_a_batch_costs_by_its_minutes_and_not_by_its_changes(emulated: Emulated, fresh: SequentialIds) -> None:
    world = World(fresh)
    few = [Tally(world.tenant, world.bot_id, f"{n}/0", NOW, {DAY: {"messages_in": 1}}) for n in range(2)]
    with counted(emulated) as two:
        emulated.metrics.add(world.tenant, few)
    many = [Tally(world.tenant, world.bot_id, f"{n}/1", NOW, {DAY: {"messages_in": 1}}) for n in range(40)]
    with counted(emulated) as forty:
        emulated.metrics.add(world.tenant, many)
    assert (two.write, forty.write) == (4, 4)
