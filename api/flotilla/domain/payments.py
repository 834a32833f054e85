"""What goes to and fro between Flotilla and the payment provider."""

from dataclasses import dataclass, field
from datetime import datetime

from flotilla.domain.ids import CustomerId, PaymentEventId, TenantId
from flotilla.domain.plans import Plan

HEARD = frozenset(
    {
        "checkout.session.completed",
        "customer.subscription.created",
        "customer.subscription.updated",
        "customer.subscription.deleted",
        "invoice.paid",
        "invoice.payment_failed",
        "customer.deleted",
    }
)
"""The events after which the subscription is read again; all others are kept and change nothing."""


@dataclass(frozen=True, slots=True)
class PaymentEvent:
    """An event whose signature was right. `raw` is personal data: it is stored, and neither logged nor shown."""

    id: PaymentEventId
    type: str
    created_at: datetime
    customer: CustomerId | None
    tenant: TenantId | None
    raw: str = field(repr=False)

    @property
    def is_heard(self) -> bool:
        """Whether anything follows from it."""
        return self.type in HEARD


@dataclass(frozen=True, slots=True)
class CheckoutOrder:
    """What a checkout is to sell. `key` is the same for the same attempt, so that a repeated call makes no second."""

    tenant: TenantId
    customer: CustomerId
    plan: Plan
    trial_days: int
    success_url: str
    cancel_url: str
    language: str
    key: str


@dataclass(frozen=True, slots=True)
class Invoice:
    """A bill. Amounts are in the currency's smallest unit."""

    id: str
    number: str | None
    status: str
    amount_due: int
    amount_paid: int
    currency: str
    created_at: datetime
    page_url: str | None
    pdf_url: str | None


@dataclass(frozen=True, slots=True)
class Price:
    """What a plan costs: so much of the currency's smallest unit in each interval (`month`, `year`)."""

    plan: Plan
    amount: int
    currency: str
    interval: str
