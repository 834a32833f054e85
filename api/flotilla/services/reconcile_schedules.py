"""See, every minute, that what the firing clock should have done was done, and that it knows what it should."""

import logging
from dataclasses import dataclass
from datetime import timedelta

from flotilla.domain.errors import FlotillaError
from flotilla.domain.schedules import Result, Schedule
from flotilla.ports.clock import Clock
from flotilla.ports.fleet import ScheduleFleet
from flotilla.ports.repositories import ScheduleRepository
from flotilla.ports.scheduler import Scheduler
from flotilla.services.run_schedule import RunSchedule
from flotilla.services.sweep_entries import SweepEntries
from flotilla.services.tell_scheduler import TellScheduler

log = logging.getLogger(__name__)

PATIENCE = timedelta(seconds=75)
"""The firing clock promises to fire within a minute; before this nobody worries."""

SWEEP_EVERY_MINUTES = 15


@dataclass(frozen=True, slots=True)
class Reconciled:
    """What there was to do. `told`: schedules that the firing clock has been told of again."""

    ran: int = 0
    missed: int = 0
    told: int = 0
    removed: int = 0
    failed: int = 0


@dataclass(frozen=True, slots=True)
class ReconcileSchedules:
    """Runs what is overdue, or records it as missed, and tells the firing clock what it doesn't know.

    It asks one index for what needs something; when nothing does, that is all. Every quarter of an hour it compares
    all that waits with all that the clock knows.
    """

    fleet: ScheduleFleet
    schedules: ScheduleRepository
    scheduler: Scheduler
    run: RunSchedule
    clock: Clock

    def __call__(self) -> Reconciled:
        """What was done; one that fails holds up no other, and is tried again in a minute."""
        now = self.clock.now()
        done = [self._heal(schedule) for schedule in self.fleet.due(now)]
        put = removed = 0
        if now.minute % SWEEP_EVERY_MINUTES == 0:
            put, removed = SweepEntries(self.fleet, self.schedules, self.scheduler, self.clock)()
        return Reconciled(
            done.count("ran"), done.count("missed"), done.count("told") + put, removed, done.count("failed")
        )

    def _heal(self, schedule: Schedule) -> str:
        try:
            return self._run(schedule) if self._is_overdue(schedule) else self._tell(schedule)
        except FlotillaError as error:
            log.warning("schedule not healed", extra={"schedule": schedule.id, "reason": error.message})
            return "failed"

    def _is_overdue(self, schedule: Schedule) -> bool:
        if schedule.next_at is None:
            return False
        patience = PATIENCE if schedule.in_step else timedelta(0)
        return schedule.next_at + patience <= self.clock.now()

    def _run(self, schedule: Schedule) -> str:
        came = self.run(schedule.tenant, schedule.id, fired=False)
        if came is None:
            return "nothing"
        return "missed" if came.result is Result.MISSED else "ran"

    def _tell(self, schedule: Schedule) -> str:
        if schedule.in_step:
            return "nothing"
        told = TellScheduler(self.schedules, self.scheduler, self.clock)(
            self.schedules.get(schedule.tenant, schedule.id)
        )
        return "told" if told.in_step else "failed"
