"""Reopen a lead that was won or lost."""

from dataclasses import dataclass

from flotilla.domain.ids import LeadId
from flotilla.domain.leads import Lead
from flotilla.domain.people import Principal
from flotilla.domain.selling import reopen
from flotilla.ports.clock import Clock, Ids
from flotilla.ports.repositories import ShownLeads
from flotilla.services.change_lead import ChangeLead


@dataclass(frozen=True, slots=True)
class ReopenLead:
    """Takes back how it ended; it is with whom it was."""

    leads: ShownLeads
    clock: Clock
    ids: Ids

    def __call__(self, principal: Principal, lead_id: LeadId) -> Lead:
        """The open lead; nothing changes if it is open. Raise NotFoundError."""
        return ChangeLead(self.leads, self.clock, self.ids)(principal, lead_id, "lead.reopened", reopen)
