"""Schedules in memory, the fleet's view of them, and a clock that fires when a test says so."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from flotilla.adapters.cursors import read_cursor, write_cursor
from flotilla.adapters.memory.store import Store, require_own
from flotilla.domain.audit import AuditEntry
from flotilla.domain.errors import ConflictError, LimitReachedError, NotFoundError
from flotilla.domain.ids import BotId, ScheduleId, TenantId
from flotilla.domain.page import Page
from flotilla.domain.schedules import Execution, Schedule, State
from flotilla.ports.scheduler import Entry, EntryName


class MemorySchedules:
    """Implements ScheduleRepository."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def get(self, tenant: TenantId, schedule: ScheduleId) -> Schedule:
        """See the port."""
        found = self._store.schedules.get((tenant, schedule))
        if found is None:
            raise NotFoundError("There is no such schedule.")
        return found

    def add(
        self, tenant: TenantId, schedule: Schedule, *, limit: int | None = None, audit: AuditEntry | None = None
    ) -> None:
        """See the port."""
        require_own(tenant, schedule.tenant)
        with self._store.lock:
            if (tenant, schedule.id) in self._store.schedules:
                raise ConflictError("There is a schedule with this id already.", code="id_taken")
            live = sum(one.live for (owner, _), one in self._store.schedules.items() if owner == tenant)
            if limit is not None and live >= limit:
                raise LimitReachedError(f"Your plan allows {limit} schedules.", limit="schedules", allowed=limit)
            self._store.note(tenant, audit)
            self._store.changed(None, schedule)
            self._store.schedules[tenant, schedule.id] = schedule

    def save(
        self,
        tenant: TenantId,
        before: Schedule,
        after: Schedule,
        *,
        run: Execution | None = None,
        audit: AuditEntry | None = None,
    ) -> Schedule:
        """See the port."""
        require_own(tenant, after.tenant)
        with self._store.lock:
            stored = self._store.schedules.get((tenant, after.id))
            if stored is None or stored.version != before.version:
                raise ConflictError("Somebody else changed the schedule meanwhile; look at it again.")
            self._store.note(tenant, audit)
            saved = replace(after, version=before.version + 1)
            self._store.changed(stored, saved)
            self._store.schedules[tenant, after.id] = saved
            if run is not None:
                self._store.runs.setdefault((tenant, after.id), {})[run.planned] = run
            return saved

    def list(
        self,
        tenant: TenantId,
        *,
        bot: BotId | None = None,
        states: frozenset[State] = frozenset(State),
        limit: int = 50,
        cursor: str | None = None,
    ) -> Page[Schedule]:
        """See the port."""
        scope = ("schedules", tenant, bot or "", *sorted(states))
        before = read_cursor(scope, cursor)
        with self._store.lock:
            mine = [one for (owner, _), one in self._store.schedules.items() if owner == tenant]
        fitting = [one for one in mine if bot in (None, one.bot) and one.state in states]
        fitting = [one for one in fitting if before is None or one.id < before]
        items = tuple(sorted(fitting, key=lambda one: one.id, reverse=True)[:limit])
        return Page(items, write_cursor(scope, items[-1].id) if len(fitting) > limit else None)

    def runs(
        self, tenant: TenantId, schedule: ScheduleId, *, limit: int = 50, cursor: str | None = None
    ) -> Page[Execution]:
        """See the port."""
        scope = ("runs", tenant, schedule)
        before = read_cursor(scope, cursor)
        with self._store.lock:
            runs = list(self._store.runs.get((tenant, schedule), {}).values())
        fitting = [run for run in runs if before is None or run.planned < datetime.fromisoformat(before)]
        items = tuple(sorted(fitting, key=lambda run: run.planned, reverse=True)[:limit])
        return Page(items, write_cursor(scope, items[-1].planned.isoformat()) if len(fitting) > limit else None)

    def remove_all(self, tenant: TenantId, bot: BotId, *, limit: int = 200) -> int:
        """See the port."""
        with self._store.lock:
            theirs = [key for key, one in self._store.schedules.items() if key[0] == tenant and one.bot == bot]
            for key in theirs[:limit]:
                self._store.runs.pop(key, None)
                self._store.changed(self._store.schedules.pop(key), None)
        return len(theirs[:limit])


class MemoryScheduleFleet:
    """Implements ScheduleFleet."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def due(self, now: datetime, *, limit: int = 200) -> tuple[Schedule, ...]:
        """See the port."""
        with self._store.lock:
            untold = sorted((one for one in self._store.schedules.values() if not one.in_step), key=lambda one: one.id)
        come = [one for one in self.pending() if one.next_at is not None and one.next_at <= now]
        return tuple([*untold, *come][:limit])

    def pending(self) -> Iterator[Schedule]:
        """See the port."""
        with self._store.lock:
            told = [one for one in self._store.schedules.values() if one.in_step]
        waiting = sorted((one.next_at, one.id, one) for one in told if one.next_at is not None)
        return (one for _, _, one in waiting)


class MemoryScheduler:
    """Implements Scheduler; `entries` is what would fire."""

    def __init__(self) -> None:
        self.entries: dict[EntryName, Entry] = {}

    def put(self, entry: Entry) -> None:
        """See the port."""
        self.entries[entry.name] = entry

    def remove(self, name: EntryName) -> None:
        """See the port."""
        self.entries.pop(name, None)

    def names(self) -> Iterator[EntryName]:
        """See the port."""
        return iter(tuple(self.entries))
