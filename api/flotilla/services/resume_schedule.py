"""Resume a schedule."""

from dataclasses import dataclass

from flotilla.domain.ids import ScheduleId
from flotilla.domain.people import Principal
from flotilla.domain.schedule_runs import resume
from flotilla.domain.schedules import Schedule
from flotilla.ports.clock import Clock, Ids
from flotilla.ports.repositories import ScheduleRepository
from flotilla.ports.scheduler import Scheduler
from flotilla.services.change_schedule import ChangeSchedule


@dataclass(frozen=True, slots=True)
class ResumeSchedule:
    """Lets a paused schedule run again, from its next time on."""

    schedules: ScheduleRepository
    scheduler: Scheduler
    clock: Clock
    ids: Ids

    def __call__(self, principal: Principal, schedule_id: ScheduleId) -> Schedule:
        """The schedule. Raise NotFoundError, and ConflictError (`schedule_ended`, `time_passed`)."""
        change = ChangeSchedule(self.schedules, self.scheduler, self.clock, self.ids)
        return change(principal, schedule_id, "schedule.resumed", lambda schedule: resume(schedule, self.clock.now()))
