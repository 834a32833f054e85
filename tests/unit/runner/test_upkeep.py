"""What keeps a fleet healthy beside the sessions themselves: recycling, logins, protection, tidying up, capacity."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from flotilla.bootstrap.memory import InMemory
from flotilla.domain.ids import BotId
from flotilla.domain.leases import Lease
from flotilla.domain.sessions import Reason, Session, SessionStatus, new_session
from runner.capacity import LEAST_BYTES, RESERVE_BYTES, SESSION_BYTES, expected_bytes, room_for
from runner.channels.logins import RestoredLogin
from runner.channels.port import LogoutSeen, PageBuild
from runner.channels.whatsapp_web import archive
from runner.channels.whatsapp_web.logins import ProfileLogins
from runner.channels.whatsapp_web.profile import erase_profiles, kept_profiles, mark_owner, prepare_profile
from runner.channels.whatsapp_web.snapshots import ProfileSnapshots
from runner.janitor import Janitor
from runner.lease_keeper import LeaseKeeper
from runner.login_keeper import LoginKeeper
from runner.protection import TaskProtection
from runner.recorder import Recorder
from runner.supervisor import Supervisor
from runner.toolbox import Toolbox
from tests.unit.runner.conftest import (
    BOT,
    RUNNER,
    START,
    TENANT,
    FakeChannel,
    FakeChannels,
    FakeLogins,
    leave,
    make_bot,
    make_message,
    make_seen,
    until,
)

MB = 10**6


@asynccontextmanager
async def running(tools: Toolbox, channels: FakeChannels) -> AsyncIterator[Supervisor]:
    stop = asyncio.Event()
    supervisor = Supervisor(tools, channels, lambda: None, memory=lambda: None)
    task = asyncio.create_task(supervisor.run(stop))
    try:
        yield supervisor
    finally:
        stop.set()
        await asyncio.wait_for(task, 5)


def session_of(twins: InMemory) -> Session:
    found = twins.sessions.find(TENANT, BOT)
    assert found is not None
    return found


def works(twins: InMemory) -> bool:
    found = twins.sessions.find(TENANT, BOT)
    return found is not None and found.status is SessionStatus.WORKING and found.fence > 0


def was(twins: InMemory, reason: Reason) -> list[str | None]:
    return [one.detail for one in session_of(twins).history if one.reason is reason]


@pytest.fixture
def linked(twins: InMemory) -> None:
    twins.bots.add(TENANT, make_bot())
    known = Session(TENANT, BOT, SessionStatus.WORKING, None, START, fence=0, phone="5511900000000", linked_at=START)
    leave(twins, known)


@pytest.mark.usefixtures("linked")
async def test_a_session_that_outgrew_its_budget_is_recycled_with_its_reason(twins: InMemory, tools: Toolbox) -> None:
    channels = FakeChannels()
    async with running(replace(tools, session_bytes=600 * MB), channels):
        await until(lambda: works(twins))
        channels.opened[0].holds = 640 * MB
        await until(lambda: len(channels.opened) == 2)
        await until(lambda: works(twins) and was(twins, Reason.RECYCLED))
        assert was(twins, Reason.RECYCLED) == ["The browser used 640 MB, more than its 600 MB."]
        assert channels.opened[0].closed
        assert (session_of(twins).failures, session_of(twins).fence) == (0, 1)
        await asyncio.sleep(0.3)
        assert len(channels.opened) == 2


@pytest.mark.usefixtures("linked")
@pytest.mark.parametrize(("least", "lives"), [(0.2, 2), (60.0, 1)])
async def test_a_page_that_asks_for_its_newer_version_gets_it_once_it_is_old_enough(
    twins: InMemory, tools: Toolbox, least: float, lives: int
) -> None:
    object.__setattr__(tools.timing, "update", least)
    channels = FakeChannels()
    async with running(tools, channels):
        await until(lambda: works(twins))
        channels.opened[0].build = PageBuild("2.3000.1", outdated=True)
        await asyncio.sleep(1.3)
        await until(lambda: len(channels.opened) == lives and works(twins))
        told = "WhatsApp Web asked to be loaded anew, for a newer version of itself."
        assert was(twins, Reason.RECYCLED) == [told] * (lives - 1)


@pytest.mark.usefixtures("linked")
@pytest.mark.parametrize("noise", ["sends", "news", "history"])
async def test_it_is_not_recycled_in_the_middle_of_something(twins: InMemory, tools: Toolbox, noise: str) -> None:
    held_up, channels = asyncio.Event(), FakeChannels()

    class Busy(FakeChannel):
        async def history(self, **_: object):  # type: ignore[no-untyped-def]  # A page that takes its time.
            if noise == "history":
                await held_up.wait()
            return ()

    def prepare(channel: FakeChannel) -> None:
        if len(channels.opened) == 0:
            channel.__class__ = Busy
            channel.holds = 900 * MB
            channel.past = (make_seen(99),)
            channel.sending = lambda _: 0

    channels.prepare = prepare
    async with running(replace(tools, session_bytes=600 * MB), channels):
        if noise == "sends":
            twins.conversations.add_message(TENANT, make_message(1))
        await until(lambda: works(twins))
        for number in range(10):
            if noise == "news":
                await channels.listeners[0].heard([make_seen(number)])
            await asyncio.sleep(0.05)
        assert len(channels.opened) == 1
        held_up.set()
        if noise == "sends":
            return
        await until(lambda: len(channels.opened) == 2)
        assert len(twins.inbound_queue.entries) == (10 if noise == "news" else 0)


@pytest.mark.usefixtures("linked")
async def test_what_is_held_back_keeps_no_session_from_being_recycled(twins: InMemory, tools: Toolbox) -> None:
    channels = FakeChannels()
    policy = replace(tools.policy, sending=False)
    async with running(replace(tools, session_bytes=600 * MB, policy=policy), channels):
        await until(lambda: works(twins))
        held = make_message(1)
        assert twins.conversations.add_message(TENANT, held)
        await until(lambda: twins.conversations.outbox(TENANT, BOT)[0].reason == "sending_off")
        channels.opened[0].holds = 640 * MB
        await until(lambda: len(channels.opened) == 2)


@pytest.mark.usefixtures("linked")
@pytest.mark.parametrize(
    ("holds", "overdue", "overgrown", "snapshot"),
    [(640 * MB, 0.5, 60.0, 60.0), (900 * MB, 60.0, 0.5, 60.0), (1 * MB, 0.5, 60.0, 0.3)],
)
async def test_a_restart_that_is_overdue_waits_for_no_quiet_moment(
    twins: InMemory, tools: Toolbox, holds: int, overdue: float, overgrown: float, snapshot: float
) -> None:
    channels = FakeChannels()

    def prepare(channel: FakeChannel) -> None:
        if not channels.opened:
            channel.holds, channel.sending = holds, lambda _: 0

    channels.prepare = prepare
    patient = replace(tools.timing, overdue=overdue, overgrown=overgrown, first_snapshot=snapshot)
    async with running(replace(tools, session_bytes=600 * MB, timing=patient), channels):
        await until(lambda: works(twins))
        never_quiet = make_message(1)
        assert twins.conversations.add_message(TENANT, never_quiet)
        await until(lambda: len(channels.opened) == 2 and works(twins))
        # It was sent and its ack is still to come: the next page looks it up before anything else.
        await until(lambda: channels.opened[1].orders)
        assert channels.opened[1].orders[0].lookup


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


async def test_what_deleted_bots_left_is_removed_once_nobody_holds_them(twins: InMemory, tools: Toolbox) -> None:
    gone, held = BotId("gone"), BotId("held")
    twins.bots.add(TENANT, make_bot())
    deleted = make_bot(held)
    twins.bots.add(TENANT, deleted)
    lease = twins.leases.acquire(TENANT, held, RUNNER, seen=None)
    assert lease is not None
    twins.bots.save(TENANT, replace(deleted, deleted=True))
    logins = FakeLogins(here=[(TENANT, BOT), (TENANT, gone), (TENANT, held)])
    janitor = Janitor(logins, tools)
    assert await janitor.sweep() == 1
    assert logins.here == [(TENANT, BOT), (TENANT, held)]
    twins.leases.release(lease)
    assert await janitor.sweep() == 1
    assert logins.here == [(TENANT, BOT)]


async def test_an_erasure_is_confirmed_when_nothing_of_the_bot_is_left(twins: InMemory, tools: Toolbox) -> None:
    held, elsewhere = BotId("held"), BotId("elsewhere")
    deleted = make_bot(held)
    twins.bots.add(TENANT, deleted)
    lease = twins.leases.acquire(TENANT, held, RUNNER, seen=None)
    assert lease is not None
    twins.bots.save(TENANT, replace(deleted, deleted=True))
    for bot in (held, elsewhere):
        twins.erasures.ask(TENANT, bot)
    logins = FakeLogins(here=[(TENANT, held)])
    await Janitor(logins, tools).sweep()
    assert twins.erasures.asked() == ((TENANT, held),)
    twins.leases.release(lease)
    await Janitor(logins, tools).sweep()
    assert (logins.here, twins.erasures.asked()) == ([], ())


def test_a_profile_says_whose_bot_it_is(tmp_path: Path) -> None:
    mark_owner(tmp_path, make_bot())
    prepare_profile(tmp_path, BOT, 1)
    prepare_profile(tmp_path, BotId("unmarked"), 1)
    assert kept_profiles(tmp_path) == [(TENANT, BOT)]
    erase_profiles(tmp_path, BOT)
    assert kept_profiles(tmp_path) == []


@asynccontextmanager
async def agent(answer: Callable[[], bytes]) -> AsyncIterator[tuple[str, list[dict[str, object]]]]:
    """What ECS runs beside a task: its address, and what it was told."""
    told: list[dict[str, object]] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        length = next(int(line[15:]) for line in head.splitlines() if line.lower().startswith("content-length:"))
        told.append({"line": head.splitlines()[0], **json.loads(await reader.readexactly(length))})
        writer.write(answer())
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/api/task", told
    finally:
        server.close()


def said(status: str, body: dict[str, object]) -> bytes:
    content = json.dumps(body).encode()
    return f"HTTP/1.1 {status}\r\nContent-Length: {len(content)}\r\nConnection: close\r\n\r\n".encode() + content


async def test_a_task_is_protected_while_it_holds_bots_and_not_longer() -> None:
    answers = [said("500 Oops", {}), said("200 OK", {"failure": {"Reason": "TASK_NOT_VALID"}})]
    holds = False
    async with agent(lambda: answers.pop(0) if answers else said("200 OK", {"protection": {}})) as (address, told):
        task = asyncio.create_task(TaskProtection(address, lambda: holds, look=0.02).run())
        await asyncio.sleep(0.1)
        assert told == []
        holds = True
        await until(lambda: len(told) == 3)
        await asyncio.sleep(0.1)
        assert len(told) == 3
        assert told[-1] == {
            "line": "PUT /api/task/task-protection/v1/state HTTP/1.1",
            "ProtectionEnabled": True,
            "ExpiresInMinutes": 60,
        }
        holds = False
        await until(lambda: told[-1].get("ProtectionEnabled") is False)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def test_protection_is_renewed_before_it_expires() -> None:
    now = 0.0
    async with agent(lambda: said("200 OK", {})) as (address, told):
        task = asyncio.create_task(TaskProtection(address, lambda: True, look=0.02, monotonic=lambda: now).run())
        await until(lambda: len(told) == 1)
        now = 21 * 60.0
        await until(lambda: len(told) == 2)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def test_room_follows_what_sessions_really_need() -> None:
    assert expected_bytes([]) == SESSION_BYTES
    assert expected_bytes([10 * MB]) == LEAST_BYTES
    assert expected_bytes([400 * MB, 800 * MB]) == 750 * MB
    plenty = RESERVE_BYTES + 3_000 * MB
    assert room_for(2, starting=0, limit=0, available=plenty, measured=[400 * MB, 400 * MB]) == 5
    # Each of the two may yet grow by 100 MB, and one that is starting will need its 500.
    assert room_for(3, starting=1, limit=0, available=plenty, measured=[400 * MB, 400 * MB]) == 4
    assert room_for(3, starting=0, limit=4, available=plenty, measured=[150 * MB]) == 1
    assert room_for(3, starting=0, limit=0, available=RESERVE_BYTES, measured=[150 * MB]) == 0
