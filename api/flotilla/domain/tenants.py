"""Tenants: the workspaces of the businesses that share one installation."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flotilla.domain.errors import ConflictError, LimitReachedError
from flotilla.domain.ids import TenantId
from flotilla.domain.plans import PLANS, Plan, PlanFeature, Quotas

DELETION_GRACE = timedelta(days=7)
"""For so long people can change their minds after they deleted a workspace."""


@dataclass(frozen=True, slots=True)
class Tenant:
    """One business; everything else belongs to exactly one of them.

    `retention_days`: how long conversations are kept, None for ever. `delete_at`: when all of it is removed for good.
    """

    id: TenantId
    name: str
    time_zone: str
    language: str
    created_at: datetime
    retention_days: int | None = None
    plan: Plan = Plan.FREE
    delete_at: datetime | None = None
    version: int = 1

    @property
    def quotas(self) -> Quotas:
        """What its plan allows."""
        return PLANS[self.plan]

    def require_feature(self, feature: PlanFeature) -> None:
        """Raise LimitReachedError if its plan comes without it."""
        if feature not in self.quotas.features:
            raise LimitReachedError("Your plan comes without this.", limit=feature.value, allowed=0)

    def require_open(self) -> None:
        """Raise ConflictError (`workspace_deleted`) while the workspace waits for its removal."""
        if self.delete_at is not None:
            raise ConflictError("This workspace is being deleted. Restore it first.", code="workspace_deleted")


@dataclass(frozen=True, slots=True)
class Usage:
    """How much of its quotas a workspace uses. `owners` and `users` are the active ones, `schedules` the live ones.

    `running`: how many of the bots should run.
    """

    owners: int = 0
    users: int = 0
    bots: int = 0
    schedules: int = 0
    running: int = 0
