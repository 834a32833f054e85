"""Suspend, or release again, all bots of a workspace."""

from dataclasses import dataclass, replace
from functools import partial

from flotilla.domain.bots import Bot
from flotilla.domain.errors import NotFoundError
from flotilla.domain.ids import BotId, TenantId
from flotilla.ports.clock import Clock
from flotilla.ports.realtime import Doorbell
from flotilla.ports.repositories import BotRepository
from flotilla.services.retry import until_no_conflict


@dataclass(frozen=True, slots=True)
class SuspendBots:
    """Shared by the use cases around a workspace's deletion. What people want of each bot stays as it is."""

    bots: BotRepository
    doorbell: Doorbell
    clock: Clock

    def __call__(self, tenant: TenantId, *, suspended: bool) -> None:
        """Write only what differs, so that it may be repeated after a crash."""
        for bot in self.bots.list(tenant):
            if bot.suspended != suspended:
                until_no_conflict(partial(self._save, tenant, bot.id, suspended=suspended))
                self.doorbell.ring(tenant, bot.id)

    def _save(self, tenant: TenantId, bot_id: BotId, *, suspended: bool) -> Bot | None:
        try:
            bot = self.bots.get(tenant, bot_id)
        except NotFoundError:
            return None
        if bot.suspended == suspended:
            return bot
        return self.bots.save(tenant, replace(bot, suspended=suspended, updated_at=self.clock.now()))
