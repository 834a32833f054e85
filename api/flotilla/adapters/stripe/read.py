"""Stripe's objects as the domain's. Its JSON is read by hand: which members there are differs by version of its API."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from flotilla.domain.billing import Checkout, CheckoutState, Subscription, SubscriptionStatus
from flotilla.domain.ids import CheckoutId, CustomerId, PaymentEventId, SubscriptionId, TenantId
from flotilla.domain.payments import Invoice, PaymentEvent
from flotilla.domain.plans import Plan

Json = Mapping[str, Any]


def read_subscription(body: Json, plans: Mapping[str, Plan]) -> Subscription | None:
    """The subscription; None for one of something else that is sold by the same account.

    `plans` are those of the prices that are sold now; an older price's plan stands in what we noted when it was bought.
    """
    items = body["items"]["data"]
    known = [plans[item["price"]["id"]] for item in items if item["price"]["id"] in plans]
    noted = (body.get("metadata") or {}).get("plan")
    plan = known[0] if known else Plan(noted) if noted in tuple(Plan) else None
    if plan is None:
        return None
    period_end = body.get("current_period_end") or max(
        (item.get("current_period_end") or 0 for item in items), default=0
    )
    ends_at = body.get("cancel_at") or (period_end if body.get("cancel_at_period_end") else None)
    return Subscription(
        id=SubscriptionId(body["id"]),
        status=SubscriptionStatus(body["status"]),
        plan=plan,
        created_at=_moment(body["created"]),
        period_end=_moment_or_none(period_end),
        trial_end=_moment_or_none(body.get("trial_end")),
        ends_at=_moment_or_none(ends_at),
    )


def read_checkout(body: Json) -> Checkout:
    """The checkout."""
    plan, state = Plan(body["metadata"]["plan"]), CheckoutState(body["status"])
    return Checkout(CheckoutId(body["id"]), plan, body.get("url"), state, _moment(body["expires_at"]))


def read_invoice(body: Json) -> Invoice:
    """The bill."""
    return Invoice(
        id=body["id"],
        number=body.get("number"),
        status=body.get("status") or "draft",
        amount_due=body["amount_due"],
        amount_paid=body["amount_paid"],
        currency=body["currency"],
        created_at=_moment(body["created"]),
        page_url=body.get("hosted_invoice_url"),
        pdf_url=body.get("invoice_pdf"),
    )


def read_event(body: Json, raw: str) -> PaymentEvent:
    """The event. Raise KeyError or TypeError for what has not the form of one."""
    about = body["data"]["object"]
    customer = about["id"] if about.get("object") == "customer" else about.get("customer")
    if isinstance(customer, Mapping):
        customer = customer["id"]
    tenant = (about.get("metadata") or {}).get("tenant") or about.get("client_reference_id")
    return PaymentEvent(
        id=PaymentEventId(str(body["id"])),
        type=str(body["type"]),
        created_at=_moment(body["created"]),
        customer=CustomerId(customer) if customer else None,
        tenant=TenantId(tenant) if tenant else None,
        raw=raw,
    )


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _moment_or_none(seconds: int | None) -> datetime | None:
    return _moment(seconds) if seconds else None
