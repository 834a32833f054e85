"""Note the steps that leads went through, so that their histories tell them."""

from collections.abc import Sequence
from dataclasses import dataclass

from flotilla.domain.events import Change
from flotilla.domain.ids import TenantId
from flotilla.domain.lead_steps import LeadStep, steps_in
from flotilla.ports.repositories import HistoryRepository


@dataclass(frozen=True, slots=True)
class NoteSteps:
    """Keeps what changes of state tell of leads. Safe to repeat: each step is kept once."""

    history: HistoryRepository

    def __call__(self, changes: Sequence[Change]) -> None:
        """Raise UnavailableError if some can't be kept now; give all of them again then."""
        by_tenant: dict[TenantId, list[LeadStep]] = {}
        for change in changes:
            for step in steps_in(change):
                by_tenant.setdefault(step.tenant, []).append(step)
        for tenant, own in by_tenant.items():
            self.history.add(tenant, own)
