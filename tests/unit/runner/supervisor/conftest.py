"""A supervisor over fake channels."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace

import pytest

from flotilla.bootstrap.memory import InMemory
from flotilla.domain.ids import BotId
from flotilla.domain.leases import Lease
from flotilla.domain.sessions import Reason, Remedy, Session, SessionStatus
from runner.supervisor import Supervisor
from runner.toolbox import Toolbox
from tests.unit.runner.conftest import (
    BOT,
    TENANT,
    FakeChannels,
    make_bot,
    until,
)


@dataclass
class Fleet:
    """A supervisor over fake channels."""

    twins: InMemory
    tools: Toolbox
    channels: FakeChannels

    def run(self, memory: Callable[[], int | None] = lambda: None, limit: int = 0) -> None:
        self.stop = asyncio.Event()
        self.supervisor = Supervisor(self.tools, self.channels, lambda: None, limit=limit, memory=memory)
        self.task = asyncio.create_task(self.supervisor.run(self.stop))

    def add(self, *names: str) -> None:
        for name in names:
            self.twins.bots.add(TENANT, make_bot(BotId(name)))

    def change(self, **changes: object) -> None:
        bot = self.twins.bots.get(TENANT, BOT)
        self.twins.bots.save(TENANT, replace(bot, **changes))  # type: ignore[arg-type]  # A test's own fields fit.

    def lease(self) -> Lease:
        found = self.twins.leases.find(TENANT, BOT)
        assert found is not None
        return found

    def session(self) -> Session | None:
        return self.twins.sessions.find(TENANT, BOT)

    def reasons(self) -> list[Reason | None]:
        return [one.new.reason for one in self.twins.store.changes if isinstance(one.new, Session)]

    def treatments(self) -> list[tuple[Reason | None, Remedy | None]]:
        """What was done about the session so far, and why."""
        return [(one.reason, one.remedy) for one in self.session_now().history if one.remedy is not None]

    def session_now(self) -> Session:
        found = self.session()
        assert found is not None
        return found

    async def until_status(self, status: SessionStatus, reason: Reason | None = None) -> Session:
        def met() -> bool:
            known = self.session()
            return known is not None and known.status is status and (reason is None or known.reason is reason)

        await until(met)
        found = self.session()
        assert found is not None
        return found


@pytest.fixture
async def fleet(twins: InMemory, tools: Toolbox) -> AsyncIterator[Fleet]:
    made = Fleet(twins, tools, FakeChannels())
    yield made
    made.stop.set()
    await asyncio.wait_for(made.task, 5)
