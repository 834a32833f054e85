"""Tenants: the workspaces of the businesses that share one installation."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flotilla.domain.errors import ConflictError
from flotilla.domain.ids import TenantId
from flotilla.domain.plans import PLANS, Plan, Quotas

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

    def require_open(self) -> None:
        """Raise ConflictError (`workspace_deleted`) while the workspace waits for its removal."""
        if self.delete_at is not None:
            raise ConflictError("This workspace is being deleted. Restore it first.", code="workspace_deleted")


@dataclass(frozen=True, slots=True)
class Usage:
    """How much of its quotas a workspace uses. `owners` and `users` are the active ones."""

    owners: int = 0
    users: int = 0
    bots: int = 0
