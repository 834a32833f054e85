"""Change how far a lead is: what closing and reopening have in common."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from flotilla.domain.audit import Subject
from flotilla.domain.errors import ConflictError
from flotilla.domain.ids import LeadId
from flotilla.domain.leads import Lead
from flotilla.domain.people import Power, Principal
from flotilla.domain.selling import CLOSED
from flotilla.ports.clock import Clock, Ids
from flotilla.ports.repositories import ShownLeads
from flotilla.services.audited import audited
from flotilla.services.retry import until_no_conflict
from flotilla.services.show_lead import visible_lead

Step = Callable[[Lead, datetime], Lead]


@dataclass(frozen=True, slots=True)
class ChangeLead:
    """Reads the lead, changes it, and saves it with its entry in the audit log."""

    leads: ShownLeads
    clock: Clock
    ids: Ids

    def __call__(self, principal: Principal, lead_id: LeadId, action: str, step: Step) -> Lead:
        """The lead after the step, saved if that changed anything. Raise NotFoundError, and what the step raises."""
        principal.require(Power.LEADS_WRITE)
        return until_no_conflict(lambda: self._save(principal, lead_id, action, step), final=_is_final)

    def _save(self, principal: Principal, lead_id: LeadId, action: str, step: Step) -> Lead:
        lead = visible_lead(self.leads, principal, lead_id)
        now = self.clock.now()
        changed = step(lead, now)
        if changed == lead:
            return lead
        before, after = ({"status": one.status.value, "reason": one.close_reason} for one in (lead, changed))
        subject = Subject("lead", lead.id, lead.push_name)
        entry = audited(self.ids, principal, now, action, subject, before, after)
        return self.leads.save(principal.tenant, changed, audit=entry)


def _is_final(error: ConflictError) -> bool:
    return error.code == CLOSED
