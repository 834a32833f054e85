"""How late schedules run, by the time that their history keeps, in the zones where clocks are strange."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

from tests.bench.report import line, section
from tests.e2e.client import Api
from tests.stack import Stack, eventually

ZONES = ("America/New_York", "America/Sao_Paulo", "Asia/Kolkata", "Australia/Lord_Howe")
MINUTES = 3
AHEAD = timedelta(seconds=20)
"""Enough to make them all before the first is due."""

PATIENCE_SECONDS = 120.0


def measure(stack: Stack) -> None:
    """In each of some minutes, in each zone, one that happens once and one by an expression: all in one second."""
    api = Api(stack)
    bot = api.post("/bots", {"name": "Clockwork (bench)"})["id"]
    api.post(f"/bots/{bot}/session/stop")
    assert api.http.patch(f"/bots/{bot}", json={"features": {"scheduling": True}}).status_code == 200
    first = (datetime.now(UTC) + AHEAD + timedelta(minutes=1)).replace(second=0, microsecond=0)
    moments = [first + timedelta(minutes=n) for n in range(MINUTES)]
    made = {moment: [api.post(f"/bots/{bot}/schedules", plan)["id"] for plan in _plans(moment)] for moment in moments}
    section(f"Schedules ({2 * len(ZONES)} due in the same second; planned → done: median, longest)")
    for number, (moment, schedules) in enumerate(made.items()):
        late = [_late(api, schedule, moment) for schedule in schedules]
        which = "first minute, functions cold" if number == 0 else f"minute {number + 1}"
        line(which, f"{median(late):.2f} s, {max(late):.2f} s")


def _plans(moment: datetime) -> Iterator[dict[str, Any]]:
    for zone in ZONES:
        local = moment.astimezone(ZoneInfo(zone))
        for when in (
            {"kind": "once", "at": f"{local:%Y-%m-%dT%H:%M}"},
            {"kind": "cron", "expression": f"{local.minute} {local.hour} * * ? *"},
        ):
            yield {"action": "pause", "when": when, "time_zone": zone}


def _late(api: Api, schedule: str, moment: datetime) -> float:
    run = eventually(partial(_last, api, schedule), f"{schedule} has run", PATIENCE_SECONDS, every=1)
    assert run["result"] == "executed", run
    assert datetime.fromisoformat(run["planned_at"]) == moment, run
    return (datetime.fromisoformat(run["at"]) - moment).total_seconds()


def _last(api: Api, schedule: str) -> Any:
    return api.get(f"/schedules/{schedule}")["last"]
