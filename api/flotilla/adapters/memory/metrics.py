"""Metrics in memory."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from flotilla.adapters.memory.store import Store, require_own
from flotilla.domain.ids import BotId, TenantId
from flotilla.domain.metrics import DayMetrics, Tally


class MemoryMetrics:
    """Implements MetricsRepository. It remembers the changes that it counted for ever."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(self, tenant: TenantId, tallies: Sequence[Tally]) -> None:
        """See the port."""
        for one in tallies:
            require_own(tenant, one.tenant)
        with self._store.lock:
            for one in tallies:
                self._add(one)

    def _add(self, one: Tally) -> None:
        if (one.tenant, one.change) in self._store.counted:
            return
        self._store.counted.add((one.tenant, one.change))
        for day, counts in one.days.items():
            self._store.metrics.setdefault((one.tenant, day, one.bot), Counter()).update(counts)

    def list(self, tenant: TenantId, first: date, last: date, *, bot: BotId | None = None) -> tuple[DayMetrics, ...]:
        """See the port."""
        with self._store.lock:
            found = [
                DayMetrics(day, whose, dict(counts))
                for (owner, day, whose), counts in self._store.metrics.items()
                if owner == tenant and first <= day <= last and bot in (None, whose)
            ]
        return tuple(sorted(found, key=lambda one: (one.day, one.bot)))
