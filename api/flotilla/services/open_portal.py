"""Open the payment provider's page on which a subscription is managed."""

from dataclasses import dataclass

from flotilla.domain.audit import Subject
from flotilla.domain.errors import ConflictError, NotFoundError
from flotilla.domain.people import Power, Principal
from flotilla.ports.clock import Clock, Ids
from flotilla.ports.payments import Payments
from flotilla.ports.repositories import AuditRepository, BillingRepository, TenantRepository
from flotilla.services.audited import audited


@dataclass(frozen=True, slots=True)
class OpenPortal:
    """Hands out an address that is good for a short time and for this workspace's payments only."""

    tenants: TenantRepository
    billing: BillingRepository
    audit: AuditRepository
    payments: Payments
    clock: Clock
    ids: Ids
    site_url: str = ""

    def __call__(self, principal: Principal) -> str:
        """The address. Raise ConflictError (`no_customer`) where nothing was ever bought."""
        principal.require(Power.BILLING)
        tenant, customer = self.tenants.get(principal.tenant), self.billing.get(principal.tenant).customer
        if customer is None or not self.payments.is_set_up():
            raise _nobody()
        back = f"{self.site_url}/billing"
        try:
            url = self.payments.open_portal(customer, return_url=back, language=tenant.language)
        except NotFoundError:
            raise _nobody() from None
        subject = Subject("billing", tenant.id, tenant.name)
        entry = audited(self.ids, principal, self.clock.now(), "billing.portal_opened", subject)
        self.audit.add(tenant.id, entry)
        return url


def _nobody() -> ConflictError:
    return ConflictError("Nothing was bought for this workspace yet.", code="no_customer")
