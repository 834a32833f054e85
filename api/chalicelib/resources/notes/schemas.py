"""Notes about leads."""

from typing import Annotated

from pydantic import StringConstraints

from chalicelib.resources.schemas import Answer, Body, Id, NextCursor, Time

NoteText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2_000)]


class AddNoteBody(Body):
    """What the others should know."""

    text: NoteText


class NoteAnswer(Answer):
    """A note. The customer never sees it."""

    id: Id
    bot_id: Id
    lead_id: Id
    author: Id
    author_name: str
    text: str
    at: Time


class NoteListAnswer(Answer):
    """One page of notes, newest first."""

    items: list[NoteAnswer]
    next_cursor: NextCursor
