"""List the notes about a lead."""

from dataclasses import dataclass

from flotilla.domain.ids import LeadId
from flotilla.domain.notes import Note
from flotilla.domain.page import Page
from flotilla.domain.people import Power, Principal
from flotilla.ports.repositories import NoteRepository, ShownLeads
from flotilla.services.list_leads import check_limit
from flotilla.services.show_lead import visible_lead


@dataclass(frozen=True, slots=True)
class ListNotes:
    """Reads notes, newest first."""

    leads: ShownLeads
    notes: NoteRepository

    def __call__(self, principal: Principal, lead_id: LeadId, limit: int = 50, cursor: str | None = None) -> Page[Note]:
        """One page. Raise NotFoundError, and InvalidInputError for a bad limit or cursor."""
        principal.require(Power.LEADS_READ)
        lead = visible_lead(self.leads, principal, lead_id)
        return self.notes.list(principal.tenant, lead.bot, lead.chat, limit=check_limit(limit), cursor=cursor)
