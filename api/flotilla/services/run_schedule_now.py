"""Run a schedule at a person's word, whatever the clock says."""

from dataclasses import dataclass
from datetime import datetime

from flotilla.domain.errors import ConflictError
from flotilla.domain.ids import ScheduleId
from flotilla.domain.people import Power, Principal
from flotilla.domain.schedule_runs import claim, require_live
from flotilla.domain.schedules import Execution, Schedule
from flotilla.ports.clock import Clock
from flotilla.ports.repositories import BotRepository, ScheduleRepository
from flotilla.services.retry import until_no_conflict
from flotilla.services.run_schedule import RunSchedule
from flotilla.services.schedule_checks import require_scheduling


@dataclass(frozen=True, slots=True)
class RunScheduleNow:
    """Runs once more what recurs; what was to happen once happens now instead."""

    schedules: ScheduleRepository
    bots: BotRepository
    run: RunSchedule
    clock: Clock

    def __call__(self, principal: Principal, schedule_id: ScheduleId) -> Execution:
        """What came of it.

        Raise NotFoundError, and ConflictError (`schedule_ended`, `feature_off`, `running` while it is being run).
        """
        principal.require(Power.SCHEDULES_WRITE)
        claimed, planned = until_no_conflict(
            lambda: self._claim(principal, schedule_id), final=lambda error: error.code in _FINAL
        )
        # The clock doesn't know that this was done, and is told to forget what was to happen once.
        return self.run.record(
            claimed, planned, self.run.act(claimed, planned), fired=claimed.recurring, by=principal.user
        )

    def _claim(self, principal: Principal, schedule_id: ScheduleId) -> tuple[Schedule, datetime]:
        schedule = self.schedules.get(principal.tenant, schedule_id)
        require_live(schedule)
        require_scheduling(self.bots.get(principal.tenant, schedule.bot))
        now = self.clock.now()
        if schedule.claim is not None and schedule.claim.until > now:
            raise ConflictError("It is being run at this moment.", code="running")
        planned = now if schedule.recurring or schedule.next_at is None else schedule.next_at
        return self.schedules.save(principal.tenant, schedule, claim(schedule, planned, now)), planned


_FINAL = frozenset({"schedule_ended", "feature_off", "running"})
