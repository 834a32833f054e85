"""Delete a bot."""

from dataclasses import dataclass, replace

from flotilla.domain.audit import Subject
from flotilla.domain.bots import Bot, Desired
from flotilla.domain.ids import BotId
from flotilla.domain.people import Power, Principal
from flotilla.domain.views import bot_view
from flotilla.ports.clock import Clock, Ids
from flotilla.ports.realtime import Doorbell
from flotilla.ports.repositories import BotRepository, ScheduleRepository
from flotilla.services.audited import audited
from flotilla.services.retry import until_no_conflict


@dataclass(frozen=True, slots=True)
class DeleteBot:
    """Marks a bot as deleted and switches its session off; from then on it is as good as absent.

    Its schedules go too, the first of very many at once and the rest with all else that it leaves. The firing clock is
    not asked: it finds out when it next fires, or when it is compared with the rest.
    """

    bots: BotRepository
    schedules: ScheduleRepository
    doorbell: Doorbell
    clock: Clock
    ids: Ids

    def __call__(self, principal: Principal, bot_id: BotId) -> None:
        """Raise NotFoundError if the tenant has no such bot."""
        principal.require(Power.BOTS_WRITE)
        until_no_conflict(lambda: self._mark(principal, bot_id))
        self.doorbell.ring(principal.tenant, bot_id)
        until_no_conflict(lambda: self.schedules.remove_all(principal.tenant, bot_id))

    def _mark(self, principal: Principal, bot_id: BotId) -> Bot:
        bot = self.bots.get(principal.tenant, bot_id)
        now = self.clock.now()
        gone = replace(bot, deleted=True, desired=Desired.DISABLED, updated_at=now)
        subject = Subject("bot", bot.id, bot.name)
        entry = audited(self.ids, principal, now, "bot.deleted", subject, before=bot_view(bot))
        return self.bots.save(principal.tenant, gone, audit=entry)
