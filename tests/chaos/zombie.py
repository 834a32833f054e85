"""A runner that stands still until others have its bots, and then goes on as if nothing had been."""

import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from botocore.exceptions import BotoCoreError, ClientError

from tests.chaos.fleet import Fleet
from tests.chaos.victims import Victims, stopped

TAKEN_OVER_WITHIN = 90.0
"""Seconds to wait for other holders: the lease's lifetime of 15, and what a slow machine adds."""

LOOK_SECONDS = 0.5


@dataclass(frozen=True)
class Zombie:
    """What came of a runner that stood still: its bots, whether all of them were taken over, and for how long."""

    bots: Sequence[str]
    taken_over: bool
    seconds: float


def bots_by_runner(fleet: Fleet, victims: Victims) -> Mapping[int, list[str]]:
    """The bots that each running runner (by process id) holds; nothing while the emulated AWS does not answer."""
    try:
        holders = fleet.holders()
    except (BotoCoreError, ClientError):
        return {}
    found: defaultdict[int, list[str]] = defaultdict(list)
    for bot, name in holders.items():
        runner = victims.runner(name)
        if runner is not None:
            found[runner].append(bot)
    return found


def freeze(fleet: Fleet, victims: Victims, runner: int, *, beyond: float) -> Zombie:
    """Let the runner stand still until others hold its bots, and `beyond` that for so many seconds."""
    bots = bots_by_runner(fleet, victims).get(runner, [])
    begun = time.monotonic()
    with stopped(runner):
        taken_over = bool(bots) and _wait(fleet, victims, runner, bots)
        time.sleep(beyond)
    return Zombie(bots, taken_over, time.monotonic() - begun)


def _wait(fleet: Fleet, victims: Victims, runner: int, bots: Sequence[str]) -> bool:
    deadline = time.monotonic() + TAKEN_OVER_WITHIN
    while time.monotonic() < deadline:
        held = bots_by_runner(fleet, victims)
        elsewhere = {bot for other, theirs in held.items() if other != runner for bot in theirs}
        if elsewhere.issuperset(bots):
            return True
        time.sleep(LOOK_SECONDS)
    return False
