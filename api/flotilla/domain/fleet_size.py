"""How many runners there should be: more at once, fewer only after a while, none when no bot wants one."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import ceil

from flotilla.domain.ids import RunnerId

SHRINK_AFTER = timedelta(minutes=10)
"""So long fewer must do before a runner goes: each one that goes restarts the browsers that it held."""

FULL_AFTER = timedelta(minutes=3)
"""So long a bot must have waited before the runners are called full: a new one takes its bots in less."""


@dataclass(frozen=True, slots=True)
class FleetLimits:
    """What the operator chose. `spare` runners beyond the needed ones wait for a takeover, where any are needed."""

    minimum: int = 0
    maximum: int = 10
    sessions_per_runner: int = 24
    spare: int = 0


PLANNED = FleetLimits()


@dataclass(frozen=True, slots=True)
class Demand:
    """What there is to host: bots that want a holder, those of them that have one, and how many runners hold some.

    `chores`: though no bot wants one, there is something to do that only a runner can.
    """

    wanted: int
    held: int = 0
    holders: int = 0
    chores: bool = False


@dataclass(frozen=True, slots=True)
class Sizing:
    """What is remembered from one look to the next.

    `fewer_since`: since when fewer runners would do. `waiting_since`: since when bots have waited though every runner
    is up. `full_at`: how many sessions a runner turned out to have room for, where that is less than was planned.
    `surplus_since`: since when more runners than wanted have held bots, or `leaving`, one of them, is to hand its bots
    over. `made_before`: runners that started before are of an older make, and are to hand theirs over too.
    """

    fewer_since: datetime | None = None
    waiting_since: datetime | None = None
    full_at: int | None = None
    leaving: RunnerId | None = None
    surplus_since: datetime | None = None
    made_before: datetime | None = None


def resize(current: int, demand: Demand, sizing: Sizing, limits: FleetLimits, now: datetime) -> tuple[int, Sizing]:
    """How many runners there should be, and what to remember. `current` is how many are wanted so far."""
    if demand.wanted == 0:
        # An empty fleet has learned nothing about the bots to come.
        needed = max(limits.minimum, min(int(demand.chores), limits.maximum))
        return _settle(current, needed, replace(sizing, waiting_since=None, full_at=None), now)
    known = _learn(current, demand, sizing, now)
    room = min(limits.sessions_per_runner, known.full_at or limits.sessions_per_runner)
    needed = ceil(demand.wanted / room) + limits.spare
    return _settle(current, max(limits.minimum, min(needed, limits.maximum)), known, now)


def _learn(current: int, demand: Demand, sizing: Sizing, now: datetime) -> Sizing:
    """Runners know best how much memory a session takes: if all hold some and bots still wait, they are full."""
    if demand.held >= demand.wanted or demand.holders == 0 or demand.holders < current:
        return replace(sizing, waiting_since=None)
    since = sizing.waiting_since or now
    if now - since < FULL_AFTER:
        return replace(sizing, waiting_since=since)
    return replace(sizing, waiting_since=None, full_at=max(1, demand.held // demand.holders))


def _settle(current: int, needed: int, known: Sizing, now: datetime) -> tuple[int, Sizing]:
    if needed >= current:
        return needed, replace(known, fewer_since=None)
    since = known.fewer_since or now
    if now - since < SHRINK_AFTER:
        return current, replace(known, fewer_since=since)
    return needed, replace(known, fewer_since=None)
