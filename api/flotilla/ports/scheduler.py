"""The clock that fires: it knows when, and nothing else. What counts is stored by ScheduleRepository."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from flotilla.domain.ids import ScheduleId, TenantId


@dataclass(frozen=True, slots=True)
class EntryName:
    """Which schedule an entry is of."""

    tenant: TenantId
    schedule: ScheduleId


@dataclass(frozen=True, slots=True)
class Entry:
    """When to fire: an `at(…)` or `cron(…)` expression of EventBridge Scheduler, on the walls of a time zone."""

    name: EntryName
    expression: str
    zone: str
    once: bool


class Scheduler(Protocol):
    """Fires entries at their time, at least once; what was to be fired once is gone afterwards.

    Every method raises UnavailableError while the clock can't be reached.
    """

    def put(self, entry: Entry) -> None:
        """Store it in place of the one of the same name."""
        ...

    def remove(self, name: EntryName) -> None:
        """Forget it; a no-op if there is none."""
        ...

    def names(self) -> Iterator[EntryName]:
        """Every entry there is. Eventually consistent; what is put or removed meanwhile may be missing, or in it."""
        ...
