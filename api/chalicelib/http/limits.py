"""How much one workspace may ask of the API, so that it leaves room for the others.

The count that all copies of the function share costs a write. So each copy counts on a tab of its own and settles it
every few requests: light use is never written down, heavy use is one time in five. A copy that was refused refuses by
itself until the time that it was told.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Any
from weakref import WeakKeyDictionary

from flotilla import bootstrap
from flotilla.domain.errors import RateLimitedError
from flotilla.domain.ids import TenantId
from flotilla.domain.people import Principal

BATCH = 5
"""Requests on the tab when it is settled."""

FREE_PER_SECOND = 1.0
"""What is forgiven: a copy that is asked no more often than this never writes."""

MAX_TABS = 1_000
"""Workspaces that a copy keeps tabs for; beyond, all are forgotten, which forgives each a few requests."""

_REFUSAL = "Too many requests from this workspace. Try again in a moment."


@dataclass(slots=True)
class _Tab:
    owed: float
    at: datetime
    closed_until: datetime


class TenantLimit:
    """The tabs of one copy of the function over the count that all share, which `settle` takes from."""

    def __init__(self, settle: Callable[[Principal, int], None]) -> None:
        self._settle = settle
        self._tabs: dict[TenantId, _Tab] = {}

    def take(self, principal: Principal, now: datetime) -> None:
        """Count one request of the person's workspace. Raise RateLimitedError when it asks too much."""
        tab = self._tab(principal.tenant, now)
        if now < tab.closed_until:
            raise RateLimitedError(_REFUSAL, retry_after=ceil((tab.closed_until - now).total_seconds()))
        tab.owed = max(0.0, tab.owed - (now - tab.at).total_seconds() * FREE_PER_SECOND) + 1
        tab.at = now
        if tab.owed < BATCH:
            return
        tab.owed = 0.0
        try:
            self._settle(principal, BATCH)
        except RateLimitedError as error:
            tab.closed_until = now + timedelta(seconds=error.retry_after)
            raise RateLimitedError(_REFUSAL, retry_after=error.retry_after) from None

    def _tab(self, tenant: TenantId, now: datetime) -> _Tab:
        if tenant not in self._tabs:
            if len(self._tabs) >= MAX_TABS:
                self._tabs.clear()
            self._tabs[tenant] = _Tab(0.0, now, now)
        return self._tabs[tenant]


_limits: WeakKeyDictionary[Any, TenantLimit] = WeakKeyDictionary()


def limit_tenant(principal: Principal) -> None:
    """Count a request of the person's workspace. Raise RateLimitedError when it asks too much."""
    services = bootstrap.services()
    limit = _limits.get(services)
    if limit is None:
        limit = _limits[services] = TenantLimit(services.limit_calls)
    limit.take(principal, services.clock.now())
