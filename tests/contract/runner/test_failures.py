"""What goes wrong around a session: records that fail, processes that are killed, pages that freeze."""

import asyncio
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from flotilla.adapters.memory.leases import MemoryLeases
from flotilla.adapters.memory.outbox import MemoryOutbox
from flotilla.domain.errors import UnavailableError
from flotilla.domain.leases import Lease
from flotilla.domain.messages import Message, MessageStatus
from flotilla.domain.sessions import SessionStatus
from runner.channels.whatsapp_web.orphans import kill_browsers_of
from tests.contract.runner.installation import TENANT, Installation, Numbers, until


async def test_a_send_that_was_not_recorded_is_found_and_not_repeated(
    installation: Installation, fresh_number: Numbers, monkeypatch: pytest.MonkeyPatch
) -> None:
    installation.run()
    await installation.link()
    customer = await installation.customer(fresh_number())
    real, refused = MemoryOutbox.advance_message, 0

    def failing(self: MemoryOutbox, *args: Any, **more: Any) -> Message | None:
        nonlocal refused
        if refused < 3:
            refused += 1
            raise UnavailableError("The table does not answer.")
        return real(self, *args, **more)

    monkeypatch.setattr(MemoryOutbox, "advance_message", failing)
    message = installation.queue(customer, "only once, please")
    await installation.until_sent(message)
    assert refused == 3
    assert await _texts(installation, customer) == ["only once, please"]


@pytest.mark.accounts
async def test_what_another_runner_may_have_sent_is_looked_up_first(
    installation: Installation, fresh_number: Numbers
) -> None:
    """The first runner dies between send and record: its browser's profile, and WhatsApp, know the message."""
    first = installation.run()
    await installation.link()
    customer = await installation.customer(fresh_number())
    message = installation.queue(customer, "sent by the first")
    await installation.until_sent(message, MessageStatus.DELIVERED)
    await installation.stop(first)
    stored = installation.ports.store.messages[TENANT, message.bot, message.chat]
    stored[message.id] = replace(stored[message.id], status=MessageStatus.SENDING, fence=1)

    installation.run()
    await installation.until_sent(message)
    assert await _texts(installation, customer) == ["sent by the first"]


async def test_events_wait_until_the_queue_takes_them(installation: Installation, fresh_number: Numbers) -> None:
    installation.run()
    await installation.link()
    customer = await installation.customer(fresh_number())
    installation.ports.inbound_queue.failing = True
    for n in range(5):
        await installation.simulator.write(customer, installation.number, f"number {n}")
    await asyncio.sleep(1)
    installation.ports.inbound_queue.failing = False

    await installation.until_heard("number 4")
    assert [one.text for one in installation.ports.inbound_queue.entries] == [f"number {n}" for n in range(5)]


async def test_a_browser_killed_before_the_queue_took_its_events_tells_them_again(
    installation: Installation, fresh_number: Numbers
) -> None:
    installation.run()
    await installation.link()
    customer = await installation.customer(fresh_number())
    installation.ports.inbound_queue.failing = True
    await installation.simulator.write(customer, installation.number, "on its way")
    await asyncio.sleep(0.5)
    installation.kill_browsers()
    await asyncio.sleep(0.5)
    installation.ports.inbound_queue.failing = False

    await installation.until_heard("on its way", 30)
    await installation.until_status(SessionStatus.WORKING)
    assert len(installation.heard("on its way")) == 1


async def test_a_stop_lets_a_send_in_flight_end(installation: Installation, fresh_number: Numbers) -> None:
    runner = installation.run()
    await installation.link()
    customer = await installation.customer(fresh_number())
    await installation.simulator.post("/faults", {"kind": "delay_acks", "number": installation.number, "ms": 1500})
    message = installation.queue(customer, "last words")
    await until(lambda: installation.stored(message).status is MessageStatus.SENDING, 10, lambda: message)

    await installation.stop(runner)
    assert installation.stored(message).status is not MessageStatus.SENDING
    assert await _texts(installation, customer) == ["last words"]


async def test_a_crashed_page_comes_back(installation: Installation) -> None:
    installation.run()
    await installation.link()
    before = set(installation.browsers())
    renderers = [pid for pid in _tree(before) if "--type=renderer" in _command(pid)]
    assert renderers
    for pid in renderers:
        os.kill(pid, signal.SIGKILL)
    await until(lambda: bool(now := set(installation.browsers())) and not now & before, 20, installation.browsers)
    await installation.until_status(SessionStatus.WORKING)


async def test_a_frozen_page_is_not_called_working_and_comes_back(installation: Installation) -> None:
    installation.run()
    await installation.link()
    before = set(installation.browsers())
    for pid in (frozen := [pid for pid in _tree(before) if "--type=renderer" in _command(pid)]):
        os.kill(pid, signal.SIGSTOP)
    assert frozen
    await installation.until_status(SessionStatus.FAILED)
    await until(lambda: bool(now := set(installation.browsers())) and not now & before, 30, installation.browsers)
    await installation.until_status(SessionStatus.WORKING)


@pytest.mark.parametrize("driver_too", [False, True])
async def test_a_browser_dies_with_its_runner(installation: Installation, tmp_path: Path, driver_too: bool) -> None:
    host = _host(installation, tmp_path)
    driver = [pid for pid in _children(host.pid) if "playwright" in _command(pid)]
    assert installation.browsers()
    assert driver
    for pid in [host.pid, *(driver if driver_too else [])]:
        os.kill(pid, signal.SIGKILL)
    host.wait(5)
    await until(lambda: installation.browsers() == [], 20, installation.browsers)


async def test_an_orphan_is_killed_before_the_bot_is_opened(installation: Installation, tmp_path: Path) -> None:
    """With driver and runner stopped nothing ends the browser: the next holder has to."""
    host = _host(installation, tmp_path)
    for pid in [host.pid, *_children(host.pid)]:
        os.kill(pid, signal.SIGSTOP)
    orphans = installation.browsers()
    assert orphans

    installation.run()
    await installation.until_qr()
    assert not set(orphans) & set(installation.browsers())
    for pid in [*_children(host.pid), host.pid]:
        os.kill(pid, signal.SIGKILL)
    host.wait(5)


async def test_a_browser_of_a_newer_holder_is_not_killed(installation: Installation, tmp_path: Path) -> None:
    host = _host(installation, tmp_path)
    home = installation.profiles / installation.bot.id
    assert kill_browsers_of(home, 0) == 0
    assert installation.browsers()
    assert kill_browsers_of(home, 1) == 1
    host.kill()
    host.wait(5)


@pytest.mark.accounts
async def test_a_runner_that_lost_its_lease_unawares_sends_nothing_twice(
    installation: Installation, fresh_number: Numbers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Renewals of the first runner fail until a second one has taken the bot; then it comes back."""
    installation.run()
    await installation.link()
    customer = await installation.customer(fresh_number())
    real = MemoryLeases.renew

    def cut_off(self: MemoryLeases, lease: Lease) -> Lease:
        if (found := self.find(TENANT, lease.bot)) is not None and found.holder == "runner-0":
            raise UnavailableError("No way to the table.")
        return real(self, lease)

    monkeypatch.setattr(MemoryLeases, "renew", cut_off)
    installation.run()
    await until(lambda: _holder(installation) == "runner-1", 30, installation.ports.leases.list)
    messages = [installation.queue(customer, f"number {n}", f"turn{n}") for n in range(5)]
    for message in messages:
        await installation.until_sent(message)
    assert await _texts(installation, customer) == [f"number {n}" for n in range(5)]
    await until(lambda: not installation.runners[0].supervisor.sessions, 10, installation.browsers)
    assert (await installation.until_status(SessionStatus.WORKING)).fence == 2


def _holder(installation: Installation) -> str | None:
    lease = installation.ports.leases.find(TENANT, installation.bot.id)
    return lease.holder if lease is not None else None


async def _texts(installation: Installation, customer: str) -> list[str]:
    return [m["text"] for m in await installation.simulator.conversation(customer, installation.number)]


def _host(installation: Installation, folder: Path) -> "subprocess.Popen[str]":
    command = [
        sys.executable,
        "-m",
        "tests.contract.runner.host",
        installation.simulator.base,
        str(installation.profiles),
    ]
    path = os.pathsep.join(["api", "runners", "."])
    host = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": path})
    assert host.stdout is not None
    assert host.stdout.readline() == "open\n"
    return host


def _children(pid: int) -> list[int]:
    text = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(child) for child in text.split()]


def _command(pid: int) -> str:
    return Path(f"/proc/{pid}/cmdline").read_bytes().decode().replace("\0", " ")


def _tree(pids: set[int]) -> set[int]:
    found = set(pids)
    for pid in pids:
        found |= _tree(set(_children(pid)))
    return found
