"""Leases in memory."""

from dataclasses import replace

from flotilla.adapters.memory.store import Store
from flotilla.domain.errors import StaleHolderError
from flotilla.domain.ids import BotId, RunnerId, TenantId
from flotilla.domain.leases import Lease


class MemoryLeases:
    """Implements LeaseRepository."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def list(self) -> tuple[Lease, ...]:
        """See the port."""
        with self._store.lock:
            return tuple(self._store.leases.values())

    def find(self, tenant: TenantId, bot: BotId) -> Lease | None:
        """See the port."""
        found = self._store.leases.get(bot)
        return found if found is not None and found.tenant == tenant else None

    def acquire(self, tenant: TenantId, bot: BotId, runner: RunnerId, *, seen: Lease | None) -> Lease | None:
        """See the port."""
        with self._store.lock:
            stored = self._store.leases.get(bot)
            if _mark(stored) != _mark(seen) or (stored is not None and stored.tenant != tenant):
                return None
            bot_now = self._store.bots.get((tenant, bot))
            if stored is None and (bot_now is None or not bot_now.should_run):
                return None
            fence, counter = (stored.fence, stored.counter) if stored is not None else (0, 0)
            taken = Lease(tenant, bot, runner, fence=fence + 1, counter=counter + 1)
            self._store.leases[bot] = taken
            return taken

    def renew(self, lease: Lease) -> Lease:
        """See the port."""
        with self._store.lock:
            if not self._is_ours(lease):
                raise StaleHolderError("Another runner holds this bot by now.")
            renewed = replace(lease, counter=lease.counter + 1)
            self._store.leases[lease.bot] = renewed
            return renewed

    def release(self, lease: Lease) -> None:
        """See the port."""
        with self._store.lock:
            if self._is_ours(lease):
                stored = self._store.leases[lease.bot]
                self._store.leases[lease.bot] = replace(
                    stored, holder=None, connection=None, proven_at=None, health=None
                )

    def _is_ours(self, lease: Lease) -> bool:
        stored = self._store.leases.get(lease.bot)
        return (
            stored is not None
            and lease.holder is not None
            and (stored.tenant, stored.holder, stored.fence) == (lease.tenant, lease.holder, lease.fence)
        )


def _mark(lease: Lease | None) -> tuple[RunnerId | None, int, int] | None:
    return (lease.holder, lease.fence, lease.counter) if lease is not None else None
