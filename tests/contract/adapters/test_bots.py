from dataclasses import replace
from datetime import timedelta

import pytest

from flotilla.adapters.memory.clock import SequentialIds
from flotilla.domain.bots import Desired, SessionCommand, SessionVerb
from flotilla.domain.errors import ConflictError, NotFoundError, StaleHolderError
from flotilla.domain.ids import BotId
from flotilla.domain.sessions import Pairing, Reason, Remedy, Screenshot, Session, SessionStatus, Transition
from tests.contract.adapters.installations import Ports
from tests.contract.adapters.samples import NOBODY, NOW, World
from tests.holding import hold


def test_a_bot_comes_back_as_it_was_stored(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    bot = world.a_bot(language="pt-BR", command=SessionCommand("c1", SessionVerb.RESTART, NOW))
    ports.bots.add(world.tenant, bot)
    assert ports.bots.get(world.tenant, bot.id) == bot
    with pytest.raises(ConflictError):
        ports.bots.add(world.tenant, bot)


def test_saving_counts_versions_and_refuses_an_old_one(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    ports.bots.add(world.tenant, world.a_bot())
    read = ports.bots.get(world.tenant, world.bot_id)
    saved = ports.bots.save(world.tenant, replace(read, name="Another name"))
    assert saved == replace(read, name="Another name", version=read.version + 1)
    assert ports.bots.get(world.tenant, world.bot_id) == saved
    with pytest.raises(ConflictError):
        ports.bots.save(world.tenant, replace(read, name="Too late"))
    with pytest.raises(ConflictError):
        ports.bots.save(world.tenant, replace(read, id=BotId("never-added")))


def test_bots_are_listed_oldest_first_without_the_deleted(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    second, first, gone = (
        world.a_bot(id=BotId(fresh.new()), created_at=NOW + timedelta(days=day)) for day in (2, 1, 0)
    )
    for bot in (second, first, gone):
        ports.bots.add(world.tenant, bot)
    ports.bots.save(world.tenant, replace(gone, deleted=True))
    assert ports.bots.list(world.tenant) == (first, second)
    with pytest.raises(NotFoundError):
        ports.bots.get(world.tenant, gone.id)


def test_another_tenant_sees_no_bot(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    bot = world.a_bot()
    ports.bots.add(world.tenant, bot)
    assert ports.bots.list(NOBODY) == ()
    with pytest.raises(NotFoundError):
        ports.bots.get(NOBODY, bot.id)
    with pytest.raises(NotFoundError):
        ports.bots.save(NOBODY, bot)
    with pytest.raises(NotFoundError):
        ports.bots.add(NOBODY, bot)
    with pytest.raises(ConflictError):
        ports.bots.save(NOBODY, replace(bot, tenant=NOBODY))


def test_the_fleet_has_the_bots_that_should_run(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    runs = world.a_bot(id=BotId(fresh.new()))
    stopped = world.a_bot(id=BotId(fresh.new()), desired=Desired.DISABLED)
    gone = world.a_bot(id=BotId(fresh.new()), deleted=True)
    for bot in (runs, stopped, gone):
        ports.bots.add(world.tenant, bot)
    assert [bot for bot in ports.fleet.enabled_bots() if bot.tenant == world.tenant] == [runs]
    ports.bots.save(world.tenant, replace(runs, desired=Desired.DISABLED))
    started = ports.bots.save(world.tenant, replace(stopped, desired=Desired.ENABLED))
    assert [bot for bot in ports.fleet.enabled_bots() if bot.tenant == world.tenant] == [started]


def _session(world: World, fence: int, status: SessionStatus = SessionStatus.SCAN_QR_CODE) -> Session:
    reason = Reason.QR_NOT_SCANNED if status is SessionStatus.SCAN_QR_CODE else None
    history = (
        Transition(NOW, SessionStatus.STARTING, Reason.CONNECTING),
        Transition(NOW, SessionStatus.STARTING, Reason.PAGE_DEAF, Remedy.RELOAD),
    )
    return Session(
        world.tenant, world.bot_id, status, reason, NOW, fence, qr="2@sample", qr_at=NOW, linked_at=NOW, codes=1,
        failures=2, restarts=3, history=history, pairing=Pairing(NOW, code="ABCD-1234", until=NOW),
        screenshot=Screenshot("picture", NOW), last_proof_at=NOW,
    )  # fmt: skip


def test_the_last_transition_of_a_session_is_kept(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    ports.bots.add(world.tenant, world.a_bot())
    assert ports.sessions.find(world.tenant, world.bot_id) is None
    for session in (_session(world, 1), _session(world, 1, SessionStatus.WORKING), _session(world, 2)):
        hold(ports, world.tenant, world.bot_id, fence=session.fence)
        ports.sessions.record(world.tenant, session)
        assert ports.sessions.find(world.tenant, world.bot_id) == session


def test_a_holder_of_the_past_records_nothing(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    current = _session(world, 7)
    ports.bots.add(world.tenant, world.a_bot())
    hold(ports, world.tenant, world.bot_id, fence=7)
    ports.sessions.record(world.tenant, current)
    with pytest.raises(StaleHolderError):
        ports.sessions.record(world.tenant, _session(world, 6, SessionStatus.WORKING))
    assert ports.sessions.find(world.tenant, world.bot_id) == current
    assert ports.sessions.find(NOBODY, world.bot_id) is None
    with pytest.raises(NotFoundError):
        ports.sessions.record(NOBODY, current)


def test_a_new_holder_ends_the_writes_of_the_last_one_before_it_writes(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    ports.bots.add(world.tenant, world.a_bot())
    hold(ports, world.tenant, world.bot_id, fence=1)
    ports.sessions.record(world.tenant, _session(world, 1))
    hold(ports, world.tenant, world.bot_id, fence=2)
    with pytest.raises(StaleHolderError):
        ports.sessions.record(world.tenant, _session(world, 1, SessionStatus.WORKING))


def test_who_gave_a_bot_up_records_nothing_more(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    with pytest.raises(StaleHolderError):
        ports.sessions.record(world.tenant, _session(world, 1))
    ports.bots.add(world.tenant, world.a_bot())
    ports.leases.release(hold(ports, world.tenant, world.bot_id))
    with pytest.raises(StaleHolderError):
        ports.sessions.record(world.tenant, _session(world, 1))
    assert ports.sessions.find(world.tenant, world.bot_id) is None
