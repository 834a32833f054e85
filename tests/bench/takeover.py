"""How long customers wait when the runner that holds their bot goes, with a second one up: killed, and drained."""

import signal
import time
from statistics import median

from tests.bench.report import line, section
from tests.e2e.client import Phone, linked_bot
from tests.e2e.runners import Runners
from tests.stack import Stack

RUNS = 3
WITHIN_SECONDS = 120.0
SETTLE_SECONDS = 10.0


def measure(stack: Stack) -> None:
    """Signal the holder in turns, and print the median and the longest of what followed."""
    api, bot = linked_bot(stack)
    runners = Runners(stack)
    runners.want(2)
    section(f"Takeover by a warm spare ({RUNS} runs each: median, longest)")
    for number, what in ((signal.SIGKILL, "runner killed"), (signal.SIGTERM, "runner drained")):
        took = []
        for run in range(RUNS):
            customer = Phone.make(stack, f"551194555{number:02d}{run:02d}", "Left alone (sample)")
            took.append(runners.take_over(api, bot, customer, number, within=WITHIN_SECONDS))
            # The one that ECS starts in its place is up and has seen the leases when the next one goes.
            runners.want(2)
            time.sleep(SETTLE_SECONDS)
        scans = sum("SCAN_QR_CODE" in one.states for one in took)
        line(f"{what} → session WORKING again", _of([one.working for one in took]))
        line(f"{what} → a customer's message of that moment answered", _of([one.answered for one in took]))
        line(f"{what}: new scans asked for", str(scans))
    runners.want(1)


def _of(seconds: list[float]) -> str:
    return f"{median(seconds):.1f} s, {max(seconds):.1f} s"
