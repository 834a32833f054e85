"""Leads' histories in memory."""

from collections.abc import Sequence

from flotilla.adapters.cursors import read_cursor, write_cursor
from flotilla.adapters.memory.store import Store, require_own
from flotilla.domain.ids import LeadId, TenantId
from flotilla.domain.lead_steps import LeadStep
from flotilla.domain.page import Page


class MemoryHistory:
    """Implements HistoryRepository."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(self, tenant: TenantId, steps: Sequence[LeadStep]) -> None:
        """See the port."""
        for step in steps:
            require_own(tenant, step.tenant)
        with self._store.lock:
            for step in steps:
                self._store.steps.setdefault((tenant, step.lead), {})[step.id] = step

    def list(
        self, tenant: TenantId, leads: Sequence[LeadId], *, limit: int = 50, cursor: str | None = None
    ) -> Page[LeadStep]:
        """See the port."""
        scope = ("history", tenant, *leads)
        before = read_cursor(scope, cursor)
        with self._store.lock:
            steps = [step for lead in leads for step in self._store.steps.get((tenant, lead), {}).values()]
        fitting = sorted((step for step in steps if before is None or _place(step) < before), key=_place, reverse=True)
        items = tuple(fitting[:limit])
        return Page(items, write_cursor(scope, _place(items[-1])) if len(fitting) > limit else None)


def _place(step: LeadStep) -> str:
    return f"{step.at.isoformat(timespec='microseconds')}#{step.id}"
