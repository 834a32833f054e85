"""The counts of bots' days."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from flotilla.domain.ids import BotId, TenantId
from flotilla.domain.metrics import DayMetrics, Tally


class MetricsRepository(Protocol):
    """What happened, counted by bot and day."""

    def add(self, tenant: TenantId, tallies: Sequence[Tally]) -> None:
        """Add what the changes add, each change once, however often and in whatever company it comes.

        A change is remembered for 48 hours, which is longer than any is delivered again. Raise UnavailableError, or
        ConflictError, if some could not be counted; all of them may be given again.
        """
        ...

    def list(self, tenant: TenantId, first: date, last: date, *, bot: BotId | None = None) -> tuple[DayMetrics, ...]:
        """The counts of the days from the first to the last, of one bot or of all, by day. Eventually consistent."""
        ...
