"""Removal of workspaces and their files in memory."""

from typing import Any

from flotilla.adapters.memory.store import Store
from flotilla.domain.ids import TenantId


class MemoryTenantRemoval:
    """Implements TenantRemoval."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def step(self, tenant: TenantId, *, limit: int = 500) -> bool:
        """See the port."""
        store = self._store
        with store.lock:
            tables: tuple[dict[Any, Any], ...] = (
                store.leads,
                store.chats,
                store.messages,
                store.notes,
                store.sessions,
                store.bots,
                store.invitations,
            )
            for table in tables:
                mine = [key for key in table if key[0] == tenant]
                for key in mine[:limit]:
                    del table[key]
                if mine:
                    return True
            store.audit.pop(tenant, None)
            store.invitation_links = {link: key for link, key in store.invitation_links.items() if key[0] != tenant}
            store.leases = {bot: lease for bot, lease in store.leases.items() if lease.tenant != tenant}
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


class MemoryFiles:
    """Implements Files; `files` maps each tenant to the names of its files."""

    def __init__(self) -> None:
        self.files: dict[TenantId, set[str]] = {}

    def remove_all(self, tenant: TenantId) -> None:
        """See the port."""
        self.files.pop(tenant, None)
