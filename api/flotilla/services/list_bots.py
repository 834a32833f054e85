"""List a tenant's bots with their sessions."""

from dataclasses import dataclass

from flotilla.domain.people import Power, Principal
from flotilla.domain.session_views import BotWithSession
from flotilla.ports.clock import Clock
from flotilla.ports.fleet import LeaseRepository
from flotilla.ports.repositories import BotRepository, SessionRepository
from flotilla.services.read_session import ReadSession


@dataclass(frozen=True, slots=True)
class ListBots:
    """Reads all bots, oldest first."""

    bots: BotRepository
    sessions: SessionRepository
    leases: LeaseRepository
    clock: Clock

    def __call__(self, principal: Principal) -> tuple[BotWithSession, ...]:
        """The tenant's bots, oldest first; deleted ones are not among them."""
        principal.require(Power.BOTS_READ)
        read = ReadSession(self.sessions, self.leases, self.clock)
        return tuple(read.beside(bot) for bot in self.bots.list(principal.tenant) if not bot.deleted)
