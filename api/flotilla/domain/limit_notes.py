"""That a workspace reached a limit of its plan: what people are told so that they can do something about it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flotilla.domain.ids import TenantId
from flotilla.domain.plans import Plan

QUIET = timedelta(hours=1)
"""Who runs against the same limit again and again is told so once in so long."""

QUIET_DAILY = timedelta(days=1)
"""The same for a limit of what a day has, which is reached again and again until some of it flows back."""

QUIET_MONTHLY = timedelta(days=1)
"""The same for a limit of what is used up in a month, which stays reached until the month is over."""


@dataclass(frozen=True, slots=True)
class LimitNote:
    """`limit` is the name of a quota (`bots`, `users`, `messages`, …), `allowed` how much it is."""

    tenant: TenantId
    limit: str
    allowed: int
    plan: Plan
    at: datetime
