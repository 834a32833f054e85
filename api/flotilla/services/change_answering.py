"""Change whether a bot answers: what pausing and resuming have in common."""

from dataclasses import dataclass, replace

from flotilla.domain.audit import Subject
from flotilla.domain.bots import Answering, Bot, set_answering
from flotilla.domain.ids import BotId
from flotilla.domain.people import Power, Principal
from flotilla.ports.clock import Clock, Ids
from flotilla.ports.repositories import BotRepository
from flotilla.services.audited import audited
from flotilla.services.retry import until_no_conflict


@dataclass(frozen=True, slots=True)
class ChangeAnswering:
    """Saves the change with its entry in the audit log; the bot's session is left alone."""

    bots: BotRepository
    clock: Clock
    ids: Ids

    def __call__(self, principal: Principal, bot_id: BotId, answering: Answering, action: str) -> Bot:
        """The bot after the change. Raise NotFoundError."""
        principal.require(Power.BOTS_WRITE)
        return until_no_conflict(lambda: self._save(principal, bot_id, answering, action))

    def _save(self, principal: Principal, bot_id: BotId, answering: Answering, action: str) -> Bot:
        bot = self.bots.get(principal.tenant, bot_id)
        now = self.clock.now()
        changed = set_answering(bot, answering, principal.user, now)
        if changed == bot:
            return bot
        before, after = ({"answering": one.answering.value} for one in (bot, changed))
        entry = audited(self.ids, principal, now, action, Subject("bot", bot.id, bot.name), before, after)
        return self.bots.save(principal.tenant, replace(changed, updated_at=now), audit=entry)
