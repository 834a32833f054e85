"""The fleet follows the bots, and what a deleted bot leaves behind is removed."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest

from flotilla.domain.errors import UnavailableError
from flotilla.domain.fleet_size import SHRINK_AFTER, FleetLimits
from flotilla.domain.ids import BotId, RunnerId
from flotilla.domain.scale_in import SURPLUS_AFTER
from flotilla.domain.sessions import Reason, Session, SessionStatus
from flotilla.services.purge_bots import SETTLED_AFTER
from tests import holding
from tests.unit.services.world import BOT, TENANT, Fuse, World, principal, sample_bot


@pytest.fixture
def world() -> World:
    return World()


def record(world: World, status: SessionStatus, reason: Reason | None) -> None:
    holding.record(world.core, Session(TENANT, BOT, status, reason, world.core.clock.now(), fence=1))


def test_a_bot_that_is_switched_on_gets_a_runner_and_one_that_is_off_costs_none(world: World) -> None:
    assert world.core.scale_fleet() == 1
    world.core.operate_session(principal(), BOT, "stop")
    assert world.core.scale_fleet() == 1
    world.core.clock.advance(SHRINK_AFTER)
    assert world.core.scale_fleet() == 0
    world.core.operate_session(principal(), BOT, "start")
    assert world.core.scale_fleet() == 1
    assert world.core.runners.sizes == [1, 0, 1]


def test_a_session_that_gave_up_needs_no_runner_until_somebody_asks(world: World) -> None:
    record(world, SessionStatus.STOPPED, Reason.QR_NOT_SCANNED)
    world.core.leases.release(holding.hold(world.core, TENANT, BOT))
    assert world.core.scale_fleet() == 0
    world.core.operate_session(principal(), BOT, "start")
    assert world.core.scale_fleet() == 1


def test_a_dead_runners_bots_are_still_wanted(world: World) -> None:
    world.core.leases.acquire(TENANT, BOT, RunnerId("dead"), seen=None)
    record(world, SessionStatus.WORKING, None)
    assert world.core.scale_fleet() == 1


def test_of_more_runners_than_wanted_the_emptiest_is_asked_to_leave(world: World) -> None:
    core = world.core
    core.leases.acquire(TENANT, BOT, RunnerId("busy"), seen=None)
    for number, runner in enumerate(("busy", "idle")):
        bot = replace(sample_bot(core.clock.now()), id=BotId(f"bot-{number}"))
        core.bots.add(TENANT, bot)
        core.leases.acquire(TENANT, bot.id, RunnerId(runner), seen=None)
    core.runners.resize(1)
    core.scale_fleet()
    assert core.sizings.load().leaving is None
    core.clock.advance(SURPLUS_AFTER)
    core.scale_fleet()
    assert core.sizings.load().leaving == "idle"


def test_runners_of_an_older_make_are_asked_to_leave_while_they_are_replaced(world: World) -> None:
    core = world.core
    core.runners.replacing = core.clock.now()
    core.scale_fleet()
    assert core.sizings.load().made_before == core.clock.now()
    core.runners.replacing = None
    core.scale_fleet()
    assert core.sizings.load().made_before is None


def test_what_was_decided_is_written_only_when_it_changes(world: World) -> None:
    core = world.core
    scale = replace(core.scale_fleet, limits=FleetLimits(2))
    assert [scale(), scale(), scale()] == [2, 2, 2]
    assert core.runners.sizes == [2]


def leave_things(world: World, bot: BotId = BOT) -> None:
    core = world.core
    core.files.put(TENANT, f"bots/{bot}/pictures/1", b"x", mime="image/png")
    core.snapshots.put(TENANT, bot, "1", BytesIO(b"sealed"))
    core.leases.acquire(TENANT, bot, RunnerId("r"), seen=None)


def left_of(world: World, bot: BotId) -> list[object]:
    core, store = world.core, world.core.store
    things: list[object] = [
        *(key for table in (store.chats, store.messages, store.notes) for key in table if key[1] == bot),
        *(lead.id for lead in store.leads.values() if lead.bot == bot),
        *(name for name in core.files.files.get(TENANT, {}) if str(bot) in name),
        *core.snapshots.names(TENANT, bot),
    ]
    return things + [one for one in (store.leases.get(bot), store.sessions.get((TENANT, bot))) if one is not None]


def test_everything_of_a_deleted_bot_goes_and_its_neighbour_stays(world: World) -> None:
    other = BotId("B2")
    world.core.bots.add(TENANT, sample_bot(world.core.clock.now(), id=other))
    for bot in (BOT, other):
        leave_things(world, bot)
        world.receive(f"M-{bot}", bot=bot)
    record(world, SessionStatus.WORKING, None)
    before = left_of(world, other)
    world.core.delete_bot(principal(), BOT)
    assert world.core.purge_bots() == 0
    assert left_of(world, BOT)
    world.core.clock.advance(SETTLED_AFTER)
    assert world.core.purge_bots() == 1
    assert left_of(world, BOT) == []
    assert left_of(world, other) == before
    assert world.core.purge_bots() == 0


def test_an_idle_fleet_starts_a_runner_to_erase_the_login_of_a_bot_that_is_gone(world: World) -> None:
    leave_things(world)
    world.core.delete_bot(principal(), BOT)
    world.core.clock.advance(SETTLED_AFTER)
    world.core.scale_fleet()
    assert world.core.runners.size() == 0
    assert world.core.purge_bots() == 1
    assert world.core.scale_fleet() == 1
    assert world.core.erasures.asked() == ((TENANT, BOT),)
    world.core.clock.advance(SHRINK_AFTER)
    assert world.core.scale_fleet() == 1
    world.core.erasures.confirm(BOT)
    world.core.scale_fleet()
    world.core.clock.advance(SHRINK_AFTER)
    assert world.core.scale_fleet() == 0


def test_a_bot_that_no_runner_ever_held_left_no_login(world: World) -> None:
    world.core.delete_bot(principal(), BOT)
    world.core.clock.advance(SETTLED_AFTER)
    assert world.core.purge_bots() == 1
    assert world.core.erasures.asked() == ()


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("broken", range(1, 8))
def test_a_removal_that_was_cut_short_is_gone_on_with(world: World, broken: int, after: bool) -> None:
    leave_things(world)
    world.receive()
    world.core.delete_bot(principal(), BOT)
    world.core.clock.advance(SETTLED_AFTER + timedelta(seconds=1))
    fuse, purge = Fuse(broken, after=after), world.core.purge_bots
    cut = replace(
        purge,
        removal=fuse.around(purge.removal),
        files=fuse.around(purge.files),
        snapshots=fuse.around(purge.snapshots),
    )
    try:
        cut()
    except UnavailableError:
        assert world.core.purge_bots() <= 1
    assert left_of(world, BOT) == []
    assert world.core.fleet.deleted_bots() == ()
