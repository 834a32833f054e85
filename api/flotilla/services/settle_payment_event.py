"""Do what follows from an event of the payment provider."""

import logging
from dataclasses import dataclass

from flotilla.domain.errors import NotFoundError
from flotilla.domain.ids import PaymentEventId, TenantId
from flotilla.domain.payments import PaymentEvent
from flotilla.domain.plans import PLANS
from flotilla.domain.policy import Policy
from flotilla.ports.clock import Clock, Ids
from flotilla.ports.fleet import FleetRepository, PaymentEvents
from flotilla.ports.payments import Payments
from flotilla.ports.realtime import Doorbell
from flotilla.ports.repositories import BillingRepository, BotRepository, TenantRepository
from flotilla.services.align_bots import AlignBots
from flotilla.services.sync_billing import SyncBilling

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SettlePaymentEvent:
    """Whatever happened, what was bought is read anew: so order and number of the events make no difference."""

    payment_events: PaymentEvents
    fleet: FleetRepository
    tenants: TenantRepository
    billing: BillingRepository
    bots: BotRepository
    payments: Payments
    doorbell: Doorbell
    clock: Clock
    ids: Ids
    policy: Policy

    def __call__(self, event_id: PaymentEventId) -> None:
        """Safe to repeat. Raise UnavailableError or ConflictError if it has to be done again."""
        event = self.payment_events.find(event_id)
        if event is None:
            log.warning("A payment event is not there any more.", extra={"event": event_id})
            return
        tenant = self._tenant(event) if event.is_heard else None
        if tenant is not None:
            self._settle(tenant)
        else:
            log.info("A payment event changes nothing.", extra={"event": event_id, "type": event.type})
        self.payment_events.settle(event_id, self.clock.now())

    def _tenant(self, event: PaymentEvent) -> TenantId | None:
        """Whose it is, by the customer that we made; what the event itself says about that proves nothing."""
        tenant = self.fleet.tenant_of_customer(event.customer) if event.customer is not None else None
        if tenant is None:
            return None
        try:
            return self.tenants.get(tenant).id
        except NotFoundError:
            return None

    def _settle(self, tenant: TenantId) -> None:
        billing = SyncBilling(self.billing, self.bots, self.payments, self.clock, self.policy)(tenant)
        allowed = PLANS[self.tenants.get(tenant).plan].bots
        ended = billing.grace is not None and billing.grace.is_over(self.clock.now())
        AlignBots(self.bots, self.doorbell, self.clock, self.ids)(tenant, allowed, may_suspend=ended)
