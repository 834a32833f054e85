"""List what came of a schedule's planned times."""

from dataclasses import dataclass

from flotilla.domain.ids import ScheduleId
from flotilla.domain.page import Page
from flotilla.domain.people import Power, Principal
from flotilla.domain.schedules import Execution
from flotilla.ports.repositories import ScheduleRepository
from flotilla.services.list_leads import check_limit


@dataclass(frozen=True, slots=True)
class ListRuns:
    """Reads a schedule's history, newest first."""

    schedules: ScheduleRepository

    def __call__(
        self, principal: Principal, schedule_id: ScheduleId, limit: int = 50, cursor: str | None = None
    ) -> Page[Execution]:
        """One page of the last 90 days. Raise NotFoundError, and InvalidInputError for a bad limit or cursor."""
        principal.require(Power.SCHEDULES_READ)
        self.schedules.get(principal.tenant, schedule_id)
        return self.schedules.runs(principal.tenant, schedule_id, limit=check_limit(limit), cursor=cursor)
