"""A runner that is asked to leave hands its bots over, one by one, as long as others take them."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from flotilla.domain.fleet_size import Sizing
from flotilla.domain.ids import BotId, RunnerId
from flotilla.domain.leases import Lease
from flotilla.domain.sessions import SessionStatus
from tests.unit.runner.conftest import BOT, RUNNER, START, FakeChannels, until
from tests.unit.runner.supervisor.conftest import Fleet

OTHER = RunnerId("runner-b")
BOTS = (BOT, BotId("bot-2"), BotId("bot-3"))


@pytest.fixture
async def other(fleet: Fleet) -> AsyncIterator[Fleet]:
    """A second runner, which a test may start."""
    made = Fleet(fleet.twins, replace(fleet.tools, runner=OTHER, metrics=type(fleet.tools.metrics)()), FakeChannels())
    yield made
    if hasattr(made, "stop"):
        made.stop.set()
        await made.task


class Witness(dict[BotId, Lease]):
    """Leases that note, at each change of one, how many bots nobody held: looking now and then may miss a moment."""

    def __init__(self, leases: dict[BotId, Lease]) -> None:
        super().__init__(leases)
        self.free: list[int] = []

    def __setitem__(self, bot: BotId, lease: Lease) -> None:
        super().__setitem__(bot, lease)
        self.free.append(sum(one.holder is None for one in self.values()))


def holders(fleet: Fleet) -> set[RunnerId | None]:
    return {lease.holder for lease in fleet.twins.leases.list()}


async def all_work(fleet: Fleet) -> None:
    await until(lambda: [*fleet.supervisor.sessions.values()].count(SessionStatus.WORKING) == len(BOTS))


async def test_its_bots_go_one_by_one_and_it_takes_none_again(fleet: Fleet, other: Fleet) -> None:
    fleet.add(*BOTS)
    fleet.run()
    await all_work(fleet)
    other.run()
    fleet.twins.store.leases = witness = Witness(fleet.twins.store.leases)
    fleet.twins.sizings.save(Sizing(leaving=RUNNER, surplus_since=START))
    await until(lambda: holders(fleet) == {OTHER})
    assert max(witness.free) == 1
    await all_work(other)
    await until(lambda: not fleet.supervisor.sessions)
    fleet.add("bot-4")
    await until(lambda: "bot-4" in other.supervisor.sessions)


async def test_with_nobody_to_take_them_it_takes_its_bot_back_and_stays(fleet: Fleet) -> None:
    fleet.add(*BOTS)
    fleet.run()
    await all_work(fleet)
    fleet.twins.sizings.save(Sizing(leaving=RUNNER, surplus_since=START))
    await until(lambda: {lease.fence for lease in fleet.twins.leases.list()} == {1, 2})
    await all_work(fleet)
    assert sorted(lease.fence for lease in fleet.twins.leases.list()) == [1, 1, 2]
    assert holders(fleet) == {RUNNER}


async def test_one_of_an_older_make_leaves_and_one_of_the_newest_does_not(fleet: Fleet, other: Fleet) -> None:
    fleet.add(*BOTS)
    fleet.run()
    await all_work(fleet)
    fleet.twins.clock.advance(timedelta(minutes=1))
    fleet.twins.sizings.save(Sizing(made_before=fleet.twins.clock.now()))
    other.run()
    await until(lambda: holders(fleet) == {OTHER})
    await all_work(other)


async def test_a_wish_that_nobody_takes_back_is_forgotten(fleet: Fleet, other: Fleet) -> None:
    fleet.add(*BOTS)
    fleet.twins.sizings.save(Sizing(leaving=RUNNER, surplus_since=START, made_before=START + timedelta(seconds=1)))
    fleet.twins.clock.advance(timedelta(hours=2))
    fleet.run()
    await all_work(fleet)
    other.run()
    await until(lambda: other.supervisor.tick_age < 1)
    assert holders(fleet) == {RUNNER}
