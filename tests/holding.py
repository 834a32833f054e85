"""A bot that a runner holds, and what such a runner records: for tests in which no runner runs."""

from dataclasses import replace
from typing import Protocol

from flotilla.domain.ids import BotId, RunnerId, TenantId
from flotilla.domain.leases import Lease
from flotilla.domain.sessions import Session
from flotilla.ports.fleet import LeaseRepository
from flotilla.ports.repositories import SessionRepository

HOLDER = RunnerId("runner")


class Leased(Protocol):
    """What a bot is held through."""

    @property
    def leases(self) -> LeaseRepository: ...

    @property
    def sessions(self) -> SessionRepository: ...


def hold(core: Leased, tenant: TenantId, bot: BotId, *, fence: int | None = None) -> Lease:
    """The lease of a bot that should run: as it is held, or else taken, again and again until it has the fence."""
    lease = core.leases.find(tenant, bot)
    while lease is None or lease.holder is None or (fence is not None and lease.fence < fence):
        lease = core.leases.acquire(tenant, bot, HOLDER, seen=lease)
        assert lease is not None
    return lease


def record(core: Leased, session: Session) -> Session:
    """What the bot's holder records of it, under its own fence."""
    lease = hold(core, session.tenant, session.bot)
    recorded = replace(session, fence=lease.fence)
    core.sessions.record(session.tenant, recorded)
    return recorded
