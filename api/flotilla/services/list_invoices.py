"""List a workspace's bills."""

from dataclasses import dataclass

from flotilla.domain.page import Page
from flotilla.domain.payments import Invoice
from flotilla.domain.people import Power, Principal
from flotilla.ports.payments import Payments
from flotilla.ports.repositories import BillingRepository


@dataclass(frozen=True, slots=True)
class ListInvoices:
    """Asks the payment provider."""

    billing: BillingRepository
    payments: Payments

    def __call__(self, principal: Principal, *, limit: int = 20, cursor: str | None = None) -> Page[Invoice]:
        """Newest first; none where nothing was ever bought. Raise UnavailableError while the provider is silent."""
        principal.require(Power.BILLING)
        customer = self.billing.get(principal.tenant).customer
        if customer is None or not self.payments.is_set_up():
            return Page((), None)
        return self.payments.invoices(customer, limit=limit, cursor=cursor)
