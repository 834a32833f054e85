"""Take in what the payment provider reports."""

from dataclasses import dataclass

from flotilla.ports.clock import Clock
from flotilla.ports.fleet import PaymentEvents
from flotilla.ports.payments import Payments
from flotilla.ports.queues import BillingQueue


@dataclass(frozen=True, slots=True)
class AcceptPaymentEvent:
    """Keeps an event and queues it; the work is done later, so that the provider never waits for it.

    Kept first, queued then: if the queue fails, the provider reports again, and what is kept unsettled is queued again.
    """

    payments: Payments
    payment_events: PaymentEvents
    billing_queue: BillingQueue
    clock: Clock

    def __call__(self, body: bytes, signature: str) -> None:
        """Raise InvalidInputError (`bad_signature`, `bad_event`), UnavailableError if it has to be reported again, and
        MisconfiguredError where signatures can't be checked.
        """
        event = self.payments.read_event(body, signature)
        if self.payment_events.add(event, self.clock.now()):
            self.billing_queue.put(event.id)
