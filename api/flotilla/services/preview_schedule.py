"""Show when a schedule would run, before it is saved."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flotilla.domain.people import Power, Principal
from flotilla.domain.planning import Odd, next_runs, oddities
from flotilla.domain.schedule_views import sentence
from flotilla.domain.schedules import Action
from flotilla.ports.clock import Clock
from flotilla.ports.repositories import TenantRepository
from flotilla.services.schedule_fields import check_plan

RUNS = 5


@dataclass(frozen=True, slots=True)
class Preview:
    """The next planned moments, what the schedule does in a sentence, and what summer time does to it."""

    runs: tuple[datetime, ...]
    sentence: str
    odd: tuple[Odd, ...]
    zone: str


@dataclass(frozen=True, slots=True)
class PreviewSchedule:
    """Reckons; it stores nothing."""

    tenants: TenantRepository
    clock: Clock

    def __call__(self, principal: Principal, plan: Mapping[str, Any]) -> Preview:
        """Of a plan with `when`, `action` (enable if left out) and `time_zone` (the workspace's if left out).

        Raise InvalidInputError naming what can't be used.
        """
        principal.require(Power.SCHEDULES_READ)
        now = self.clock.now()
        action = Action(plan.get("action", Action.ENABLE))
        zone = plan.get("time_zone") or self.tenants.get(principal.tenant).time_zone
        checked = check_plan({"action": Action.ENABLE, "when": plan.get("when"), "time_zone": zone}, now)
        return Preview(
            next_runs(checked.when, checked.zone, now, RUNS),
            sentence(action, checked.when, checked.zone),
            oddities(checked.when, checked.zone, now),
            checked.zone,
        )
