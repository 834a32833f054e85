"""Write a note about a lead."""

from dataclasses import dataclass

from flotilla.domain.audit import Subject
from flotilla.domain.errors import InvalidInputError
from flotilla.domain.ids import LeadId, NoteId
from flotilla.domain.notes import Note
from flotilla.domain.people import Power, Principal
from flotilla.ports.clock import Clock, Ids
from flotilla.ports.repositories import NoteRepository, ShownLeads
from flotilla.services.audited import audited
from flotilla.services.show_lead import visible_lead

MAX_NOTE = 2_000


@dataclass(frozen=True, slots=True)
class AddNote:
    """Keeps what a person wants the others to know. The customer never sees it."""

    leads: ShownLeads
    notes: NoteRepository
    clock: Clock
    ids: Ids

    def __call__(self, principal: Principal, lead_id: LeadId, text: str) -> Note:
        """The note. Raise InvalidInputError for an empty or too long text, and NotFoundError."""
        principal.require(Power.LEADS_WRITE)
        said = text.strip()
        if not 1 <= len(said) <= MAX_NOTE:
            raise InvalidInputError("The note can't be used.", fields={"text": f"1 to {MAX_NOTE} characters."})
        lead = visible_lead(self.leads, principal, lead_id)
        now = self.clock.now()
        note = Note(
            NoteId(self.ids.new()), lead.tenant, lead.bot, lead.chat, lead.id, principal.user, principal.name, said, now
        )
        # What notes say about a customer stays with the customer's data: the audit log outlives it.
        subject, told = Subject("lead", lead.id, lead.push_name), {"note_id": note.id, "length": len(said)}
        entry = audited(self.ids, principal, now, "lead.noted", subject, after=told)
        self.notes.add(principal.tenant, note, audit=entry)
        return note
