"""Write to those who can pay that a grace has begun, or ended."""

from dataclasses import dataclass, replace

from flotilla.domain.billing import Billing, Grace
from flotilla.domain.billing_mails import mail_of_end, mail_of_grace
from flotilla.domain.ids import TenantId
from flotilla.domain.people import POWERS, Power
from flotilla.ports.clock import Clock
from flotilla.ports.mailer import Mail, Mailer
from flotilla.ports.repositories import BillingRepository, MemberRepository, TenantRepository
from flotilla.services.retry import until_no_conflict


@dataclass(frozen=True, slots=True)
class WriteOfGrace:
    """Writes once of each. That it was done is noted afterwards: after a crash in between, rather twice than never."""

    tenants: TenantRepository
    members: MemberRepository
    billing: BillingRepository
    mailer: Mailer
    clock: Clock
    site_url: str

    def __call__(self, tenant_id: TenantId) -> None:
        """Raise UnavailableError or MisconfiguredError if somebody could not be written to."""
        grace = self.billing.get(tenant_id).grace
        if grace is None:
            return
        ended = grace.ended_at is not None
        if (grace.ended_told_at if ended else grace.warned_at) is not None:
            return
        self._write(tenant_id, grace, ended=ended)
        until_no_conflict(lambda: self._note(tenant_id, grace, ended=ended))

    def _write(self, tenant_id: TenantId, grace: Grace, *, ended: bool) -> None:
        tenant = self.tenants.get(tenant_id)
        letter = mail_of_end if ended else mail_of_grace
        subject, text = letter(tenant, grace, f"{self.site_url}/billing")
        for member in self.members.list(tenant_id):
            if member.active and Power.BILLING in POWERS[member.role]:
                self.mailer.send(Mail(member.email, subject, text))

    def _note(self, tenant_id: TenantId, grace: Grace, *, ended: bool) -> Billing:
        billing, now = self.billing.get(tenant_id), self.clock.now()
        if billing.grace is None or billing.grace.since != grace.since:
            return billing
        told = replace(billing.grace, ended_told_at=now) if ended else replace(billing.grace, warned_at=now)
        return self.billing.save(tenant_id, replace(billing, grace=told))
