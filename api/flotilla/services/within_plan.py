"""Refuse what a plan does not allow, and see that people are told of it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from flotilla.domain.errors import LimitReachedError
from flotilla.domain.limit_notes import QUIET, LimitNote
from flotilla.domain.tenants import Tenant, Usage
from flotilla.ports.clock import Clock
from flotilla.ports.repositories import LimitNotes, TenantRepository

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class WithinPlan:
    """Shared by the use cases that a plan can stop."""

    limit_notes: LimitNotes
    clock: Clock
    tenants: TenantRepository

    def __call__(self, tenant: Tenant, attempt: Callable[[], T], *, running: bool = False) -> T:
        """What the attempt returns. Raise its LimitReachedError, with the plan and what is used, and note it.

        `running`: of bots those that run are limited, and not those there are.
        """
        try:
            return attempt()
        except LimitReachedError as error:
            error.plan = tenant.plan
            error.used = _used(self.tenants.usage(tenant.id), "running" if running else error.limit)
            if error.limit is not None and error.allowed is not None:
                now = self.clock.now()
                note = LimitNote(tenant.id, error.limit, error.allowed, tenant.plan, now)
                self.limit_notes.put(tenant.id, note, unless_since=now - QUIET)
            raise


def _used(usage: Usage, what: str | None) -> int | None:
    """How much there is of what is counted; None of anything else, such as a feature."""
    counted = {"bots": usage.bots, "running": usage.running, "users": usage.users, "schedules": usage.schedules}
    return counted.get(what or "")
