"""Do what the end of a grace brings, by the clock."""

import logging
from dataclasses import dataclass, replace

from flotilla.domain.billing import Billing
from flotilla.domain.errors import FlotillaError, UnavailableError
from flotilla.domain.ids import TenantId
from flotilla.domain.plans import PLANS
from flotilla.domain.policy import Policy
from flotilla.ports.clock import Clock, Ids
from flotilla.ports.fleet import FleetRepository
from flotilla.ports.mailer import Mailer
from flotilla.ports.payments import Payments
from flotilla.ports.realtime import Doorbell
from flotilla.ports.repositories import BillingRepository, BotRepository, MemberRepository, TenantRepository
from flotilla.services.align_bots import AlignBots
from flotilla.services.retry import until_no_conflict
from flotilla.services.sync_billing import SyncBilling
from flotilla.services.write_of_grace import WriteOfGrace

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class EnforcePlans:
    """Looks at every workspace that is in grace, or beyond. Safe to repeat.

    The provider is asked before anything is suspended: while it does not answer, nobody loses a bot.
    """

    fleet: FleetRepository
    tenants: TenantRepository
    members: MemberRepository
    billing: BillingRepository
    bots: BotRepository
    payments: Payments
    mailer: Mailer
    doorbell: Doorbell
    clock: Clock
    ids: Ids
    policy: Policy
    site_url: str = ""

    def __call__(self) -> int:
        """How many workspaces were looked at. Raise UnavailableError if any could not be, after all the others."""
        tenants = self.fleet.tenants_in_grace()
        failed = [tenant for tenant in tenants if not self._is_done(tenant)]
        if failed:
            raise UnavailableError(f"The plans of {len(failed)} workspaces could not be looked at.")
        return len(tenants)

    def _is_done(self, tenant: TenantId) -> bool:
        try:
            self._enforce(tenant)
        except FlotillaError as error:
            log.error("plan not enforced", extra={"tenant": tenant, "code": error.code, "reason": error.message})  # noqa: TRY400  # The message says it.
            return False
        return True

    def _enforce(self, tenant: TenantId) -> None:
        if not self.payments.is_set_up():
            until_no_conflict(lambda: self._forgive(tenant))
            self._align(tenant, may_suspend=False)
            return
        billing = SyncBilling(self.billing, self.bots, self.payments, self.clock, self.policy)(tenant)
        over = billing.grace is not None and billing.grace.is_over(self.clock.now())
        if self._align(tenant, may_suspend=over) and billing.grace is not None and billing.grace.ended_at is None:
            until_no_conflict(lambda: self._note_end(tenant))
        WriteOfGrace(self.tenants, self.members, self.billing, self.mailer, self.clock, self.site_url)(tenant)

    def _align(self, tenant: TenantId, *, may_suspend: bool) -> int:
        allowed = PLANS[self.tenants.get(tenant).plan].bots
        return AlignBots(self.bots, self.doorbell, self.clock, self.ids)(tenant, allowed, may_suspend=may_suspend)

    def _forgive(self, tenant: TenantId) -> Billing:
        """Where nothing is sold any more, nobody owes anything."""
        billing = self.billing.get(tenant)
        return self.billing.save(tenant, replace(billing, grace=None)) if billing.grace is not None else billing

    def _note_end(self, tenant: TenantId) -> Billing:
        billing = self.billing.get(tenant)
        if billing.grace is None or billing.grace.ended_at is not None:
            return billing
        grace = replace(billing.grace, ended_at=self.clock.now())
        return self.billing.save(tenant, replace(billing, grace=grace))
