"""Notes that people write to each other about a lead."""

from chalicelib.http.endpoints import Call
from chalicelib.resources.notes.schemas import AddNoteBody, NoteAnswer, NoteListAnswer
from chalicelib.resources.schemas import PageQuery
from chalicelib.web import Resource
from flotilla import bootstrap
from flotilla.domain.ids import LeadId
from flotilla.domain.people import Power
from flotilla.domain.views import View, note_view

notes = Resource("notes")


@notes.endpoint("GET", "/leads/{lead_id}/notes", access=Power.LEADS_READ, returns=NoteListAnswer)
def list_notes(call: Call, lead_id: LeadId, query: PageQuery) -> View:
    """List the notes about a lead, newest first."""
    page = bootstrap.services().list_notes(call.principal, lead_id, limit=query.limit, cursor=query.cursor)
    return {"items": [note_view(note) for note in page.items], "next_cursor": page.next_cursor}


@notes.endpoint("POST", "/leads/{lead_id}/notes", access=Power.LEADS_WRITE, returns=NoteAnswer, status=201)
def add_note(call: Call, lead_id: LeadId, body: AddNoteBody) -> View:
    """Write a note about a lead. The customer never sees it."""
    return note_view(bootstrap.services().add_note(call.principal, lead_id, body.text))
