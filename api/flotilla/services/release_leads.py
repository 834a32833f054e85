"""Put the leads of a person who ended back to unassigned."""

from dataclasses import dataclass
from functools import partial

from flotilla.domain.audit import Subject, entry_by_system
from flotilla.domain.ids import AuditId, LeadId, TenantId, UserId
from flotilla.domain.lead_lists import LeadFilter
from flotilla.domain.selling import unassign
from flotilla.ports.clock import Clock, Ids
from flotilla.ports.repositories import LeadRepository, MemberRepository
from flotilla.services.retry import until_no_conflict

PAGE = 100
MOST_PAGES = 10
"""One call does so much at most; FinishReleases does the rest, and what a crash left."""


@dataclass(frozen=True, slots=True)
class ReleaseLeads:
    """Shared by the use cases that end a person's access. Safe to repeat; it ends when nothing is left to release."""

    leads: LeadRepository
    members: MemberRepository
    clock: Clock
    ids: Ids

    def __call__(self, tenant: TenantId, user: UserId) -> bool:
        """Whether all are released now. Won and lost leads stay with who closed them."""
        cursor: str | None = None
        for _ in range(MOST_PAGES):
            page = self.leads.list(tenant, LeadFilter(assigned_to=user), limit=PAGE, cursor=cursor)
            for lead in page.items:
                if not lead.closed:
                    until_no_conflict(partial(self._release, tenant, lead.id, user))
            cursor = page.next_cursor
            if cursor is None:
                self.members.released(tenant, user)
                return True
        return False

    def _release(self, tenant: TenantId, lead_id: LeadId, user: UserId) -> None:
        lead = self.leads.get(tenant, lead_id)
        if lead.assigned_to != user or lead.closed:
            return
        now = self.clock.now()
        released = unassign(lead, now)
        entry = entry_by_system(
            tenant, AuditId(self.ids.new()), now, "lead.released", Subject("lead", lead.id),
            {"assigned_to": user, "status": lead.status.value}, {"assigned_to": None, "status": released.status.value},
        )  # fmt: skip
        self.leads.save(tenant, released, audit=entry)
