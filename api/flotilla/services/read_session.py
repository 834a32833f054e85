"""Read what a bot's session does now: its recorded transition, and the proof of health in the lease."""

from dataclasses import dataclass

from flotilla.domain.bots import Bot
from flotilla.domain.session_views import BotWithSession, SessionView, view_session
from flotilla.domain.sessions import new_session, rests
from flotilla.ports.clock import Clock
from flotilla.ports.fleet import LeaseRepository
from flotilla.ports.repositories import SessionRepository


@dataclass(frozen=True, slots=True)
class ReadSession:
    """Shared by the use cases that show sessions; it checks no powers, they do."""

    sessions: SessionRepository
    leases: LeaseRepository
    clock: Clock

    def __call__(self, bot: Bot) -> SessionView:
        """The session as it is to be shown now."""
        now = self.clock.now()
        recorded = self.sessions.find(bot.tenant, bot.id) or new_session(bot.tenant, bot.id, bot.created_at)
        lease = self.leases.find(bot.tenant, bot.id)
        return view_session(
            recorded,
            lease.proven_at if lease is not None else None,
            desired_on=bot.should_run,
            now=now,
            resting=rests(bot, recorded),
            health=lease.health if lease is not None else None,
        )

    def beside(self, bot: Bot) -> BotWithSession:
        """The bot together with its session."""
        return BotWithSession(bot, self(bot))
