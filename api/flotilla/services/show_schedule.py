"""Show one schedule."""

from dataclasses import dataclass

from flotilla.domain.ids import ScheduleId
from flotilla.domain.people import Power, Principal
from flotilla.domain.schedules import Schedule
from flotilla.ports.repositories import ScheduleRepository


@dataclass(frozen=True, slots=True)
class ShowSchedule:
    """Reads a schedule."""

    schedules: ScheduleRepository

    def __call__(self, principal: Principal, schedule_id: ScheduleId) -> Schedule:
        """The schedule as it is now. Raise NotFoundError."""
        principal.require(Power.SCHEDULES_READ)
        return self.schedules.get(principal.tenant, schedule_id)
