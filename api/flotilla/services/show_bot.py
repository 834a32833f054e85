"""Show one bot with its session."""

from dataclasses import dataclass

from flotilla.domain.ids import BotId
from flotilla.domain.people import Power, Principal
from flotilla.domain.session_views import BotWithSession
from flotilla.ports.clock import Clock
from flotilla.ports.fleet import LeaseRepository
from flotilla.ports.repositories import BotRepository, SessionRepository
from flotilla.services.read_session import ReadSession


@dataclass(frozen=True, slots=True)
class ShowBot:
    """Reads a bot and what its session does now."""

    bots: BotRepository
    sessions: SessionRepository
    leases: LeaseRepository
    clock: Clock

    def __call__(self, principal: Principal, bot_id: BotId) -> BotWithSession:
        """Raise NotFoundError if the tenant has no such bot."""
        principal.require(Power.BOTS_READ)
        return ReadSession(self.sessions, self.leases, self.clock).beside(self.bots.get(principal.tenant, bot_id))
