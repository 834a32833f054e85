"""Show what a workspace has bought, and what it could."""

import logging
from dataclasses import dataclass
from datetime import datetime

from flotilla.domain.billing import Billing
from flotilla.domain.errors import FlotillaError
from flotilla.domain.limit_notes import LimitNote
from flotilla.domain.payments import Price
from flotilla.domain.people import Power, Principal
from flotilla.domain.tenants import Tenant
from flotilla.ports.clock import Clock
from flotilla.ports.payments import Payments
from flotilla.ports.repositories import BillingRepository, LimitNotes, TenantRepository

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class BillingShown:
    """What there is to see. `prices` are None while the payment provider does not tell them."""

    tenant: Tenant
    billing: Billing
    set_up: bool
    prices: tuple[Price, ...] | None
    limits: tuple[LimitNote, ...]
    now: datetime


@dataclass(frozen=True, slots=True)
class ShowBilling:
    """Reads what is stored; only the prices are the provider's, and the page does without them."""

    tenants: TenantRepository
    billing: BillingRepository
    limit_notes: LimitNotes
    payments: Payments
    clock: Clock

    def __call__(self, principal: Principal) -> BillingShown:
        """What there is to see."""
        principal.require(Power.BILLING)
        set_up = self.payments.is_set_up()
        return BillingShown(
            tenant=self.tenants.get(principal.tenant),
            billing=self.billing.get(principal.tenant),
            set_up=set_up,
            prices=self._prices() if set_up else (),
            limits=self.limit_notes.list(principal.tenant),
            now=self.clock.now(),
        )

    def _prices(self) -> tuple[Price, ...] | None:
        try:
            return self.payments.prices()
        except FlotillaError as error:
            log.warning("prices not read", extra={"code": error.code, "reason": error.message})
            return None
