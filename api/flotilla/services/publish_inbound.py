"""Hand over what the page showed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from flotilla.domain.inbound import Inbound
from flotilla.domain.messages import Stage
from flotilla.ports.clock import Clock
from flotilla.ports.queues import InboundQueue


@dataclass(frozen=True, slots=True)
class PublishInbound:
    """Puts events of chats into the events queue, in order, each stamped with the moment it was handed over.

    The queue's adapter keeps what has `origin=history` out of live customers' way.
    """

    queue: InboundQueue
    clock: Clock

    def __call__(self, events: Sequence[Inbound]) -> None:
        """Return when all are safely stored. Raise UnavailableError if not; then repeating all of them is harmless."""
        now_ms = int(self.clock.now().timestamp() * 1000)
        self.queue.put([replace(event, life=(*event.life, (Stage.QUEUED_EVENT, now_ms))) for event in events])
