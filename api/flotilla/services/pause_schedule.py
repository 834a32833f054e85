"""Pause a schedule: its times pass, and nothing happens."""

from dataclasses import dataclass

from flotilla.domain.ids import ScheduleId
from flotilla.domain.people import Principal
from flotilla.domain.schedule_runs import pause
from flotilla.domain.schedules import Schedule
from flotilla.ports.clock import Clock, Ids
from flotilla.ports.repositories import ScheduleRepository
from flotilla.ports.scheduler import Scheduler
from flotilla.services.change_schedule import ChangeSchedule


@dataclass(frozen=True, slots=True)
class PauseSchedule:
    """Silences a schedule until it is resumed."""

    schedules: ScheduleRepository
    scheduler: Scheduler
    clock: Clock
    ids: Ids

    def __call__(self, principal: Principal, schedule_id: ScheduleId) -> Schedule:
        """The schedule. Raise NotFoundError, and ConflictError (`schedule_ended`)."""
        change = ChangeSchedule(self.schedules, self.scheduler, self.clock, self.ids)
        return change(principal, schedule_id, "schedule.paused", lambda schedule: pause(schedule, self.clock.now()))
