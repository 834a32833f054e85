"""Delete a bot."""

from dataclasses import dataclass, replace

from flotilla.domain.bots import Bot, Desired
from flotilla.domain.ids import BotId
from flotilla.domain.people import Power, Principal
from flotilla.ports.clock import Clock
from flotilla.ports.realtime import Doorbell
from flotilla.ports.repositories import BotRepository
from flotilla.services.retry import until_no_conflict


@dataclass(frozen=True, slots=True)
class DeleteBot:
    """Marks a bot as deleted and switches its session off; from then on it is as good as absent."""

    bots: BotRepository
    doorbell: Doorbell
    clock: Clock

    def __call__(self, principal: Principal, bot_id: BotId) -> None:
        """Raise NotFoundError if the tenant has no such bot."""
        principal.require(Power.BOTS_WRITE)
        until_no_conflict(lambda: self._mark(principal, bot_id))
        self.doorbell.ring(principal.tenant, bot_id)

    def _mark(self, principal: Principal, bot_id: BotId) -> Bot:
        bot = self.bots.get(principal.tenant, bot_id)
        gone = replace(bot, deleted=True, desired=Desired.DISABLED, updated_at=self.clock.now())
        return self.bots.save(principal.tenant, gone)
