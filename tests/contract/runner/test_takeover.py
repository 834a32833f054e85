"""Runners that come and go: takeovers without a new scan, lost disks, restarts for a session's own good."""

import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from flotilla.adapters.memory.leases import MemoryLeases
from flotilla.domain.errors import UnavailableError
from flotilla.domain.fleet_size import Sizing
from flotilla.domain.ids import RunnerId
from flotilla.domain.leases import Lease
from flotilla.domain.sessions import Reason, SessionStatus
from runner.channels.whatsapp_web import orphans
from runner.channels.whatsapp_web.orphans import browsers_of
from tests.contract.runner.installation import TENANT, Installation, Numbers, until


def never_asked_for_a_scan(installation: Installation, since: int) -> bool:
    return SessionStatus.SCAN_QR_CODE not in [status for status, _ in installation.moves()[since:]]


async def test_a_second_runner_takes_over_at_once_from_one_that_stops(
    installation: Installation, fresh_number: Numbers
) -> None:
    first = installation.run()
    await installation.link()
    customer = await installation.customer(fresh_number())
    installation.run()
    before = len(installation.moves())
    await installation.simulator.write(customer, installation.number, "to the first")
    await installation.until_heard("to the first")
    begun = time.monotonic()
    await installation.stop(first)
    await installation.simulator.write(customer, installation.number, "to nobody, or the second")
    await until(lambda: installation.holder() == "runner-1", 10, installation.ports.leases.list)
    await installation.until_status(SessionStatus.WORKING)
    assert time.monotonic() - begun < 15
    assert never_asked_for_a_scan(installation, before)
    await installation.until_heard("to nobody, or the second")


async def test_a_runner_that_is_to_leave_hands_its_bot_over_and_stays_empty(
    installation: Installation, fresh_number: Numbers
) -> None:
    first = installation.run()
    await installation.link()
    second = installation.run()
    before = len(installation.moves())
    installation.ports.sizings.save(Sizing(leaving=RunnerId("runner-0"), surplus_since=datetime.now(UTC)))
    await until(lambda: installation.holder() == "runner-1", 20, installation.ports.leases.list)
    await installation.until_status(SessionStatus.WORKING)
    assert never_asked_for_a_scan(installation, before)
    customer = await installation.customer(fresh_number())
    await installation.simulator.write(customer, installation.number, "to the second")
    await installation.until_heard("to the second")
    assert first.supervisor.sessions == {}
    assert [*second.supervisor.sessions] == [installation.bot.id]


@pytest.mark.provokes(Reason.RESTORED)
async def test_a_bot_whose_disk_is_lost_comes_back_from_its_snapshot_and_says_so(
    installation: Installation, fresh_number: Numbers, tmp_path: Path
) -> None:
    first = installation.run()
    await installation.link()
    await installation.stop(first)
    assert len(installation.ports.snapshots.names(TENANT, installation.bot.id)) == 1
    before = len(installation.moves())
    customer = await installation.customer(fresh_number())
    await installation.simulator.write(customer, installation.number, "while nobody listened")

    installation.run(profiles=tmp_path / "another-disk")
    session = await installation.until_status(SessionStatus.WORKING)
    assert never_asked_for_a_scan(installation, before)
    (restored,) = [one for one in session.history if one.reason is Reason.RESTORED]
    assert restored.detail is not None
    assert "from a snapshot of" in restored.detail
    await installation.until_heard("while nobody listened")
    message = installation.queue(customer, "back again")
    await installation.until_sent(message)


async def test_a_snapshot_that_was_tampered_with_leads_to_a_code_and_its_reason(
    installation: Installation, tmp_path: Path
) -> None:
    first = installation.run()
    await installation.link()
    await installation.stop(first)
    stored = installation.ports.snapshots.stored
    for name in stored:
        content = bytearray(stored[name])
        content[len(content) // 2] ^= 1
        stored[name] = bytes(content)
    installation.run(profiles=tmp_path / "another-disk")
    session = await installation.until_status(SessionStatus.SCAN_QR_CODE)
    (restored,) = [one for one in session.history if one.reason is Reason.RESTORED]
    assert restored.detail is not None
    assert "changed, or damaged" in restored.detail


@pytest.mark.provokes(Reason.RECYCLED)
@pytest.mark.accounts
async def test_a_session_that_outgrew_its_budget_is_recycled_and_loses_nothing(
    installation: Installation, fresh_number: Numbers
) -> None:
    # A budget that any browser exceeds: it is recycled again and again, whenever nothing was heard for a while.
    installation.run(session_bytes=1_000_000, measure=0.2, quiet=1.0)
    await installation.link()
    customer = await installation.customer(fresh_number())
    texts = [f"number {n}" for n in range(12)]
    for number, text in enumerate(texts):
        await installation.simulator.write(customer, installation.number, text)
        if number % 4 == 3:
            seen = len(installation.moves())
            await until(
                lambda seen=seen: (SessionStatus.STARTING, Reason.RECYCLED) in installation.moves()[seen:],  # type: ignore[misc]  # mypy can't type a lambda's default.
                20,
                installation.moves,
            )
    for text in texts:
        await installation.until_heard(text, 30)
    heard = [one.text for one in installation.ports.inbound_queue.entries if one.text in texts]
    assert heard == texts
    session = await installation.until_status(SessionStatus.WORKING)
    assert session.failures == 0
    told = [one.detail for one in session.history if one.reason is Reason.RECYCLED]
    assert told
    assert all(one is not None and "more than its 1 MB" in one for one in told)


async def test_what_another_host_left_locked_is_no_obstacle(installation: Installation) -> None:
    """Chromium refuses a profile whose lock names another host; here even our own generation has such a one."""
    first = installation.run()
    await installation.link()
    await installation.stop(first)
    home = installation.profiles / installation.bot.id
    for generation in (entry for entry in home.iterdir() if entry.name.isdigit()):
        lock = generation / "SingletonLock"
        lock.unlink(missing_ok=True)
        lock.symlink_to("runner-on-another-host-4242")
    next_own = home / "2"
    next_own.mkdir()
    (next_own / "SingletonLock").symlink_to("runner-on-another-host-4242")
    next_own.rename(home / "kept-aside")
    before = len(installation.moves())
    installation.run()
    await installation.until_status(SessionStatus.WORKING)
    assert never_asked_for_a_scan(installation, before)


@pytest.mark.accounts
async def test_a_zombie_that_can_not_be_seen_neither_sends_nor_touches_the_new_profile(
    installation: Installation, fresh_number: Numbers, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Two hosts with one disk: the second runner sees no process of the first, whose browser lives on beside it."""
    installation.run()
    await installation.link()
    customer = await installation.customer(fresh_number())
    home = installation.profiles / installation.bot.id
    (zombie,) = browsers_of(home, 1)
    real = MemoryLeases.renew

    def cut_off(self: MemoryLeases, lease: Lease) -> Lease:
        if (found := self.find(TENANT, lease.bot)) is not None and found.holder == "runner-0":
            raise UnavailableError("No way to the table.")
        return real(self, lease)

    monkeypatch.setattr(MemoryLeases, "renew", cut_off)
    nothing = tmp_path / "no-processes"
    nothing.mkdir()
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(orphans, "PROC", nothing)
        installation.run()
        await until(lambda: installation.holder() == "runner-1", 40, installation.ports.leases.list)
        await until((home / "2" / "Default").is_dir, 20, installation.ports.leases.list)
    assert Path(f"/proc/{zombie}").exists()
    messages = [installation.queue(customer, f"number {n}", f"turn{n}") for n in range(3)]
    for message in messages:
        await installation.until_sent(message)
        assert installation.stored(message).fence == 2
    shown = await installation.simulator.conversation(customer, installation.number)
    assert [one["text"] for one in shown] == ["number 0", "number 1", "number 2"]
    assert {entry.name for entry in home.iterdir() if entry.name.isdigit()} == {"1", "2"}
