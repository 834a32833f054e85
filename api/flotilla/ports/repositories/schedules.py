"""Schedules, and what came of their planned times."""

from typing import Protocol

from flotilla.domain.audit import AuditEntry
from flotilla.domain.ids import BotId, ScheduleId, TenantId
from flotilla.domain.page import Page
from flotilla.domain.schedules import Execution, Schedule, State


class ScheduleRepository(Protocol):
    """Schedules of a tenant."""

    def get(self, tenant: TenantId, schedule: ScheduleId) -> Schedule:
        """Strongly consistent. Raise NotFoundError if there is none."""
        ...

    def add(
        self, tenant: TenantId, schedule: Schedule, *, limit: int | None = None, audit: AuditEntry | None = None
    ) -> None:
        """Raise ConflictError if the id is taken, LimitReachedError if the tenant has `limit` live ones already."""
        ...

    def save(
        self,
        tenant: TenantId,
        before: Schedule,
        after: Schedule,
        *,
        run: Execution | None = None,
        audit: AuditEntry | None = None,
    ) -> Schedule:
        """Store a change of what was read, together with what came of a planned time.

        Raise ConflictError if it changed meanwhile. One that has ended is given back to the quota.
        """
        ...

    def list(
        self,
        tenant: TenantId,
        *,
        bot: BotId | None = None,
        states: frozenset[State] = frozenset(State),
        limit: int = 50,
        cursor: str | None = None,
    ) -> Page[Schedule]:
        """Newest first. A page may hold fewer than `limit` and still have a next one.

        Raise InvalidInputError for a cursor that isn't one of this list's.
        """
        ...

    def runs(
        self, tenant: TenantId, schedule: ScheduleId, *, limit: int = 50, cursor: str | None = None
    ) -> Page[Execution]:
        """What came of planned times in the last 90 days, newest first. Raise InvalidInputError like `list`."""
        ...

    def remove_all(self, tenant: TenantId, bot: BotId, *, limit: int = 200) -> int:
        """Remove up to `limit` of a bot's schedules with their history; how many. Safe to repeat until it is none."""
        ...
