"""One run over a fleet: messages and faults by the plan, then rest, then the account."""

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from botocore.exceptions import BotoCoreError, ClientError

from tests.chaos import evidence
from tests.chaos.account import Account, Finding
from tests.chaos.faults import Done, Faults
from tests.chaos.fleet import Fleet
from tests.chaos.ledger import findings, unsettled
from tests.chaos.plan import Plan, Writing
from tests.chaos.writers import Writers

logger = logging.getLogger(__name__)

LOOK_SECONDS = 3.0
QUIET_LOOKS = 2
"""The fleet rests when so many looks in a row found nothing under way."""


@dataclass
class Outcome:
    """What a run came to."""

    account: Account
    findings: list[Finding]
    done: list[Done] = field(default_factory=list)
    played: float = 0.0
    rested_after: float | None = None


async def run(fleet: Fleet, plan: Plan, *, rest: float, say: Callable[[str], None] = print) -> Outcome:
    """Play the plan and wait for the fleet to come to rest, as long as something moves every `rest` seconds.

    A machine that others use too is slow; what is still on its way after a fixed time is not lost.
    """
    begun = time.monotonic()
    last = max((writing.at for writing in plan.writings), default=0.0)
    writers = Writers(fleet, deadline=begun + last + rest)
    faults = Faults(fleet)
    blows = asyncio.create_task(_blows(faults, plan, begun, say))
    await writers.play(plan.writings, begun)
    await fill(fleet, writers, plan, say)
    done = await blows
    await asyncio.to_thread(fleet.calm)
    played = time.monotonic() - begun
    say(f"  {played:5.0f} s  everything is written; waiting for the fleet to come to rest")
    account, rested = await _rest(fleet, writers.written, rest, say)
    account = replace(account, refusals=faults.refusals)
    off = findings(account)
    off += faults.off
    off += [Finding("not taken", text) for text in writers.refused]
    if rested is None:
        off.append(Finding("no rest", f"nothing moved for {rest:.0f} s"))
    return Outcome(account, off, done, played, rested)


async def fill(fleet: Fleet, writers: Writers, plan: Plan, say: Callable[[str], None]) -> None:
    """Write what of the plan's number of messages is on no phone yet. Answers that still come make it more."""
    there = await asyncio.to_thread(lambda: sum(1 for _ in evidence.on_phones(fleet)))
    missing = max(0, plan.messages - there)
    if missing:
        say(f"         {there} of {plan.messages} messages are there: up to {missing} more are written")
        await writers.play(plan.spare[:missing], time.monotonic())


async def _blows(faults: Faults, plan: Plan, begun: float, say: Callable[[str], None]) -> list[Done]:
    done = []
    for blow in plan.blows:
        await asyncio.sleep(max(0.0, begun + blow.at - time.monotonic()))
        at = time.monotonic() - begun
        to = await asyncio.to_thread(faults.strike, blow)
        done.append(Done(at, blow.kind, time.monotonic() - begun - at, to))
        say(f"  {at:5.0f} s  {blow.kind}: {to}")
    return done


async def _rest(
    fleet: Fleet, written: list[str], within: float, say: Callable[[str], None]
) -> tuple[Account, float | None]:
    begun, quiet, said = time.monotonic(), 0, -1
    least, moved = 1_000_000, begun
    while True:
        account = await asyncio.to_thread(_look, fleet, written)
        open_ends = unsettled(account)
        quiet = 0 if open_ends else quiet + 1
        if quiet >= QUIET_LOOKS:
            return account, time.monotonic() - begun
        if len(open_ends) < least:
            least, moved = len(open_ends), time.monotonic()
        if time.monotonic() - moved > within:
            return account, None
        if len(open_ends) != said:
            said = len(open_ends)
            say(f"         {said} under way" + (f", such as: {open_ends[0]}" if open_ends else ""))
        await asyncio.sleep(LOOK_SECONDS)


def _look(fleet: Fleet, written: list[str]) -> Account:
    for attempt in range(5):
        try:
            return evidence.account(fleet, written)
        except (BotoCoreError, ClientError):
            # A part of the stack may just be coming back.
            logger.warning("the store did not answer", exc_info=attempt == 4)
            time.sleep(2)
    return evidence.account(fleet, written)


def planned(plan: Plan) -> tuple[list[Writing], list[Writing]]:
    """The plan's messages of customers, and the vendor's."""
    return [w for w in plan.writings if not w.by_vendor], [w for w in plan.writings if w.by_vendor]
