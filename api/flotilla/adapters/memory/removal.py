"""Removal of workspaces and bots in memory."""

from typing import Any

from flotilla.adapters.memory.store import Store
from flotilla.domain.errors import ConflictError
from flotilla.domain.ids import BotId, TenantId


class MemoryTenantRemoval:
    """Implements TenantRemoval."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def step(self, tenant: TenantId, *, limit: int = 500) -> bool:
        """See the port."""
        store = self._store
        with store.lock:
            store.leases = {bot: lease for bot, lease in store.leases.items() if lease.tenant != tenant}
            tables: tuple[dict[Any, Any], ...] = (
                store.leads,
                store.chats,
                store.messages,
                store.notes,
                store.steps,
                store.sessions,
                store.runs,
                store.schedules,
                store.bots,
                store.invitations,
                store.pictures,
                store.uploads,
                store.metrics,
                store.limit_notes,
            )
            for table in tables:
                mine = [key for key in table if key[0] == tenant]
                for key in mine[:limit]:
                    del table[key]
                if mine:
                    return True
            store.audit.pop(tenant, None)
            store.active = {one for one in store.active if one[0] != tenant}
            store.billing.pop(tenant, None)
            store.retention_sweeps.pop(tenant, None)
            store.customers = {customer: owner for customer, owner in store.customers.items() if owner != tenant}
            store.invitation_links = {link: key for link, key in store.invitation_links.items() if key[0] != tenant}
            self._remove_people(tenant)
            store.tenants.pop(tenant, None)
            if store.default_tenant == tenant:
                store.default_tenant = None
            return False

    def _remove_people(self, tenant: TenantId) -> None:
        store = self._store
        for owner, user in [key for key in store.members if key[0] == tenant]:
            del store.members[owner, user]
            if not any(key[1] == user for key in store.members):
                store.users.pop(user, None)
        store.releases = {one for one in store.releases if one[0] != tenant}


class MemoryBotRemoval:
    """Implements BotRemoval."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def step(self, tenant: TenantId, bot: BotId, *, limit: int = 500) -> bool:
        """See the port."""
        store = self._store
        with store.lock:
            stored = store.bots.get((tenant, bot))
            if stored is None:
                return False
            if not stored.deleted:
                raise ConflictError("Only a deleted bot can be removed.")
            store.leases.pop(bot, None)
            tables: tuple[dict[Any, Any], ...] = (store.chats, store.messages, store.notes, store.pictures)
            for table in tables:
                mine = [key for key in table if key[:2] == (tenant, bot)]
                for key in mine[:limit]:
                    del table[key]
                if mine:
                    return True
            for one in store.leads.values():
                if (one.tenant, one.bot) == (tenant, bot):
                    for lead in (one.id, *one.absorbed):
                        store.steps.pop((tenant, lead), None)
            store.leads = {key: one for key, one in store.leads.items() if (one.tenant, one.bot) != (tenant, bot)}
            store.sessions.pop((tenant, bot), None)
            del store.bots[tenant, bot]
            return False
