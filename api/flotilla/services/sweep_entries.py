"""Compare all that waits with all that the firing clock knows."""

from dataclasses import dataclass

from flotilla.domain.errors import NotFoundError
from flotilla.domain.schedules import Schedule, State
from flotilla.ports.clock import Clock
from flotilla.ports.fleet import ScheduleFleet
from flotilla.ports.repositories import ScheduleRepository
from flotilla.ports.scheduler import EntryName, Scheduler
from flotilla.services.tell_scheduler import entry_of, name_of


@dataclass(frozen=True, slots=True)
class SweepEntries:
    """Puts entries that are missing, and removes those of schedules that are gone or ended."""

    fleet: ScheduleFleet
    schedules: ScheduleRepository
    scheduler: Scheduler
    clock: Clock

    def __call__(self) -> tuple[int, int]:
        """How many were put, and how many removed."""
        known = set(self.scheduler.names())
        wanted = {name_of(schedule) for schedule in self.fleet.pending()}
        put = [name for name in wanted - known if self._put(name)]
        removed = [name for name in known - wanted if self._remove(name)]
        return len(put), len(removed)

    def _put(self, name: EntryName) -> bool:
        schedule = self._waiting(name)
        if schedule is not None:
            self.scheduler.put(entry_of(schedule))
        return schedule is not None

    def _remove(self, name: EntryName) -> bool:
        """Asked anew, since both lists may be behind: it may have been made a moment ago."""
        if self._waiting(name) is not None:
            return False
        self.scheduler.remove(name)
        return True

    def _waiting(self, name: EntryName) -> Schedule | None:
        try:
            schedule = self.schedules.get(name.tenant, name.schedule)
        except NotFoundError:
            return None
        comes = schedule.next_at is not None and schedule.next_at > self.clock.now()
        return schedule if schedule.state is State.PENDING and comes else None
