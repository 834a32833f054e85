"""An outbox that runs over a fake channel, for tests of what it sends."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta

from flotilla.bootstrap.memory import InMemory
from flotilla.domain.ailments import Tolerance
from flotilla.domain.ids import MessageId
from flotilla.domain.messages import Message, MessageStatus
from flotilla.domain.sessions import new_session
from runner.delivery import Delivery
from runner.governor import Governor
from runner.lease_keeper import LeaseKeeper
from runner.outbox import Outbox
from runner.recent import Recent
from runner.toolbox import Toolbox
from tests.unit.runner.conftest import START, TENANT, FakeChannel, make_bot, until

QUICK = Tolerance(unacked=timedelta(seconds=0.3), stuck=timedelta(seconds=0.3), overtaken=timedelta(seconds=0.5))


class Desk:
    """An outbox that runs over a fake channel."""

    def __init__(self, twins: InMemory, tools: Toolbox, keeper: LeaseKeeper) -> None:
        self.twins = twins
        self.channel = FakeChannel()
        self.own: Recent[MessageId] = Recent(100)
        self.bot = make_bot()
        session = new_session(TENANT, self.bot.id, START)
        self.governor = Governor(lambda: self.bot, lambda: session, tools)
        self.delivery = Delivery(make_bot(), self.channel, keeper, tools, self.own, self.governor)
        self.working = True
        self.treatments = 0
        quick = replace(tools, timing=replace(tools.timing, tolerance=QUICK))
        self.outbox = Outbox(self.delivery, quick, lambda: self.working, lambda _: self.treatments)
        self.task = asyncio.create_task(self.outbox.run())

    def queue(self, *messages: Message) -> None:
        for message in messages:
            assert self.twins.conversations.add_message(TENANT, message)
        self.outbox.ring()

    def stored(self, message: Message) -> Message:
        found = self.twins.conversations.find_message(TENANT, message.bot, message.chat, message.id)
        assert found is not None
        return found

    async def until_status(self, message: Message, status: MessageStatus) -> Message:
        await until(lambda: self.stored(message).status is status)
        return self.stored(message)


@asynccontextmanager
async def open_desk(twins: InMemory, tools: Toolbox, keeper: LeaseKeeper) -> AsyncIterator[Desk]:
    """A desk at which is worked for as long as a test lasts."""
    made = Desk(twins, tools, keeper)
    try:
        yield made
    finally:
        made.task.cancel()
        await asyncio.gather(made.task, return_exceptions=True)
