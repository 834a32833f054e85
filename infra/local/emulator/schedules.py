"""EventBridge Scheduler: schedules fire in their own time zone, within a second.

MiniStack reads every expression as UTC and looks every ten seconds. An `at()` without ActionAfterCompletion DELETE
fires again after a restart, because MiniStack keeps what fired in memory only: Flotilla's schedules always delete.
"""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from infra.local.emulator import guard

#: Seconds between sweeps over the schedules.
TICK_SECONDS = 0.5

_AT = re.compile(r"^\s*at\((.+)\)\s*$")


def apply() -> None:
    """Replace MiniStack's sweep by one that honours ScheduleExpressionTimezone, twice a second."""
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
    sweep = Sweep(scheduler, events)
    scheduler._SCHEDULE_TICK_INTERVAL = TICK_SECONDS  # type: ignore[attr-defined]  # Replaced on purpose.
    scheduler._tick_schedules = sweep.run  # type: ignore[attr-defined]  # Replaced on purpose.


class Sweep:
    """One look at all schedules: fires what is due and forgets what is over."""

    def __init__(self, scheduler: Any, events: Any) -> None:
        self._scheduler, self._events = scheduler, events

    def run(self) -> None:
        """Fire every enabled schedule that is due now."""
        now = time.time()
        for key, schedule in list(self._scheduler._schedules._data.items()):
            if schedule.get("State") == "ENABLED":
                self._visit(key, schedule, now)

    def _visit(self, key: tuple[str, str, str], schedule: dict[str, Any], now: float) -> None:
        start, end = (self._scheduler._to_epoch(schedule.get(edge)) for edge in ("StartDate", "EndDate"))
        if end is not None and now > end:
            self._complete(key, schedule)
            return
        if start is not None and now < start:
            return
        once = _AT.match(schedule.get("ScheduleExpression", ""))
        if not self._due(key, schedule, now):
            return
        self._scheduler._schedule_last_fired[key] = now
        self._fire(key, schedule, now)
        if once:
            self._complete(key, schedule)

    def _due(self, key: tuple[str, str, str], schedule: dict[str, Any], now: float) -> bool:
        expression, fired = schedule.get("ScheduleExpression", ""), self._scheduler._schedule_last_fired
        zone = ZoneInfo(schedule.get("ScheduleExpressionTimezone") or "UTC")
        moment = at_epoch(expression, zone)
        if moment is not None:
            return now >= moment and key not in fired
        last = fired.setdefault(key, schedule.get("LastModificationDate", now))
        interval = self._events._parse_rate_seconds(expression)
        if interval is not None:
            return bool(now - last >= interval)
        fields = self._events._parse_cron_fields(expression)
        if fields is None:
            return False
        following = self._events._cron_next_fire(fields, datetime.fromtimestamp(last, tz=zone))
        return following is not None and now >= following.timestamp()

    def _fire(self, key: tuple[str, str, str], schedule: dict[str, Any], now: float) -> None:
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

    def _complete(self, key: tuple[str, str, str], schedule: dict[str, Any]) -> None:
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
