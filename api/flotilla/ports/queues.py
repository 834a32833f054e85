"""Queues between the parts."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Protocol

from flotilla.domain.chats import TurnRef
from flotilla.domain.ids import PaymentEventId
from flotilla.domain.inbound import Inbound


class TurnQueue(Protocol):
    """Answers that are due."""

    def put(self, turn: TurnRef, *, delay: timedelta) -> None:
        """Deliver not before the delay (rounded up to what the queue can, at most 15 min). At least once."""
        ...


class InboundQueue(Protocol):
    """What runners report, in order per chat."""

    def put(self, events: Sequence[Inbound]) -> None:
        """Hand over in order; returns when all are safely stored. Raise UnavailableError if that fails."""
        ...


class BillingQueue(Protocol):
    """Payment events that are to be settled."""

    def put(self, event: PaymentEventId) -> None:
        """Hand over, at least once. Raise UnavailableError if that fails."""
        ...
