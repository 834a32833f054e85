"""Leads in memory."""

from dataclasses import replace

from flotilla.adapters.cursors import read_cursor, write_cursor
from flotilla.adapters.memory.store import Store, require_own
from flotilla.domain.audit import AuditEntry
from flotilla.domain.errors import ConflictError, NotFoundError
from flotilla.domain.ids import LeadId, TenantId
from flotilla.domain.lead_lists import ANY, LeadFilter
from flotilla.domain.leads import Lead
from flotilla.domain.page import Page


class MemoryLeads:
    """Implements LeadRepository."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def get(self, tenant: TenantId, lead: LeadId) -> Lead:
        """See the port."""
        found = self._store.leads.get((tenant, lead))
        if found is None:
            raise NotFoundError("There is no such lead.")
        return found

    def list(
        self,
        tenant: TenantId,
        wanted: LeadFilter = ANY,
        *,
        limit: int = 50,
        cursor: str | None = None,
    ) -> Page[Lead]:
        """See the port."""
        scope = ("leads", tenant, *wanted.scope)
        before = read_cursor(scope, cursor)
        with self._store.lock:
            mine = [lead for (owner, _), lead in self._store.leads.items() if owner == tenant]
        fitting = sorted(
            (lead for lead in mine if wanted.matches(lead) and (before is None or lead.id < before)),
            key=lambda lead: lead.id,
            reverse=True,
        )
        items = tuple(fitting[:limit])
        return Page(items, write_cursor(scope, items[-1].id) if len(fitting) > limit else None)

    def save(self, tenant: TenantId, lead: Lead, *, audit: AuditEntry | None = None) -> Lead:
        """See the port."""
        require_own(tenant, lead.tenant)
        with self._store.lock:
            stored = self._store.leads.get((tenant, lead.id))
            if stored is None or stored.version != lead.version:
                raise ConflictError("Somebody else changed the lead meanwhile; look at it again.")
            self._store.note(tenant, audit)
            saved = replace(lead, version=lead.version + 1)
            self._store.changed(stored, saved)
            self._store.leads[tenant, lead.id] = saved
            return saved
