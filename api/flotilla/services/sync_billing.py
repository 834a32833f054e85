"""Read anew from the payment provider what a workspace has bought."""

from dataclasses import dataclass, replace

from flotilla.domain.billing import Billing, choose, synced
from flotilla.domain.ids import TenantId
from flotilla.domain.plans import PLANS
from flotilla.domain.policy import Policy
from flotilla.ports.clock import Clock
from flotilla.ports.payments import Payments
from flotilla.ports.repositories import BillingRepository, BotRepository
from flotilla.services.retry import until_no_conflict


@dataclass(frozen=True, slots=True)
class SyncBilling:
    """Shared by the use cases around payments.

    The record is read before the provider is asked and saved only if nobody saved it since, and each save counts: so
    of two that ask at once, the one with the older answer asks again. What is stored last was true last.
    """

    billing: BillingRepository
    bots: BotRepository
    payments: Payments
    clock: Clock
    policy: Policy

    def __call__(self, tenant: TenantId) -> Billing:
        """The record as saved. Raise UnavailableError while the provider does not answer."""
        return until_no_conflict(lambda: self._sync(tenant))

    def _sync(self, tenant: TenantId) -> Billing:
        before = self.billing.get(tenant)
        found = self.payments.subscriptions(before.customer) if before.customer is not None else ()
        if found is None:
            # The customer was deleted: whatever is bought next is another customer's.
            before = replace(before, customer=None, checkout=None)
        chosen = choose(found or ())
        allowed = PLANS[replace(before, subscription=chosen).plan_after_grace].bots
        wanted = sum(bot.is_wanted for bot in self.bots.list(tenant))
        over = allowed is not None and wanted > allowed
        after = synced(before, chosen, over=over, now=self.clock.now(), grace=self.policy.grace)
        return self.billing.save(tenant, after)
