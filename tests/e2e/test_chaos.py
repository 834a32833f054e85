"""The chaos suite's short form: one bot, a storm of a minute, and the whole account at its end."""

import asyncio
from dataclasses import replace

import pytest

from tests.chaos import report
from tests.chaos.fleet import Fleet
from tests.chaos.plan import make_plan
from tests.chaos.run import run
from tests.e2e.client import BOT_NUMBER, Phone, linked_bot
from tests.stack import Stack

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(150)]

SEED = 4
PLAY_SECONDS = 36.0
REST_SECONDS = 60.0
REDELIVERY_SECONDS = 20
KINDS = ("kill_runner", "kill_browser", "kill_worker", "pause_aws", "drop_acks", "cut_sockets")


def test_a_storm_loses_doubles_and_disorders_nothing(stack: Stack) -> None:
    _, bot = linked_bot(stack)
    customers = tuple(f"55119555500{n:02d}" for n in range(8))
    for n, number in enumerate(customers):
        Phone.make(stack, number, f"Stormy {n} (sample)")
    fleet = Fleet(stack, (bot,), (BOT_NUMBER,), customers)
    fleet = replace(fleet, buried=fleet.dead_letters())
    kept = fleet.redelivery()
    fleet.hasten_redelivery(dict.fromkeys(kept, REDELIVERY_SECONDS))
    plan = make_plan(SEED, customers=8, messages=120, seconds=PLAY_SECONDS, kinds=KINDS, every=6.0)
    try:
        outcome = asyncio.run(run(fleet, plan, rest=REST_SECONDS))
    finally:
        fleet.hasten_redelivery(kept)
    print(report.ledger(outcome))
    assert not outcome.findings, report.complaints(outcome)
    assert len(outcome.account.phones) > len(plan.writings)
