"""Change a schedule: what editing, pausing, resuming and cancelling have in common."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from flotilla.domain.audit import Subject
from flotilla.domain.errors import ConflictError
from flotilla.domain.ids import ScheduleId
from flotilla.domain.people import Power, Principal
from flotilla.domain.schedules import Schedule
from flotilla.ports.clock import Clock, Ids
from flotilla.ports.repositories import ScheduleRepository
from flotilla.ports.scheduler import Scheduler
from flotilla.services.audited import audited
from flotilla.services.retry import until_no_conflict
from flotilla.services.schedule_checks import told
from flotilla.services.tell_scheduler import TellScheduler

_FINAL = frozenset({"changed_meanwhile", "schedule_ended", "time_passed", "feature_off"})


@dataclass(frozen=True, slots=True)
class ChangeSchedule:
    """Saves a change with its entry in the audit log, and tells the firing clock."""

    schedules: ScheduleRepository
    scheduler: Scheduler
    clock: Clock
    ids: Ids

    def __call__(
        self,
        principal: Principal,
        schedule_id: ScheduleId,
        action: str,
        change: Callable[[Schedule], Schedule],
        expected: int | None = None,
    ) -> Schedule:
        """The schedule after the change. Raise NotFoundError, and ConflictError (`changed_meanwhile`) if the schedule
        no longer has the expected version.
        """
        principal.require(Power.SCHEDULES_WRITE)
        saved = until_no_conflict(
            lambda: self._save(principal, schedule_id, action, change, expected),
            final=lambda error: error.code in _FINAL,
        )
        return TellScheduler(self.schedules, self.scheduler, self.clock)(saved)

    def _save(
        self,
        principal: Principal,
        schedule_id: ScheduleId,
        action: str,
        change: Callable[[Schedule], Schedule],
        expected: int | None,
    ) -> Schedule:
        schedule = self.schedules.get(principal.tenant, schedule_id)
        if expected is not None and schedule.version != expected:
            raise ConflictError("This schedule was changed meanwhile. Load it again.", code="changed_meanwhile")
        changed = change(schedule)
        if changed == schedule:
            return schedule
        now = self.clock.now()
        subject = Subject("schedule", schedule.id)
        entry = audited(self.ids, principal, now, action, subject, told(schedule), told(changed))
        return self.schedules.save(principal.tenant, schedule, replace(changed, updated_at=now), audit=entry)
