"""How far workspaces were looked through for what is too old, in memory."""

from flotilla.adapters.memory.store import Store
from flotilla.domain.ids import TenantId
from flotilla.domain.retention import Sweep


class MemoryRetentionSweeps:
    """Implements RetentionSweeps."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def find(self, tenant: TenantId) -> Sweep | None:
        """See the port."""
        return self._store.retention_sweeps.get(tenant)

    def save(self, tenant: TenantId, sweep: Sweep) -> None:
        """See the port."""
        self._store.retention_sweeps[tenant] = sweep
