"""A login is looked for first, kept at the end and now and then, and left to whoever has the bot."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from flotilla.bootstrap.memory import InMemory
from flotilla.domain.leases import Lease
from flotilla.domain.sessions import Reason, new_session
from runner.channels.logins import RestoredLogin
from runner.channels.port import LogoutSeen
from runner.channels.whatsapp_web import archive
from runner.channels.whatsapp_web.logins import ProfileLogins
from runner.channels.whatsapp_web.profile import prepare_profile
from runner.channels.whatsapp_web.snapshots import ProfileSnapshots
from runner.lease_keeper import LeaseKeeper
from runner.login_keeper import LoginKeeper
from runner.recorder import Recorder
from runner.toolbox import Toolbox
from tests.unit.runner.conftest import (
    BOT,
    RUNNER,
    START,
    TENANT,
    FakeChannels,
    FakeLogins,
    make_bot,
    until,
)
from tests.unit.runner.one_session import keep_linked, running, was, works

MB = 10**6


@pytest.fixture
def linked(twins: InMemory) -> None:
    keep_linked(twins)


@pytest.mark.usefixtures("linked")
async def test_a_login_is_looked_for_first_and_kept_at_the_end(twins: InMemory, tools: Toolbox) -> None:
    channels = FakeChannels()
    channels.logins.found = RestoredLogin(START, ("Its end is missing.",))
    async with running(tools, channels):
        await until(lambda: works(twins))
    assert channels.logins.asked == ["restore 1", "keep 1"]
    (told,) = was(twins, Reason.RESTORED)
    assert told is not None
    assert "2026-01-01T12:00:00" in told
    assert "Its end is missing." in told
    lease = twins.leases.find(TENANT, BOT)
    assert lease is not None
    assert lease.holder is None


async def test_a_new_bot_has_nothing_to_restore(twins: InMemory, tools: Toolbox) -> None:
    twins.bots.add(TENANT, make_bot())
    channels = FakeChannels()
    async with running(tools, channels):
        await until(lambda: works(twins))
        assert channels.logins.asked == []


@pytest.mark.usefixtures("linked")
async def test_a_running_session_is_kept_now_and_then(twins: InMemory, tools: Toolbox) -> None:
    channels = FakeChannels()
    timing = replace(tools.timing, snapshot=60.0, first_snapshot=0.3)
    async with running(replace(tools, timing=timing), channels):
        await until(lambda: "keep 1" in channels.logins.asked)
        await until(lambda: len(channels.opened) == 2 and works(twins))
        assert was(twins, Reason.RECYCLED) == ["A snapshot of the login was due."]
        await asyncio.sleep(0.4)
        assert channels.logins.asked.count("keep 1") == 1


@pytest.mark.usefixtures("linked")
async def test_the_snapshots_of_an_ended_login_go(twins: InMemory, tools: Toolbox) -> None:
    channels = FakeChannels()
    async with running(tools, channels):
        await until(lambda: works(twins))
        await channels.listeners[0].heard([LogoutSeen(1_767_268_800_000)])
        await asyncio.sleep(0.05)
    assert channels.logins.asked == ["restore 1", "disown"]


@pytest.mark.usefixtures("linked")
async def test_who_lost_the_bot_keeps_its_hands_off_the_login(twins: InMemory, tools: Toolbox) -> None:
    channels = FakeChannels()
    async with running(tools, channels):
        await until(lambda: works(twins))
        twins.leases.acquire(TENANT, BOT, type(RUNNER)("thief"), seen=twins.leases.find(TENANT, BOT))
        await until(lambda: channels.opened[0].closed)
        await asyncio.sleep(0.05)
        assert channels.logins.asked == ["restore 1"]


@pytest.mark.parametrize(("now", "kept"), [(11.9, ["keep 1"]), (12.1, [])])
async def test_who_may_have_lost_the_bot_makes_no_copy_of_its_login(
    tools: Toolbox, lease: Lease, now: float, kept: list[str]
) -> None:
    logins = FakeLogins()
    recorder = Recorder(new_session(TENANT, BOT, START), tools)
    held = LeaseKeeper(lease, tools, lambda: None, acquired_at=0.0, monotonic=lambda: now)
    await LoginKeeper(make_bot, logins, recorder, held, tools).closed(worked=True, last=True)
    assert logins.asked == kept


@pytest.mark.parametrize(("most", "outcome"), [(10 * MB, "taken"), (10, "refused")])
async def test_a_login_that_is_too_large_for_a_snapshot_is_measured_as_such(
    twins: InMemory, tools: Toolbox, keeper: LeaseKeeper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    most: int, outcome: str,
) -> None:  # fmt: skip
    monkeypatch.setattr(archive, "MOST_BYTES", most)
    (prepare_profile(tmp_path, BOT, keeper.lease.fence) / "login").write_bytes(b"x" * 100)
    snapshots = ProfileSnapshots(tmp_path, twins.snapshots, twins.data_keys, twins.clock)
    logins = ProfileLogins(tmp_path, tools.threads, snapshots)
    recorder = Recorder(new_session(TENANT, BOT, START), tools)
    await LoginKeeper(make_bot, logins, recorder, keeper, tools).closed(worked=True, last=True)
    assert f'flotilla_snapshots_total{{bot="{BOT}",outcome="{outcome}"}} 1.0' in tools.metrics.text().decode()
    assert bool(twins.snapshots.names(TENANT, BOT)) is (outcome == "taken")
