"""Show what a bot's session does now."""

from dataclasses import dataclass

from flotilla.domain.ids import BotId
from flotilla.domain.people import Power, Principal
from flotilla.domain.session_views import SessionView
from flotilla.ports.clock import Clock
from flotilla.ports.fleet import LeaseRepository
from flotilla.ports.repositories import BotRepository, SessionRepository
from flotilla.services.read_session import ReadSession


@dataclass(frozen=True, slots=True)
class ShowSession:
    """Reads a bot's session."""

    bots: BotRepository
    sessions: SessionRepository
    leases: LeaseRepository
    clock: Clock

    def __call__(self, principal: Principal, bot_id: BotId) -> SessionView:
        """Raise NotFoundError if the tenant has no such bot."""
        principal.require(Power.BOTS_READ)
        return ReadSession(self.sessions, self.leases, self.clock)(self.bots.get(principal.tenant, bot_id))
