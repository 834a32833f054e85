"""The governor's counts in memory."""

from datetime import date, datetime

from flotilla.adapters.memory.store import Store
from flotilla.domain.errors import NotFoundError
from flotilla.domain.governor import Tally
from flotilla.domain.ids import BotId, TenantId


class MemorySendTallies:
    """Implements SendTallies."""

    def __init__(self, store: Store) -> None:
        self._lock = store.lock
        self._owners: dict[BotId, TenantId] = {}
        self._days: dict[tuple[BotId, date], tuple[int, int]] = {}
        self._hours: dict[tuple[BotId, date, int], int] = {}

    def read(self, tenant: TenantId, bot: BotId, now: datetime) -> Tally:
        """See the port."""
        with self._lock:
            if self._owners.get(bot) != tenant:
                return Tally()
            day, first_contacts = self._days.get((bot, now.date()), (0, 0))
            return Tally(self._hours.get((bot, now.date(), now.hour), 0), day, first_contacts)

    def count(self, tenant: TenantId, bot: BotId, now: datetime, *, first_contact: bool) -> Tally:
        """See the port."""
        with self._lock:
            if self._owners.setdefault(bot, tenant) != tenant:
                raise NotFoundError("There is no such bot.")
            before = self.read(tenant, bot, now)
            self._days[bot, now.date()] = (before.day + 1, before.first_contacts + int(first_contact))
            self._hours[bot, now.date(), now.hour] = before.hour + 1
            return self.read(tenant, bot, now)
