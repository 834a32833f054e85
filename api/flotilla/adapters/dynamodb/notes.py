"""Notes about leads in DynamoDB."""

from itertools import islice

from pynamodb.expressions.operand import Path

from flotilla.adapters.cursors import read_cursor, write_cursor
from flotilla.adapters.dynamodb import keys
from flotilla.adapters.dynamodb.audit import note as note_in_audit
from flotilla.adapters.dynamodb.codecs.notes import read_note, write_note
from flotilla.adapters.dynamodb.conditions import new
from flotilla.adapters.dynamodb.database import Database, Transaction
from flotilla.adapters.dynamodb.own import require_own
from flotilla.domain.audit import AuditEntry
from flotilla.domain.ids import BotId, ChatId, NoteId, TenantId
from flotilla.domain.notes import Note
from flotilla.domain.page import Page

_NEWEST = NoteId("~")
"""Sorts after every id."""


class DynamoNotes:
    """Implements NoteRepository."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, tenant: TenantId, note: Note, *, audit: AuditEntry | None = None) -> None:
        """See the port."""
        require_own(tenant, note.tenant)
        transaction = Transaction()
        self._database.put(transaction, write_note(note), new())
        note_in_audit(self._database, transaction, tenant, audit)
        self._database.commit(transaction)

    def list(
        self, tenant: TenantId, bot: BotId, chat: ChatId, *, limit: int = 50, cursor: str | None = None
    ) -> Page[Note]:
        """See the port."""
        scope = ("notes", tenant, bot, chat)
        before = read_cursor(scope, cursor)
        last = keys.note(tenant, bot, chat, NoteId(before) if before is not None else _NEWEST)
        found = self._database.main.query(
            last.pk,
            sort=Path("sk").between(keys.NOTE_PREFIX, last.sk),
            newest_first=True,
            page_size=limit + 2,
            consistent=True,
        )
        # Both ends of the range are in it: the note that the cursor names was on the page before.
        notes = tuple(islice((note for note in map(read_note, found) if note.id != before), limit + 1))
        items = notes[:limit]
        return Page(items, write_cursor(scope, items[-1].id) if len(notes) > limit else None)
