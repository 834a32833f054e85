"""The audit log in memory."""

from datetime import datetime

from flotilla.adapters.cursors import read_cursor, write_cursor
from flotilla.adapters.memory.store import Store
from flotilla.domain.audit import AuditEntry, AuditFilter
from flotilla.domain.ids import TenantId
from flotilla.domain.page import Page


class MemoryAudit:
    """Implements AuditRepository."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(self, tenant: TenantId, entry: AuditEntry) -> None:
        """See the port."""
        with self._store.lock:
            self._store.note(tenant, entry)

    def list(
        self,
        tenant: TenantId,
        wanted: AuditFilter,
        *,
        since: datetime,
        until: datetime,
        limit: int = 50,
        cursor: str | None = None,
    ) -> Page[AuditEntry]:
        """See the port."""
        scope = ("audit", tenant)
        before = read_cursor(scope, cursor)
        with self._store.lock:
            mine = sorted(self._store.audit.get(tenant, ()), key=_sort_key, reverse=True)
        fitting = [
            entry
            for entry in mine
            if since <= entry.at <= until and wanted.matches(entry) and (before is None or _sort_key(entry) < before)
        ]
        items = tuple(fitting[:limit])
        return Page(items, write_cursor(scope, _sort_key(items[-1])) if len(fitting) > limit else None)


def _sort_key(entry: AuditEntry) -> str:
    return f"{entry.at:%Y-%m}#{entry.id}"
