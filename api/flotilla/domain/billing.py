"""Billing: what a workspace has bought, and what follows from it.

What was bought is read from the payment provider and never worked out from its events. What follows from it, the plan
and the grace, is worked out here, by pure functions of that and the time.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from flotilla.domain.ids import CheckoutId, CustomerId, SubscriptionId, TenantId
from flotilla.domain.plans import Plan

GRACE = timedelta(days=7)
"""For so long nothing is suspended after a payment failed or a subscription ended, unless the settings say else."""


class SubscriptionStatus(StrEnum):
    """The provider's own words for the states of a subscription."""

    INCOMPLETE = "incomplete"
    INCOMPLETE_EXPIRED = "incomplete_expired"
    TRIALING = "trialing"
    ACTIVE = "active"
    PAST_DUE = "past_due"
    UNPAID = "unpaid"
    PAUSED = "paused"
    CANCELED = "canceled"


GOOD = frozenset({SubscriptionStatus.TRIALING, SubscriptionStatus.ACTIVE})
"""Paid for, or on trial."""

OWING = frozenset({SubscriptionStatus.PAST_DUE, SubscriptionStatus.UNPAID, SubscriptionStatus.PAUSED})
"""Bought, and not paid: a payment failed, or a trial ended without a way to pay."""

LIVE = GOOD | OWING
"""It can be paid, changed or cancelled; a workspace has at most one of these."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """A subscription as the provider has it. `ends_at`: when it ends by itself, if that was asked for."""

    id: SubscriptionId
    status: SubscriptionStatus
    plan: Plan
    created_at: datetime
    period_end: datetime | None = None
    trial_end: datetime | None = None
    ends_at: datetime | None = None


class CheckoutState(StrEnum):
    """What became of a checkout."""

    OPEN = "open"
    COMPLETE = "complete"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Checkout:
    """A page of the provider's on which a plan is bought."""

    id: CheckoutId
    plan: Plan
    url: str | None
    state: CheckoutState
    expires_at: datetime


class GraceReason(StrEnum):
    """Why a workspace has more than it pays for."""

    PAYMENT = "payment"
    DOWNGRADE = "downgrade"


@dataclass(frozen=True, slots=True)
class Grace:
    """The time in which nothing is taken away yet. `ended_at`: when what is too much was first suspended.

    `warned_at` and `ended_told_at`: when people were written to about the begin and the end.
    """

    reason: GraceReason
    since: datetime
    until: datetime
    warned_at: datetime | None = None
    ended_at: datetime | None = None
    ended_told_at: datetime | None = None

    def is_over(self, now: datetime) -> bool:
        """Whether what is too much may be suspended."""
        return now >= self.until


@dataclass(frozen=True, slots=True)
class Billing:
    """What is known of a workspace's payments. Version 0 is one that nothing is known of.

    `customers` and `checkouts` count those that were begun: they tell a repeated attempt from a new one.
    """

    tenant: TenantId
    customer: CustomerId | None = None
    customers: int = 0
    subscription: Subscription | None = None
    had_subscription: bool = False
    checkout: Checkout | None = None
    checkouts: int = 0
    grace: Grace | None = None
    synced_at: datetime | None = None
    version: int = 0

    @property
    def live(self) -> Subscription | None:
        """The subscription, unless it has ended or never came about."""
        return self.subscription if self.subscription is not None and self.subscription.status in LIVE else None

    def plan(self, now: datetime) -> Plan:
        """What it may use now: what it pays for, or owes for and is in grace."""
        if self.live is None:
            return Plan.FREE
        in_grace = self.grace is not None and not self.grace.is_over(now)
        return self.live.plan if self.live.status in GOOD or in_grace else Plan.FREE

    @property
    def plan_after_grace(self) -> Plan:
        """What it may use once no grace is left."""
        return self.live.plan if self.live is not None and self.live.status in GOOD else Plan.FREE


def choose(subscriptions: tuple[Subscription, ...]) -> Subscription | None:
    """The one that counts of all that a customer ever had: one that lives, paid before owing, else the newest."""

    def rank(one: Subscription) -> tuple[bool, bool, datetime, str]:
        return one.status in GOOD, one.status in LIVE, one.created_at, one.id

    return max(subscriptions, key=rank, default=None)


def synced(
    before: Billing, subscription: Subscription | None, *, over: bool, now: datetime, grace: timedelta
) -> Billing:
    """The record with what the provider says now; `over`: whether more runs than its plan will allow.

    A grace that has begun goes on, whatever else goes wrong meanwhile: failing to pay and then cancelling buys no time.
    """
    after = replace(
        before,
        subscription=subscription,
        had_subscription=before.had_subscription or subscription is not None,
        synced_at=now,
    )
    live = after.live
    owes = live is not None and live.status in OWING
    if not owes and not over:
        return replace(after, grace=None)
    if before.grace is not None and (owes or live is None or before.grace.reason is GraceReason.DOWNGRADE):
        return after
    reason = GraceReason.PAYMENT if owes else GraceReason.DOWNGRADE
    return replace(after, grace=Grace(reason, now, now + grace))
