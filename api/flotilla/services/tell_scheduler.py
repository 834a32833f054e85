"""Tell the firing clock of a schedule as it is now."""

import logging
from dataclasses import dataclass, replace

from flotilla.domain.errors import ConflictError, MisconfiguredError, UnavailableError
from flotilla.domain.planning import expression_of
from flotilla.domain.schedules import Schedule, State
from flotilla.ports.clock import Clock
from flotilla.ports.repositories import ScheduleRepository
from flotilla.ports.scheduler import Entry, EntryName, Scheduler

log = logging.getLogger(__name__)


def name_of(schedule: Schedule) -> EntryName:
    """The name of its entry."""
    return EntryName(schedule.tenant, schedule.id)


def entry_of(schedule: Schedule) -> Entry:
    """Its entry."""
    expression = expression_of(schedule.when, schedule.zone)
    return Entry(name_of(schedule), expression, schedule.zone, once=not schedule.recurring)


@dataclass(frozen=True, slots=True)
class TellScheduler:
    """Shared by the use cases that change schedules; what it can't tell now, the reconciler tells within a minute."""

    schedules: ScheduleRepository
    scheduler: Scheduler
    clock: Clock

    def __call__(self, schedule: Schedule) -> Schedule:
        """The schedule, marked as told; as it is where it was told already, or can't be now."""
        if schedule.in_step:
            return schedule
        try:
            self._tell(schedule)
            return self.schedules.save(schedule.tenant, schedule, replace(schedule, in_step=True))
        except (UnavailableError, MisconfiguredError) as error:
            # The function that schedules call has no entries to make and is not set up for it.
            log.warning("scheduler not told", extra={"schedule": schedule.id, "reason": error.message})
        except ConflictError:
            log.info("schedule changed while the scheduler was told", extra={"schedule": schedule.id})
        return schedule

    def _tell(self, schedule: Schedule) -> None:
        comes = schedule.next_at is not None and schedule.next_at > self.clock.now()
        if schedule.state is State.PENDING and comes:
            self.scheduler.put(entry_of(schedule))
        else:
            self.scheduler.remove(name_of(schedule))
