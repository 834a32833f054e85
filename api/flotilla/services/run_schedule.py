"""Run a schedule whose time has come."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from flotilla.domain.audit import Subject, entry_by_system
from flotilla.domain.errors import FlotillaError, NotFoundError
from flotilla.domain.ids import AuditId, ScheduleId, TenantId, UserId
from flotilla.domain.schedule_runs import Due, claim, due, end, execution, settle, unclaim
from flotilla.domain.schedules import GRACE, Execution, Result, RunReason, Schedule, State
from flotilla.ports.clock import Clock, Ids
from flotilla.ports.repositories import ScheduleRepository
from flotilla.ports.scheduler import EntryName, Scheduler
from flotilla.services.act_on_schedule import ActOnSchedule
from flotilla.services.retry import until_no_conflict
from flotilla.services.tell_scheduler import TellScheduler

log = logging.getLogger(__name__)

EARLY = timedelta(seconds=2)
"""Clocks differ a little: who is called at nine may think that it isn't nine yet."""

_POINTLESS = (RunReason.BOT_DELETED, RunReason.LEAD_GONE)
"""What doesn't come back: there is no next time."""


@dataclass(frozen=True, slots=True)
class RunSchedule:
    """Claims a planned time, acts, and records what came of it: once, however often it is called.

    Who dies between claim and record leaves a claim that ends; whoever looks next then acts again, and actions may be
    repeated. What is overdue by more than `grace` is recorded as missed.
    """

    schedules: ScheduleRepository
    scheduler: Scheduler
    actions: ActOnSchedule
    clock: Clock
    ids: Ids
    grace: timedelta = GRACE

    def __call__(self, tenant: TenantId, schedule_id: ScheduleId, *, fired: bool = True) -> Execution | None:
        """What came of the planned time that is due now; None if none is, or somebody else is at it.

        `fired`: called by the firing clock, and not because it didn't. Raise UnavailableError, or ConflictError, where
        trying again makes sense.
        """
        try:
            begun = until_no_conflict(lambda: self._begin(tenant, schedule_id))
        except NotFoundError:
            # The clock fires for what is no more: it is told, since nobody else would.
            self.scheduler.remove(EntryName(tenant, schedule_id))
            return None
        if begun is None:
            return None
        claimed, what = begun
        if what.late:
            result: tuple[Result, RunReason | None] = (Result.MISSED, RunReason.TOO_LATE)
        else:
            result = self.act(claimed, what.planned)
        return self.record(claimed, what.planned, result, fired=fired)

    def _begin(self, tenant: TenantId, schedule_id: ScheduleId) -> tuple[Schedule, Due] | None:
        schedule = self.schedules.get(tenant, schedule_id)
        now = self.clock.now()
        what = due(schedule, now + EARLY, self.grace)
        if what is None:
            if schedule.state is not State.PENDING:
                self.scheduler.remove(EntryName(tenant, schedule_id))
            return None
        lost = execution(schedule, what.overtaken, now, Result.MISSED, RunReason.OVERTAKEN) if what.overtaken else None
        return self.schedules.save(tenant, schedule, claim(schedule, what.planned, now), run=lost), what

    def act(self, claimed: Schedule, planned: datetime) -> tuple[Result, RunReason | None]:
        """Do it; what fails for now is given free, to be tried again."""
        try:
            return self.actions(claimed, planned)
        except FlotillaError as error:
            log.warning("schedule to be tried again", extra={"schedule": claimed.id, "reason": error.message})
            self._give_free(claimed)
            raise

    def _give_free(self, claimed: Schedule) -> None:
        try:
            self.schedules.save(claimed.tenant, claimed, unclaim(claimed))
        except FlotillaError as error:
            # The claim ends by itself.
            log.warning("claim left to end", extra={"schedule": claimed.id, "reason": error.message})

    def record(
        self,
        claimed: Schedule,
        planned: datetime,
        outcome: tuple[Result, RunReason | None],
        *,
        fired: bool,
        by: UserId | None = None,
    ) -> Execution:
        """Store what came of it, and tell the clock of what comes next if it doesn't know."""
        run = execution(claimed, planned, self.clock.now(), *outcome, by)
        saved = until_no_conflict(lambda: self._settle(run, fired=fired))
        if saved is not None:
            TellScheduler(self.schedules, self.scheduler, self.clock)(saved)
        log.info(
            "schedule run",
            extra={"schedule": run.schedule, "result": run.result.value, "late_ms": _ms(run.at - run.planned)},
        )
        return run

    def _settle(self, run: Execution, *, fired: bool) -> Schedule | None:
        try:
            schedule = self.schedules.get(run.tenant, run.schedule)
        except NotFoundError:
            return None  # Deleted together with its bot, meanwhile.
        settled = settle(schedule, run, fired=fired)
        if run.reason in _POINTLESS and settled.live:
            settled = end(settled, run.at)
        told = {"planned": run.planned.isoformat(), "reason": run.reason.value if run.reason else None}
        entry = entry_by_system(
            run.tenant, AuditId(self.ids.new()), run.at, f"schedule.{run.result.value}",
            Subject("schedule", run.schedule), after=told,
        )  # fmt: skip
        return self.schedules.save(run.tenant, schedule, settled, run=run, audit=entry)


def _ms(length: timedelta) -> int:
    return round(length.total_seconds() * 1000)
