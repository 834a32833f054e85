"""Which runner leaves when fewer would do: the emptiest one, one at a time, and by handing its bots over."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from math import ceil

from flotilla.domain.fleet_size import Sizing
from flotilla.domain.ids import RunnerId

SURPLUS_AFTER = timedelta(minutes=3)
"""So long more runners than wanted must have held bots: those of one that died stand under its name for a while."""

LEAVES_WITHIN = timedelta(minutes=20)
"""A runner that still holds bots so long after it was asked to leave found no room for them with the others."""

ASKED_FOR_AT_MOST = timedelta(hours=1)
"""A wish that stood for so long was forgotten by whoever should have taken it back."""


def should_leave(sizing: Sizing, runner: RunnerId, started_at: datetime, now: datetime) -> bool:
    """Whether a runner that came up at `started_at` is to hand its bots over and go."""
    chosen, since = sizing.leaving == runner, sizing.surplus_since
    if chosen and since is not None and now - since < ASKED_FOR_AT_MOST:
        return True
    newest = sizing.made_before
    return newest is not None and started_at < newest and now - newest < ASKED_FOR_AT_MOST


def choose_leaver(sizing: Sizing, wanted: int, loads: Mapping[RunnerId, int], now: datetime) -> Sizing:
    """What to remember with the runner that is to leave, if more hold bots than are wanted.

    `loads`: how many bots each runner holds. Runners that hold none are no matter here: ECS stops them by itself.
    """
    if len(loads) <= wanted:
        return replace(sizing, leaving=None, surplus_since=None)
    since = sizing.surplus_since or now
    if sizing.leaving in loads:
        return sizing if now - since < LEAVES_WITHIN else _learn(sizing, loads)
    if now - since < SURPLUS_AFTER:
        return replace(sizing, leaving=None, surplus_since=since)
    emptiest = min(loads, key=lambda runner: (loads[runner], runner))
    return replace(sizing, leaving=emptiest, surplus_since=now)


def _learn(sizing: Sizing, loads: Mapping[RunnerId, int]) -> Sizing:
    """The plan was too bold: these runners are as full as they get, and the next look wants as many as there are."""
    return replace(sizing, leaving=None, surplus_since=None, full_at=ceil(sum(loads.values()) / len(loads)))
