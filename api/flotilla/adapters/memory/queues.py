"""Queues in memory."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from flotilla.domain.chats import TurnRef
from flotilla.domain.errors import UnavailableError
from flotilla.domain.ids import PaymentEventId
from flotilla.domain.inbound import Inbound
from flotilla.ports.clock import Clock


class MemoryTurnQueue:
    """Implements TurnQueue; `entries` are (due, turn) in the order they were put."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.entries: list[tuple[datetime, TurnRef]] = []

    def put(self, turn: TurnRef, *, delay: timedelta) -> None:
        """See the port."""
        self.entries.append((self._clock.now() + delay, turn))

    def take_due(self) -> tuple[TurnRef, ...]:
        """Remove and return what is due by now, in order of its time."""
        now = self._clock.now()
        due = sorted((entry for entry in self.entries if entry[0] <= now), key=lambda entry: entry[0])
        self.entries = [entry for entry in self.entries if entry[0] > now]
        return tuple(turn for _, turn in due)


class MemoryInboundQueue:
    """Implements InboundQueue; `failing` makes it refuse."""

    def __init__(self) -> None:
        self.entries: list[Inbound] = []
        self.failing = False

    def put(self, events: Sequence[Inbound]) -> None:
        """See the port."""
        if self.failing:
            raise UnavailableError("The events queue does not take anything now.")
        self.entries.extend(events)

    def take(self) -> tuple[Inbound, ...]:
        """Remove and return all, in order."""
        taken, self.entries = tuple(self.entries), []
        return taken


class MemoryBillingQueue:
    """Implements BillingQueue; `failing` makes it refuse."""

    def __init__(self) -> None:
        self.entries: list[PaymentEventId] = []
        self.failing = False

    def put(self, event: PaymentEventId) -> None:
        """See the port."""
        if self.failing:
            raise UnavailableError("The billing queue does not take anything now.")
        self.entries.append(event)

    def take(self) -> tuple[PaymentEventId, ...]:
        """Remove and return all."""
        taken, self.entries = tuple(self.entries), []
        return taken
