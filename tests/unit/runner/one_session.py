"""A runner that holds one bot, for tests of what becomes of its session."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from flotilla.bootstrap.memory import InMemory
from flotilla.domain.sessions import Reason, Session, SessionStatus
from runner.supervisor import Supervisor
from runner.toolbox import Toolbox
from tests.unit.runner.conftest import (
    BOT,
    START,
    TENANT,
    FakeChannels,
    leave,
    make_bot,
)


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


def keep_linked(twins: InMemory) -> None:
    """A bot whose number was linked before."""
    twins.bots.add(TENANT, make_bot())
    known = Session(TENANT, BOT, SessionStatus.WORKING, None, START, fence=0, phone="5511900000000", linked_at=START)
    leave(twins, known)
