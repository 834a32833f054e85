"""Sessions are restarted before they have to be, at a quiet moment if one comes."""

import asyncio
from dataclasses import replace

import pytest

from flotilla.bootstrap.memory import InMemory
from flotilla.domain.sessions import Reason
from runner.channels.port import PageBuild
from runner.toolbox import Toolbox
from tests.unit.runner.conftest import (
    BOT,
    TENANT,
    FakeChannel,
    FakeChannels,
    make_message,
    make_seen,
    until,
)
from tests.unit.runner.one_session import keep_linked, running, session_of, was, works

MB = 10**6


@pytest.fixture
def linked(twins: InMemory) -> None:
    keep_linked(twins)


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
