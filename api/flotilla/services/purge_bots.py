"""Remove what belonged to deleted bots for good."""

import logging
from dataclasses import dataclass
from datetime import timedelta

from flotilla.domain.bots import Bot
from flotilla.ports.clock import Clock
from flotilla.ports.files import Files
from flotilla.ports.fleet import BotRemoval, FleetRepository, LeaseRepository
from flotilla.ports.repositories import ScheduleRepository
from flotilla.ports.runner_fleet import Erasures
from flotilla.ports.snapshots import Snapshots

log = logging.getLogger(__name__)

SETTLED_AFTER = timedelta(minutes=10)
"""A deleted bot is left alone so long: its holder closes the session, and what is under way comes to its end."""

MOST_STEPS = 100
"""One call removes so much at most; the next one goes on where it stopped."""


@dataclass(frozen=True, slots=True)
class PurgeBots:
    """Housekeeping, and the one place that knows all that a bot leaves behind.

    Each step is safe to repeat, and the bot itself goes last, so that a crash leaves nothing that nobody finds again.
    The profile on a runner's disk is the runners' to remove, which are asked to do so.
    """

    fleet: FleetRepository
    removal: BotRemoval
    files: Files
    snapshots: Snapshots
    schedules: ScheduleRepository
    leases: LeaseRepository
    erasures: Erasures
    clock: Clock

    def __call__(self) -> int:
        """How many bots are gone for good now. Raise UnavailableError if something can't be removed now."""
        steps, gone = MOST_STEPS, 0
        for bot in self.fleet.deleted_bots():
            if self.clock.now() - bot.updated_at < SETTLED_AFTER:
                continue
            if self.leases.find(bot.tenant, bot.id) is not None:
                # Only what was held may have left a profile. Before the lease goes, or nobody would know any more.
                self.erasures.ask(bot.tenant, bot.id)
            self._remove_stored_elsewhere(bot)
            left = True
            while left and steps > 0:
                left, steps = self.removal.step(bot.tenant, bot.id), steps - 1
            gone += not left
            log.info("bot removed" if not left else "bot partly removed", extra={"bot": bot.id})
        return gone

    def _remove_stored_elsewhere(self, bot: Bot) -> None:
        while self.schedules.remove_all(bot.tenant, bot.id):
            pass  # Each call removes some.
        self.snapshots.remove_of_bot(bot.tenant, bot.id)
        for folder in ("bots", "uploads"):
            self.files.remove_under(bot.tenant, f"{folder}/{bot.id}")
