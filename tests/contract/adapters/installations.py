"""The two installations that every contract is held against."""

from functools import cached_property

from flotilla.adapters.memory.clock import ManualClock
from flotilla.bootstrap.installation import Installation
from flotilla.bootstrap.memory import InMemory


class Emulated(Installation):
    """The real adapters, with a clock that the test controls."""

    @cached_property
    def clock(self) -> ManualClock:  # type: ignore[override]  # Time alone is the test's.
        return ManualClock()


Ports = InMemory | Emulated
