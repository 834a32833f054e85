"""EventBridge Scheduler: schedules fire in their own time zone, within a second, and call functions one by one.

MiniStack reads every expression as UTC and looks every ten seconds. An `at()` without ActionAfterCompletion DELETE
fires again after a restart, because MiniStack keeps what fired in memory only: Flotilla's schedules always delete.
"""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from infra.local.emulator import calls, guard

#: Seconds between sweeps over the schedules.
TICK_SECONDS = 0.25

#: Account, region and name.
Key = tuple[str, str, str]

_AT = re.compile(r"^\s*at\((.+)\)\s*$")


def apply() -> None:
    """Replace MiniStack's sweep by one that honours ScheduleExpressionTimezone, four times a second."""
    scheduler = guard.private(
        "services.scheduler", "_SCHEDULE_TICK_INTERVAL", "_tick_schedules", "_schedules", "_schedule_last_fired",
        "_to_epoch", "set_request_account_id", "set_request_region", "new_uuid",
    )  # fmt: skip
    events = guard.private(
        "services.eventbridge", "_cron_next_fire", "_parse_cron_fields", "_parse_rate_seconds", "_invoke_target"
    )
    guard.takes(scheduler, "_tick_schedules")
    guard.takes(events, "_cron_next_fire", "fields", "after_dt")
    guard.takes(events, "_invoke_target", "target", "event", "rule", "view")
    calls.apply()
    sweep = Sweep(scheduler, events, calls.Line())
    scheduler._SCHEDULE_TICK_INTERVAL = TICK_SECONDS  # type: ignore[attr-defined]  # Replaced on purpose.
    scheduler._tick_schedules = sweep.run  # type: ignore[attr-defined]  # Replaced on purpose.


class Sweep:
    """One look at all schedules: fires what is due and forgets what is over.

    When each is due is reckoned once, not at each look: there may be thousands.
    """

    def __init__(self, scheduler: Any, events: Any, line: calls.Line) -> None:
        self._scheduler, self._events, self._line = scheduler, events, line
        self._reckoned: dict[Key, tuple[tuple[object, float | None], float | None]] = {}

    def run(self) -> None:
        """Fire every enabled schedule that is due now."""
        now = time.time()
        schedules = list(self._scheduler._schedules._data.items())
        for key, schedule in schedules:
            if schedule.get("State") == "ENABLED":
                self._visit(key, schedule, now)
        if len(self._reckoned) > len(schedules):
            self._reckoned = {key: self._reckoned[key] for key, _ in schedules if key in self._reckoned}

    def _visit(self, key: Key, schedule: dict[str, Any], now: float) -> None:
        start, end = (self._scheduler._to_epoch(schedule.get(edge)) for edge in ("StartDate", "EndDate"))
        if end is not None and now > end:
            self._complete(key, schedule)
            return
        if start is not None and now < start:
            return
        due = self._due_at(key, schedule, now)
        if due is None or now < due:
            return
        self._scheduler._schedule_last_fired[key] = now
        self._line.add(partial(self._fire, key, schedule, now))
        if _AT.match(schedule.get("ScheduleExpression", "")):
            self._complete(key, schedule)

    def _due_at(self, key: Key, schedule: dict[str, Any], now: float) -> float | None:
        fired = self._scheduler._schedule_last_fired.get(key)
        state = (schedule.get("LastModificationDate"), fired)
        known = self._reckoned.get(key)
        if known is None or known[0] != state:
            known = self._reckoned[key] = (state, self._reckon(schedule, fired, now))
        return known[1]

    def _reckon(self, schedule: dict[str, Any], fired: float | None, now: float) -> float | None:
        """When it is due next (seconds since the epoch), having fired last at a time or never; None is never again."""
        expression = schedule.get("ScheduleExpression", "")
        zone = ZoneInfo(schedule.get("ScheduleExpressionTimezone") or "UTC")
        moment = at_epoch(expression, zone)
        if moment is not None:
            return moment if fired is None else None
        # Edited, it counts from then: what its new time would have been before is past.
        last = max(fired or 0.0, float(schedule.get("LastModificationDate", now)))
        interval = self._events._parse_rate_seconds(expression)
        if interval is not None:
            return float(last + interval)
        fields = self._events._parse_cron_fields(expression)
        return self._next(fields, datetime.fromtimestamp(last, tz=zone)) if fields is not None else None

    def _next(self, fields: Any, after: datetime) -> float | None:
        """As AWS does it: what clocks leave out is skipped, and what they show twice is fired the first time."""
        following: datetime | None = self._events._cron_next_fire(fields, after)
        while following is not None:
            shown = datetime.fromtimestamp(following.timestamp(), tz=following.tzinfo)
            if shown.replace(tzinfo=None) == following.replace(tzinfo=None) and shown.fold == 0:
                return following.timestamp()
            following = self._events._cron_next_fire(fields, following)
        return None

    def _fire(self, key: Key, schedule: dict[str, Any], now: float) -> None:
        account, region, _ = key
        self._scheduler.set_request_account_id(account)
        self._scheduler.set_request_region(region)
        event = {
            "EventId": self._scheduler.new_uuid(),
            "Source": "aws.scheduler",
            "DetailType": "Scheduled Event",
            "Detail": "{}",
            "Time": now,
            "Resources": [schedule.get("Arn", "")],
            "Account": account,
            "Region": region,
        }
        self._events._invoke_target(schedule.get("Target") or {}, event, schedule)

    def _complete(self, key: Key, schedule: dict[str, Any]) -> None:
        if schedule.get("ActionAfterCompletion") == "DELETE":
            self._scheduler._schedules._data.pop(key, None)
            self._scheduler._schedule_last_fired.pop(key, None)


def at_epoch(expression: str, zone: ZoneInfo) -> float | None:
    """Seconds since the epoch of an `at(yyyy-mm-ddThh:mm:ss)` expression read in a time zone; None for other forms."""
    match = _AT.match(expression)
    if not match:
        return None
    try:
        moment = datetime.fromisoformat(match.group(1).strip())
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC).timestamp()
