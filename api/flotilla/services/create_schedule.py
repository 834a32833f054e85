"""Make a schedule."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from flotilla.domain.audit import Subject
from flotilla.domain.ids import BotId, ScheduleId
from flotilla.domain.people import Power, Principal
from flotilla.domain.planning import next_run
from flotilla.domain.schedules import Schedule, State
from flotilla.ports.clock import Clock, Ids
from flotilla.ports.repositories import (
    BotRepository,
    LimitNotes,
    ScheduleRepository,
    ShownLeads,
    TenantRepository,
)
from flotilla.ports.scheduler import Scheduler
from flotilla.services.audited import audited
from flotilla.services.retry import until_no_conflict
from flotilla.services.schedule_checks import require_lead, require_scheduling, told
from flotilla.services.schedule_fields import check_plan
from flotilla.services.tell_scheduler import TellScheduler
from flotilla.services.within_plan import WithinPlan


@dataclass(frozen=True, slots=True)
class CreateSchedule:
    """Stores what is to be done with a bot by the clock, and tells the clock."""

    schedules: ScheduleRepository
    bots: BotRepository
    leads: ShownLeads
    tenants: TenantRepository
    limit_notes: LimitNotes
    scheduler: Scheduler
    clock: Clock
    ids: Ids

    def __call__(self, principal: Principal, bot_id: BotId, plan: Mapping[str, Any]) -> Schedule:
        """The new schedule. `plan`: action, when, lead_id, text, and time_zone, which is the workspace's if left out.

        Raise InvalidInputError naming what can't be used, NotFoundError for the bot, ConflictError (`feature_off`,
        `workspace_deleted`), and LimitReachedError if the plan allows no more.
        """
        principal.require(Power.SCHEDULES_WRITE)
        require_scheduling(self.bots.get(principal.tenant, bot_id))
        tenant = self.tenants.get(principal.tenant)
        tenant.require_open()
        now = self.clock.now()
        checked = check_plan({"time_zone": tenant.time_zone, **plan}, now)
        require_lead(self.leads, principal, bot_id, checked.lead)
        schedule = Schedule(
            id=ScheduleId(self.ids.new()),
            tenant=principal.tenant,
            bot=bot_id,
            action=checked.action,
            when=checked.when,
            zone=checked.zone,
            state=State.PENDING,
            next_at=next_run(checked.when, checked.zone, now),
            created_by=principal.user,
            created_at=now,
            updated_at=now,
            lead=checked.lead,
            text=checked.text,
        )
        entry = audited(
            self.ids, principal, now, "schedule.created", Subject("schedule", schedule.id), after=told(schedule)
        )
        add = partial(self.schedules.add, principal.tenant, schedule, limit=tenant.quotas.schedules, audit=entry)
        WithinPlan(self.limit_notes, self.clock, self.tenants)(
            tenant, lambda: until_no_conflict(add, final=lambda error: error.code == "id_taken")
        )
        return TellScheduler(self.schedules, self.scheduler, self.clock)(schedule)
