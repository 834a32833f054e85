"""Schedules in DynamoDB, and the fleet's view of them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from itertools import islice

from pynamodb.expressions.operand import Path

from flotilla.adapters.cursors import read_cursor, write_cursor
from flotilla.adapters.dynamodb import keys
from flotilla.adapters.dynamodb.audit import note
from flotilla.adapters.dynamodb.codecs.schedules import read_run, read_schedule, write_run, write_schedule
from flotilla.adapters.dynamodb.conditions import is_, new
from flotilla.adapters.dynamodb.database import Database, Transaction
from flotilla.adapters.dynamodb.keys import Key
from flotilla.adapters.dynamodb.own import require_own
from flotilla.adapters.dynamodb.usage import commit_counted, count_schedules
from flotilla.adapters.dynamodb.values import write_time
from flotilla.domain.audit import AuditEntry
from flotilla.domain.errors import ConflictError, NotFoundError
from flotilla.domain.ids import BotId, ScheduleId, TenantId
from flotilla.domain.page import Page
from flotilla.domain.schedules import Execution, Schedule, State

MOST_SCANNED = 1_000
"""So many schedules are looked at for one page; what is rare is then found a page later."""

_PAGE = 200


class DynamoSchedules:
    """Implements ScheduleRepository. History lies in the runtime table, which forgets it by itself."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._table = database.main

    def get(self, tenant: TenantId, schedule: ScheduleId) -> Schedule:
        """See the port."""
        item = self._table.get(keys.schedule(tenant, schedule))
        if item is None:
            raise NotFoundError("There is no such schedule.")
        return read_schedule(item)

    def add(
        self, tenant: TenantId, schedule: Schedule, *, limit: int | None = None, audit: AuditEntry | None = None
    ) -> None:
        """See the port."""
        require_own(tenant, schedule.tenant)
        transaction = Transaction()
        note(self._database, transaction, tenant, audit)
        self._database.put(transaction, write_schedule(schedule), new())
        refused = count_schedules(self._database, transaction, tenant, +1, limit)
        taken = ConflictError("There is a schedule with this id already.", code="id_taken")
        commit_counted(self._database, transaction, refused, taken)

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
        saved = replace(after, version=before.version + 1)
        transaction = Transaction()
        note(self._database, transaction, tenant, audit)
        self._database.put(transaction, write_schedule(saved), is_("version", before.version))
        if run is not None:
            self._database.put(transaction, write_run(run), None, table=self._database.runtime)
        if before.live and not saved.live:
            count_schedules(self._database, transaction, tenant, -1)
        changed = ConflictError("Somebody else changed the schedule meanwhile; look at it again.")
        commit_counted(self._database, transaction, None, changed)
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
        found: list[Schedule] = []
        last = ""
        for scanned, schedule in enumerate(self._newest_first(tenant, bot, read_cursor(scope, cursor))):
            if len(found) == limit or scanned == MOST_SCANNED:
                return Page(tuple(found), write_cursor(scope, last))
            if schedule.state in states:
                found.append(schedule)
            last = schedule.id
        return Page(tuple(found), None)

    def _newest_first(self, tenant: TenantId, bot: BotId | None, before: str | None) -> Iterator[Schedule]:
        pk = keys.schedule(tenant, ScheduleId("")).pk
        if bot is None:
            sort = Path("sk") < before if before is not None else None
            items = self._table.query(pk, sort=sort, newest_first=True, page_size=_PAGE, consistent=True)
        else:
            first, end = keys.schedule_order(bot, ScheduleId("")), keys.schedule_order(bot, ScheduleId(before or "~"))
            items = self._table.query(
                pk, index="by_order", sort=Path("order").between(first, end), newest_first=True, page_size=_PAGE,
                consistent=True,
            )  # fmt: skip
        # A range between two ends has both in it.
        return (schedule for schedule in map(read_schedule, items) if schedule.id != before)

    def runs(
        self, tenant: TenantId, schedule: ScheduleId, *, limit: int = 50, cursor: str | None = None
    ) -> Page[Execution]:
        """See the port."""
        scope = ("runs", tenant, schedule)
        before = read_cursor(scope, cursor)
        found = self._database.runtime.query(
            keys.run(tenant, schedule, "").pk,
            sort=Path("sk") < before if before is not None else None,
            newest_first=True,
            page_size=limit + 1,
            consistent=True,
        )
        runs = [read_run(item, schedule) for item in islice(found, limit + 1)]
        items = tuple(runs[:limit])
        return Page(items, write_cursor(scope, write_time(items[-1].planned) or "") if len(runs) > limit else None)

    def remove_all(self, tenant: TenantId, bot: BotId, *, limit: int = 200) -> int:
        """See the port."""
        doomed = tuple(islice(self._newest_first(tenant, bot, None), limit))
        for schedule in doomed:
            self._remove(schedule)
        return len(doomed)

    def _remove(self, schedule: Schedule) -> None:
        """It goes with its place in the quota, after its history."""
        tenant = schedule.tenant
        runs = self._database.runtime.query(keys.run(tenant, schedule.id, "").pk, consistent=True)
        self._database.runtime.delete_all([Key(item["pk"], item["sk"]) for item in runs])
        transaction = Transaction()
        self._database.delete(transaction, keys.schedule(tenant, schedule.id), is_("version", schedule.version))
        if schedule.live:
            count_schedules(self._database, transaction, tenant, -1)
        changed = ConflictError("A schedule of the bot is being changed; try again.")
        commit_counted(self._database, transaction, None, changed)


class DynamoScheduleFleet:
    """Implements ScheduleFleet."""

    def __init__(self, database: Database) -> None:
        self._table = database.main

    def due(self, now: datetime, *, limit: int = 200) -> tuple[Schedule, ...]:
        """See the port."""
        until = keys.due_at(write_time(now) or "", ScheduleId("~"))
        items = self._table.query(keys.SCHEDULES, index="gsi1", sort=Path("gsi1sk") <= until, page_size=limit)
        return tuple(map(read_schedule, islice(items, limit)))

    def pending(self) -> Iterator[Schedule]:
        """See the port."""
        first = keys.due_at("", ScheduleId(""))[:2]
        return map(read_schedule, self._table.query(keys.SCHEDULES, index="gsi1", sort=Path("gsi1sk") >= first))
