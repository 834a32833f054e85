"""Begin to buy a plan."""

from dataclasses import dataclass, replace

from flotilla.domain.audit import AuditEntry, Subject
from flotilla.domain.billing import LIVE, Billing, CheckoutState, SubscriptionStatus
from flotilla.domain.errors import ConflictError, NotFoundError
from flotilla.domain.payments import CheckoutOrder
from flotilla.domain.people import Power, Principal
from flotilla.domain.plans import Plan
from flotilla.domain.policy import Policy
from flotilla.domain.tenants import Tenant
from flotilla.ports.clock import Clock, Ids
from flotilla.ports.payments import Payments
from flotilla.ports.repositories import BillingRepository, BotRepository, TenantRepository
from flotilla.services.audited import audited
from flotilla.services.retry import until_no_conflict
from flotilla.services.sync_billing import SyncBilling

_FINAL = {"already_subscribed", "billing_not_set_up", "workspace_deleted"}


@dataclass(frozen=True, slots=True)
class StartCheckout:
    """Opens the provider's page on which a plan is bought.

    Many who begin at once get the same page: each attempt has a number, the number is the key under which the provider
    makes one customer and one page, and the record takes the first answer. A page that is open is handed out again.
    """

    tenants: TenantRepository
    billing: BillingRepository
    bots: BotRepository
    payments: Payments
    clock: Clock
    ids: Ids
    policy: Policy
    site_url: str = ""

    def __call__(self, principal: Principal, plan: Plan) -> str:
        """The page's address. Raise ConflictError (`already_subscribed`, `billing_not_set_up`, `workspace_deleted`)."""
        principal.require(Power.BILLING)
        tenant = self.tenants.get(principal.tenant)
        tenant.require_open()
        if not self.payments.is_set_up():
            raise ConflictError("Nothing can be bought here: payments are not set up.", code="billing_not_set_up")
        return until_no_conflict(lambda: self._open(principal, tenant, plan), final=lambda error: error.code in _FINAL)

    def _open(self, principal: Principal, tenant: Tenant, plan: Plan) -> str:
        billing = self.billing.get(tenant.id)
        if _has_one(billing):
            raise _already()
        if billing.customer is None:
            billing = self._with_customer(tenant, billing)
        return self._open_page(tenant, billing, plan) or self._new_page(principal, tenant, billing, plan)

    def _with_customer(self, tenant: Tenant, billing: Billing) -> Billing:
        number = billing.customers + 1
        key = f"flotilla-customer-{tenant.id}-{number}"
        try:
            customer = self.payments.create_customer(tenant.id, name=tenant.name, key=key)
        except ConflictError:
            # The attempt of this number was made under another name: the next one has the next number.
            self.billing.save(tenant.id, replace(billing, customers=number))
            raise
        return self.billing.save(tenant.id, replace(billing, customer=customer, customers=number))

    def _open_page(self, tenant: Tenant, billing: Billing, plan: Plan) -> str | None:
        """The address of the page that was opened before, if it can still be used."""
        known = self.payments.find_checkout(billing.checkout.id) if billing.checkout is not None else None
        if known is None or known.state is CheckoutState.EXPIRED:
            return None
        if known.state is CheckoutState.COMPLETE:
            # The provider's report is still under way; if what was bought has ended since, another may be bought.
            if _has_one(SyncBilling(self.billing, self.bots, self.payments, self.clock, self.policy)(tenant.id)):
                raise _already()
            self.billing.save(tenant.id, replace(self.billing.get(tenant.id), checkout=None))
            raise ConflictError("The payments changed meanwhile; try again.")
        if known.plan is not plan:
            self.payments.expire_checkout(known.id)
            return None
        return known.url

    def _new_page(self, principal: Principal, tenant: Tenant, billing: Billing, plan: Plan) -> str:
        number = billing.checkouts + 1
        order = self._order(tenant, billing, plan, f"flotilla-checkout-{tenant.id}-{number}")
        try:
            checkout = self.payments.open_checkout(order)
        except NotFoundError:
            # The provider no longer knows the customer: another is made in the next attempt.
            SyncBilling(self.billing, self.bots, self.payments, self.clock, self.policy)(tenant.id)
            raise ConflictError("The payments changed meanwhile; try again.") from None
        except ConflictError:
            self.billing.save(tenant.id, replace(billing, checkouts=number))
            raise
        begun = replace(billing, checkout=checkout, checkouts=number)
        self.billing.save(tenant.id, begun, audit=self._entry(principal, tenant, plan))
        return checkout.url or ""

    def _order(self, tenant: Tenant, billing: Billing, plan: Plan, key: str) -> CheckoutOrder:
        if billing.customer is None:
            raise ConflictError("The payments changed meanwhile; try again.")
        page = f"{self.site_url}/billing"
        return CheckoutOrder(
            tenant=tenant.id,
            customer=billing.customer,
            plan=plan,
            trial_days=0 if billing.had_subscription else self.policy.trial_days,
            success_url=f"{page}?checkout=done",
            cancel_url=f"{page}?checkout=left",
            language=tenant.language,
            key=key,
        )

    def _entry(self, principal: Principal, tenant: Tenant, plan: Plan) -> AuditEntry:
        subject = Subject("billing", tenant.id, tenant.name)
        return audited(
            self.ids, principal, self.clock.now(), "billing.checkout_started", subject, after={"plan": plan.value}
        )


def _has_one(billing: Billing) -> bool:
    """Whether there is a subscription that can be paid, one whose first payment is under way included."""
    one = billing.subscription
    return one is not None and (one.status in LIVE or one.status is SubscriptionStatus.INCOMPLETE)


def _already() -> ConflictError:
    return ConflictError("This workspace has a subscription already. Manage that one.", code="already_subscribed")
