"""The chaos suite's short form: two bots on two runners, a storm with a zombie in it, and the account at its end."""

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace

import pytest

from tests.chaos import report
from tests.chaos.fleet import Fleet, link
from tests.chaos.plan import make_plan
from tests.chaos.run import run
from tests.e2e.client import BOT_NUMBER, Phone, linked_bot
from tests.e2e.runners import Runners
from tests.stack import Stack

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(360), pytest.mark.accounts]

SEED = 2487
"""Its zombie comes first: while it stands still, everybody writes."""

MESSAGES = 120
PLAY_SECONDS = 36.0
REST_SECONDS = 60.0
REDELIVERY_SECONDS = 20
KINDS = ("freeze_runner", "kill_runner", "kill_browser", "kill_worker", "pause_aws", "drop_acks", "cut_sockets")
SECOND_NUMBER = "5511955550090"


@pytest.fixture
def fleet(stack: Stack) -> Iterator[Fleet]:
    """The bot that all tests share and one more, on two runners; what a killed function held is given again soon."""
    api, bot = linked_bot(stack)
    runners = Runners(stack)
    with ExitStack() as afterwards:
        afterwards.callback(runners.want, 1)
        runners.want(2)
        second = api.post("/bots", {"name": "Second in the storm (sample)", "burst_window_ms": 0})["id"]
        afterwards.callback(api.http.delete, f"/bots/{second}")
        link(stack, api, second, SECOND_NUMBER)
        customers = tuple(f"55119555500{n:02d}" for n in range(10))
        for n, number in enumerate(customers):
            Phone.make(stack, number, f"Stormy {n} (sample)")
        made = Fleet(stack, (bot, second), (BOT_NUMBER, SECOND_NUMBER), customers)
        kept = made.redelivery()
        afterwards.callback(made.hasten_redelivery, kept)
        made.hasten_redelivery(dict.fromkeys(kept, REDELIVERY_SECONDS))
        yield replace(made, buried=made.dead_letters())


def test_a_storm_loses_doubles_and_disorders_nothing(fleet: Fleet, capsys: pytest.CaptureFixture[str]) -> None:
    plan = make_plan(
        SEED, customers=len(fleet.customers), messages=MESSAGES, seconds=PLAY_SECONDS, kinds=KINDS, every=6.0
    )
    outcome = asyncio.run(run(fleet, plan, rest=REST_SECONDS))
    with capsys.disabled():
        print(f"\n{report.faults(outcome)}\nLedger of the short storm, seed {SEED}\n{report.ledger(outcome)}")
    assert not outcome.findings, report.complaints(outcome)
    assert {done.kind for done in outcome.done if not done.to.startswith("no")} == set(KINDS), outcome.done
    assert len(outcome.account.phones) >= MESSAGES
