"""`python -m tests.chaos`: a fleet of its own, a seeded storm, and the ledger. Exit code 1 when anything is off."""

import asyncio
import sys
import time

from tests.chaos import report
from tests.chaos.account import Finding
from tests.chaos.faults import KINDS
from tests.chaos.fleet import make_fleet
from tests.chaos.plan import make_plan
from tests.chaos.run import Outcome, planned, run
from tests.chaos.settings import Settings, load
from tests.stack import fresh_stack

STILL_SECONDS = 120.0
"""So long nothing may move before the account is taken: what a killed function held is given again after 84 seconds."""

REDELIVERY_SECONDS = {"HistoryQueue": 60}
"""The template's six minutes of history would only make the end longer. Customers' queues are as they are shipped."""


def main() -> int:
    """Run; returns the exit code."""
    settings, begun = load(), time.monotonic()
    unknown = set(settings.faults) - set(KINDS)
    if unknown:
        raise SystemExit(f"Unknown faults: {', '.join(sorted(unknown))}. There are: {', '.join(KINDS)}.")
    say(
        f"SEED={settings.seed} BOTS={settings.bots} CUSTOMERS={settings.customers} MESSAGES={settings.messages} "
        f"MINUTES={settings.minutes:g} EVERY={settings.every:g} FAULTS={' '.join(settings.faults) or 'all'}"
    )
    stack = fresh_stack(f"chaos-{settings.port}", settings.port, BURST_WINDOW_MS="0", RUNNER_COUNT="2")
    try:
        started = stack.start()
        fleet = make_fleet(stack, bots=settings.bots, customers=settings.customers)
        fleet.hasten_redelivery(REDELIVERY_SECONDS)
        say(f"  stack started in {started:.0f} s, {settings.bots} bots linked after {time.monotonic() - begun:.0f} s")
        plan = make_plan(
            settings.seed, customers=settings.customers, messages=settings.messages, seconds=settings.play_seconds,
            kinds=settings.faults or tuple(KINDS),
            every=settings.every,
        )  # fmt: skip
        asked, sold = planned(plan)
        say(
            f"  {len(asked)} customers' messages, {len(sold)} of a vendor and {len(plan.blows)} faults "
            f"in {settings.play_seconds:.0f} s"
        )
        left = settings.minutes * 60 - (time.monotonic() - begun) - settings.play_seconds
        outcome = asyncio.run(run(fleet, plan, rest=max(left, STILL_SECONDS), say=say))
    finally:
        stack.stop()
    return verdict(settings, outcome, time.monotonic() - begun)


def verdict(settings: Settings, outcome: Outcome, seconds: float) -> int:
    """Print the ledger; 1 when anything is off."""
    if len(outcome.account.phones) < settings.messages:
        few = f"{len(outcome.account.phones)} messages in place of {settings.messages}"
        outcome.findings.append(Finding("too few", few))
    rested = "never" if outcome.rested_after is None else f"{outcome.rested_after:.0f} s later"
    say(
        f"\nFaults\n{report.faults(outcome)}\n\nLedger of seed {settings.seed} "
        f"({outcome.played:.0f} s of messages and faults, at rest {rested}, {seconds:.0f} s in all)"
    )
    say(report.ledger(outcome))
    if outcome.findings:
        say(f"\nOff:\n{report.complaints(outcome)}")
    return 1 if outcome.findings else 0


def say(what: str) -> None:
    """Print at once: the output is read while the run goes on."""
    print(what, flush=True)


if __name__ == "__main__":
    sys.exit(main())
