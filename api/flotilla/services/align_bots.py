"""Let as many of a workspace's bots run as its plan allows."""

from dataclasses import dataclass, replace
from functools import partial

from flotilla.domain.audit import Subject, entry_by_system
from flotilla.domain.bots import Bot
from flotilla.domain.errors import NotFoundError
from flotilla.domain.ids import AuditId, BotId, TenantId
from flotilla.ports.clock import Clock, Ids
from flotilla.ports.realtime import Doorbell
from flotilla.ports.repositories import BotRepository
from flotilla.services.retry import until_no_conflict


@dataclass(frozen=True, slots=True)
class AlignBots:
    """Shared by the use cases around payments. Nothing that people set is changed, and nothing is deleted."""

    bots: BotRepository
    doorbell: Doorbell
    clock: Clock
    ids: Ids

    def __call__(self, tenant: TenantId, allowed: int | None, *, may_suspend: bool) -> int:
        """How many are suspended now: the newest of those that people want on, and only if that may be.

        Those that the plan allows (None: any number) are released. Writes only what differs.
        """
        bots = self.bots.list(tenant)
        wanted = [bot for bot in bots if bot.is_wanted]
        too_many = set() if allowed is None else {bot.id for bot in wanted[allowed:]}
        for bot in bots:
            suspended = bot.plan_suspended_at is not None
            if bot.id in too_many and not suspended and may_suspend:
                self._set(tenant, bot.id, suspended=True)
            elif suspended and bot.id not in too_many and (bot.is_wanted or not too_many):
                self._set(tenant, bot.id, suspended=False)
        return len(too_many) if may_suspend else 0

    def _set(self, tenant: TenantId, bot_id: BotId, *, suspended: bool) -> None:
        until_no_conflict(partial(self._save, tenant, bot_id, suspended=suspended))
        self.doorbell.ring(tenant, bot_id)

    def _save(self, tenant: TenantId, bot_id: BotId, *, suspended: bool) -> Bot | None:
        try:
            bot = self.bots.get(tenant, bot_id)
        except NotFoundError:
            return None
        if (bot.plan_suspended_at is not None) == suspended:
            return bot
        now = self.clock.now()
        action = "bot.suspended" if suspended else "bot.released"
        entry = entry_by_system(
            tenant, AuditId(self.ids.new()), now, action, Subject("bot", bot.id, bot.name),
            {"suspended_by": "plan" if not suspended else None}, {"suspended_by": "plan" if suspended else None},
        )  # fmt: skip
        changed = replace(bot, plan_suspended_at=now if suspended else None, updated_at=now)
        return self.bots.save(tenant, changed, audit=entry)
