"""Schedules that the firing clock passed over: who looks each minute runs them, once, and tells the clock anew."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from flotilla.domain.ids import ScheduleId, TenantId
from flotilla.domain.schedules import Cron, Once, When
from tests.e2e.client import linked_bot
from tests.e2e.conversing import Customer, bot_with
from tests.e2e.deployed import Deployed
from tests.e2e.test_housekeeping import operator
from tests.stack import Stack, eventually

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]

__all__ = ["operator"]

SOON_ENOUGH = 30
"""Seconds into a minute: what is planned for its beginning is not missed yet, by the stack's grace."""


def test_what_the_firing_clock_passed_over_is_run_once_and_the_clock_is_told_anew(stack: Stack, operator: Any) -> None:
    api, bot = linked_bot(stack)
    tenant = api.get("/me")["tenant"]["id"]
    customer = Customer.make(stack, api, "5511966640002")
    with bot_with(api, bot, features={"scheduling": True}):
        customer.asks("Please remind me, and then each day")
        lead, tomorrow = customer.lead["id"], datetime.now(UTC) + timedelta(days=1)

        def planned(text: str, when: dict[str, str]) -> ScheduleId:
            plan = {"action": "send_message", "lead_id": lead, "text": text, "when": when, "time_zone": "UTC"}
            return ScheduleId(api.post(f"/bots/{bot}/schedules", plan)["id"])

        single = planned("Once", {"kind": "once", "at": f"{tomorrow:%Y-%m-%dT%H:%M}"})
        daily = planned("Daily", {"kind": "cron", "expression": f"{tomorrow.minute} {tomorrow.hour} * * ? *"})

        eventually(lambda: datetime.now(UTC).second < SOON_ENOUGH, "the first half of a minute", 60)
        now = datetime.now(UTC).replace(second=0, microsecond=0)
        pass_over(operator, tenant, single, Once(now.replace(tzinfo=None)), now)
        pass_over(operator, tenant, daily, Cron(f"{now.minute} {now.hour} * * ? *"), now)
        Deployed(stack).call("ReconcileSchedules")

        customer.hears(3)
        assert sorted(str(text) for text in customer.heard[1:]) == ["Daily", "Once"]
        for schedule in (single, daily):
            runs = api.get(f"/schedules/{schedule}/runs")["items"]
            assert [(run["result"], run["reason"]) for run in runs] == [("executed", None)]
            eventually(lambda one=schedule: operator.schedules.get(tenant, one).in_step, "the clock is told")  # type: ignore[misc]  # mypy can't type a lambda's default.
        assert api.get(f"/schedules/{single}")["state"] == "executed"
        assert datetime.fromisoformat(api.get(f"/schedules/{daily}")["next_at"]) == now + timedelta(days=1)
        assert api.post(f"/schedules/{daily}/cancel")["state"] == "cancelled"


def pass_over(operator: Any, tenant: TenantId, schedule: ScheduleId, when: When, planned: datetime) -> None:
    """Have it planned for now behind the clock's back, as if the clock could not be told."""
    known = operator.schedules.get(tenant, schedule)
    operator.schedules.save(tenant, known, replace(known, when=when, next_at=planned, in_step=False))
