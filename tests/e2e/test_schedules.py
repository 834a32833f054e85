"""Schedules on the deployed stack: at their second, in every zone, once, over a stop and start of everything."""

import time
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.e2e.client import Api, linked_bot
from tests.e2e.conftest import GRACE
from tests.e2e.conversing import Customer, bot_with
from tests.stack import Stack, eventually

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(420)]

ZONES = ("America/New_York", "America/Sao_Paulo", "Asia/Kolkata", "Australia/Lord_Howe")
PROMISED = timedelta(minutes=1)


def bot_with_scheduling(api: Api, name: str) -> str:
    """A new bot whose schedules may run. Its session is off: nothing here needs a phone."""
    bot = api.post("/bots", {"name": name})["id"]
    api.post(f"/bots/{bot}/session/stop")
    changed = api.http.patch(f"/bots/{bot}", json={"features": {"scheduling": True}})
    assert changed.status_code == 200, changed.text
    return str(bot)


def at_minute(ahead: timedelta) -> datetime:
    """The first whole minute that is so far ahead at least."""
    return (datetime.now(UTC) + ahead + timedelta(minutes=1)).replace(second=0, microsecond=0)


def once(api: Api, bot: str, moment: datetime, zone: str, action: str = "pause", **what: str) -> Any:
    local = moment.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%dT%H:%M")
    plan = {"action": action, "when": {"kind": "once", "at": local}, "time_zone": zone, **what}
    return api.post(f"/bots/{bot}/schedules", plan)


def ended(api: Api, schedule: str) -> Any:
    shown = api.get(f"/schedules/{schedule}")
    return shown if shown["state"] != "pending" else None


def test_they_run_within_the_minute_that_the_pages_promise_in_every_zone_and_once(stack: Stack) -> None:
    api = Api(stack)
    bot = bot_with_scheduling(api, "Clockwork (sample)")
    moment = at_minute(timedelta(seconds=5))
    made = [once(api, bot, moment, zone)["id"] for zone in ZONES]
    hour, minute = (moment.astimezone(ZoneInfo("Asia/Kolkata")).strftime(part) for part in ("%H", "%M"))
    expert = api.post(
        f"/bots/{bot}/schedules",
        {
            "action": "pause",
            "when": {"kind": "cron", "expression": f"{int(minute)} {int(hour)} * * ? *"},
            "time_zone": "Asia/Kolkata",
        },
    )
    assert datetime.fromisoformat(expert["next_at"]) == moment
    for schedule in made:
        shown = eventually(partial(ended, api, schedule), "the schedule has run", 90)
        assert (shown["state"], shown["last"]["reason"]) == ("executed", None)
        late = datetime.fromisoformat(shown["last"]["at"]) - moment
        assert timedelta(seconds=-1) < late < PROMISED, f"{shown['time_zone']}: {late}"
    ran = eventually(lambda: api.get(f"/schedules/{expert['id']}")["last"], "the expression has fired", 30)
    assert datetime.fromisoformat(ran["at"]) - moment < PROMISED
    assert api.get(f"/bots/{bot}")["answering"] == "paused"
    for schedule in (*made, expert["id"]):
        assert [run["result"] for run in api.get(f"/schedules/{schedule}/runs")["items"]] == ["executed"]
    # They go with their bot, and so does what is told of them.
    assert api.http.delete(f"/bots/{bot}").status_code == 204
    assert [api.http.get(f"/schedules/{schedule}").status_code for schedule in (*made, expert["id"])] == [404] * 5


def test_a_message_comes_at_its_minute_and_one_that_was_put_off_or_taken_back_does_not(stack: Stack) -> None:
    api, bot = linked_bot(stack)
    customer = Customer.make(stack, api, "5511966640001")
    with bot_with(api, bot, features={"scheduling": True}):
        customer.asks("Please tell me again in a minute")
        moment, lead = at_minute(timedelta(seconds=5)), customer.lead["id"]
        due, put_off, taken_back = (
            once(api, bot, moment, "UTC", "send_message", lead_id=lead, text=text)["id"]
            for text in ("As you asked", "Not yet", "Never")
        )
        later = (moment + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M")
        changed = api.http.patch(f"/schedules/{put_off}", json={"when": {"kind": "once", "at": later}})
        assert datetime.fromisoformat(changed.raise_for_status().json()["next_at"]) == moment + timedelta(hours=1)
        assert api.post(f"/schedules/{taken_back}/cancel")["state"] == "cancelled"

        shown = eventually(partial(ended, api, due), "the schedule has run", 90)
        assert (shown["state"], shown["last"]["reason"]) == ("executed", None)
        assert customer.hears(2) == "As you asked"
        time.sleep(2)
        assert customer.heard[1:] == ["As you asked"]
        assert [api.get(f"/schedules/{one}")["last"] for one in (put_off, taken_back)] == [None, None]
        assert api.post(f"/schedules/{put_off}/cancel")["state"] == "cancelled"


def test_what_came_due_while_everything_was_down_runs_once_or_is_missed_by_the_rule(stack: Stack) -> None:
    """Two minutes pass: one is past its grace when the stack is there again, the other is not."""
    api = Api(stack)
    bot = bot_with_scheduling(api, "Asleep (sample)")
    first = at_minute(timedelta(seconds=5))
    second = first + timedelta(minutes=1)
    once(api, bot, first, "America/Sao_Paulo", "resume")
    once(api, bot, second, "UTC")
    every = api.post(
        f"/bots/{bot}/schedules",
        {"action": "pause", "when": {"kind": "cron", "expression": f"{second.minute} * * * ? *"}, "time_zone": "UTC"},
    )
    stack.stop()
    eventually(lambda: datetime.now(UTC) > second + timedelta(seconds=2), "both times have passed", 150)
    stack.start()
    api = Api(stack)

    def settled() -> Any:
        shown = api.get(f"/bots/{bot}/schedules")["items"]
        return shown if all(one["last"] for one in shown) else None

    results = []
    for shown in reversed(eventually(settled, "all are settled", 200)):
        planned = datetime.fromisoformat(shown["last"]["planned_at"])
        missed = datetime.fromisoformat(shown["last"]["at"]) - planned > GRACE
        runs = api.get(f"/schedules/{shown['id']}/runs")["items"]
        assert [run["planned_at"] for run in runs] == [shown["last"]["planned_at"]]
        assert [(run["result"], run["reason"]) for run in runs] == [
            ("missed", "too_late") if missed else ("executed", None)
        ]
        results.append((planned, runs[0]["result"]))
    assert results[0] == (first, "missed")
    assert [planned for planned, _ in results[1:]] == [second, second]
    assert datetime.fromisoformat(api.get(f"/schedules/{every['id']}")["next_at"]) == second + timedelta(hours=1)
    ran = "executed" in [result for _, result in results]
    assert api.get(f"/bots/{bot}")["answering"] == ("paused" if ran else "on")
