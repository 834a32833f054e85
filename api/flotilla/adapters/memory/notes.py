"""Notes about leads in memory."""

from flotilla.adapters.cursors import read_cursor, write_cursor
from flotilla.adapters.memory.store import Store, require_own
from flotilla.domain.audit import AuditEntry
from flotilla.domain.ids import BotId, ChatId, TenantId
from flotilla.domain.notes import Note
from flotilla.domain.page import Page


class MemoryNotes:
    """Implements NoteRepository."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(self, tenant: TenantId, note: Note, *, audit: AuditEntry | None = None) -> None:
        """See the port."""
        require_own(tenant, note.tenant)
        with self._store.lock:
            self._store.note(tenant, audit)
            self._store.changed(None, note)
            self._store.notes.setdefault((tenant, note.bot, note.chat), {})[note.id] = note

    def list(
        self, tenant: TenantId, bot: BotId, chat: ChatId, *, limit: int = 50, cursor: str | None = None
    ) -> Page[Note]:
        """See the port."""
        scope = ("notes", tenant, bot, chat)
        before = read_cursor(scope, cursor)
        with self._store.lock:
            notes = list(self._store.notes.get((tenant, bot, chat), {}).values())
        fitting = sorted(
            (note for note in notes if before is None or note.id < before), key=lambda note: note.id, reverse=True
        )
        items = tuple(fitting[:limit])
        return Page(items, write_cursor(scope, items[-1].id) if len(fitting) > limit else None)
