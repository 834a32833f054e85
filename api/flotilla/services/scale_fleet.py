"""Bring the number of runners to what the bots need."""

import logging
from collections import Counter
from dataclasses import dataclass, replace

from flotilla.domain.bots import Bot
from flotilla.domain.fleet_size import PLANNED, Demand, FleetLimits, resize
from flotilla.domain.ids import BotId, RunnerId
from flotilla.domain.leases import Lease
from flotilla.domain.scale_in import choose_leaver
from flotilla.domain.sessions import rests
from flotilla.ports.clock import Clock
from flotilla.ports.fleet import FleetRepository, LeaseRepository
from flotilla.ports.repositories import SessionRepository
from flotilla.ports.runner_fleet import Erasures, RunnerFleet, SizingRepository

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ScaleFleet:
    """Safe to run as often as one likes: each minute, and whenever a bot changed."""

    fleet: FleetRepository
    leases: LeaseRepository
    sessions: SessionRepository
    runners: RunnerFleet
    sizings: SizingRepository
    erasures: Erasures
    clock: Clock
    limits: FleetLimits = PLANNED

    def __call__(self) -> int:
        """How many runners are wanted now. Raise UnavailableError if the fleet can't be reached."""
        current, known, now = self.runners.size(), self.sizings.load(), self.clock.now()
        bots, loads = self._demand()
        # Nobody but a runner reaches the disk on which the logins of bots that are gone may lie.
        demand = Demand(bots, loads.total(), len(loads), chores=bots == 0 and bool(self.erasures.asked()))
        wanted, sizing = resize(current, demand, known, self.limits, now)
        sizing = choose_leaver(sizing, wanted, loads, now)
        sizing = replace(sizing, made_before=self.runners.replaced_since())
        if sizing != known:
            self.sizings.save(sizing)
        if wanted != current:
            log.info("fleet resized", extra={"from": current, "to": wanted, "bots": demand.wanted})
            self.runners.resize(wanted)
        return wanted

    def _demand(self) -> tuple[int, Counter[RunnerId]]:
        """How many bots want a holder, and how many of them each runner holds."""
        holders = {lease.bot: lease for lease in self.leases.list() if lease.holder is not None}
        wanted = [bot for bot in self.fleet.enabled_bots() if self._needs_holder(bot, holders)]
        held = (holders[bot.id].holder for bot in wanted if bot.id in holders)
        return len(wanted), Counter(holder for holder in held if holder is not None)

    def _needs_holder(self, bot: Bot, holders: dict[BotId, Lease]) -> bool:
        """A bot that somebody holds needs no look at its session: it would have been given up."""
        if bot.id in holders:
            return True
        session = self.sessions.find(bot.tenant, bot.id)
        return session is None or not rests(bot, session)
