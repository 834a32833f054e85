"""Change what a schedule does, or when."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from flotilla.domain.ids import ScheduleId
from flotilla.domain.people import Principal
from flotilla.domain.planning import next_run
from flotilla.domain.schedule_runs import require_live
from flotilla.domain.schedule_views import when_view
from flotilla.domain.schedules import Action, Schedule, State
from flotilla.ports.clock import Clock, Ids
from flotilla.ports.repositories import ScheduleRepository, ShownLeads
from flotilla.ports.scheduler import Scheduler
from flotilla.services.change_schedule import ChangeSchedule
from flotilla.services.schedule_checks import require_lead
from flotilla.services.schedule_fields import check_plan


@dataclass(frozen=True, slots=True)
class UpdateSchedule:
    """Merges changes into a schedule that has not ended."""

    schedules: ScheduleRepository
    leads: ShownLeads
    scheduler: Scheduler
    clock: Clock
    ids: Ids

    def __call__(
        self,
        principal: Principal,
        schedule_id: ScheduleId,
        changes: Mapping[str, Any],
        expected_version: int | None = None,
    ) -> Schedule:
        """The schedule after the changes (action, when, time_zone, lead_id, text).

        Raise InvalidInputError naming what can't be used, NotFoundError, and ConflictError (`changed_meanwhile`,
        `schedule_ended`).
        """
        change = ChangeSchedule(self.schedules, self.scheduler, self.clock, self.ids)
        return change(
            principal,
            schedule_id,
            "schedule.updated",
            lambda schedule: self._changed(principal, schedule, changes),
            expected_version,
        )

    def _changed(self, principal: Principal, schedule: Schedule, changes: Mapping[str, Any]) -> Schedule:
        require_live(schedule)
        now = self.clock.now()
        plan = check_plan({**_plan_of(schedule, changes), **changes}, now)
        require_lead(self.leads, principal, schedule.bot, plan.lead)
        changed = replace(schedule, action=plan.action, when=plan.when, zone=plan.zone, lead=plan.lead, text=plan.text)
        if changed == schedule:
            return schedule
        following = next_run(plan.when, plan.zone, now) if schedule.state is State.PENDING else None
        return replace(changed, next_at=following, claim=None, in_step=False)


def _plan_of(schedule: Schedule, changes: Mapping[str, Any]) -> Mapping[str, Any]:
    """What it is now. Of what no longer sends a message, the message goes."""
    plan = {"action": schedule.action, "when": when_view(schedule.when), "time_zone": schedule.zone}
    if changes.get("action", schedule.action) != Action.SEND_MESSAGE:
        return plan
    return {**plan, "lead_id": schedule.lead, "text": schedule.text}
