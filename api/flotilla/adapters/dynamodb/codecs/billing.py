"""What is known of payments, and that limits were reached."""

from typing import Any

from flotilla.adapters.dynamodb import keys
from flotilla.adapters.dynamodb.values import Item, read_time, read_time_or_none, write_time
from flotilla.domain.billing import (
    Billing,
    Checkout,
    CheckoutState,
    Grace,
    GraceReason,
    Subscription,
    SubscriptionStatus,
)
from flotilla.domain.ids import CheckoutId, CustomerId, PaymentEventId, SubscriptionId, TenantId
from flotilla.domain.limit_notes import LimitNote
from flotilla.domain.payments import PaymentEvent
from flotilla.domain.plans import Plan


def write_billing(billing: Billing) -> Item:
    """The record's item; it stands in an index while a grace runs or has ended, until it is paid."""
    grace = billing.grace
    return {
        **keys.billing(billing.tenant)._asdict(),
        "kind": "billing",
        "v": 1,
        "gsi1pk": keys.IN_GRACE if grace else None,
        "gsi1sk": f"{write_time(grace.until)}#{billing.tenant}" if grace else None,
        "customer": billing.customer,
        "customers": billing.customers,
        "subscription": _write_subscription(billing.subscription),
        "had_subscription": billing.had_subscription,
        "checkout": _write_checkout(billing.checkout),
        "checkouts": billing.checkouts,
        "grace": _write_grace(grace),
        "synced_at": write_time(billing.synced_at),
        "version": billing.version,
    }


def read_billing(item: Item) -> Billing:
    """The record in an item."""
    return Billing(
        tenant=keys.tenant_of(item["pk"]),
        customer=CustomerId(item["customer"]) if "customer" in item else None,
        customers=item.get("customers", 0),
        subscription=_read_subscription(item.get("subscription")),
        had_subscription=item.get("had_subscription", False),
        checkout=_read_checkout(item.get("checkout")),
        checkouts=item.get("checkouts", 0),
        grace=_read_grace(item.get("grace")),
        synced_at=read_time_or_none(item.get("synced_at")),
        version=item["version"],
    )


def _write_subscription(one: Subscription | None) -> Item | None:
    if one is None:
        return None
    return _present(
        id=one.id,
        status=one.status.value,
        plan=one.plan.value,
        created_at=write_time(one.created_at),
        period_end=write_time(one.period_end),
        trial_end=write_time(one.trial_end),
        ends_at=write_time(one.ends_at),
    )


def _read_subscription(item: Item | None) -> Subscription | None:
    if item is None:
        return None
    return Subscription(
        id=SubscriptionId(item["id"]),
        status=SubscriptionStatus(item["status"]),
        plan=Plan(item["plan"]),
        created_at=read_time(item["created_at"]),
        period_end=read_time_or_none(item.get("period_end")),
        trial_end=read_time_or_none(item.get("trial_end")),
        ends_at=read_time_or_none(item.get("ends_at")),
    )


def _write_checkout(one: Checkout | None) -> Item | None:
    if one is None:
        return None
    return _present(
        id=one.id, plan=one.plan.value, url=one.url, state=one.state.value, expires_at=write_time(one.expires_at)
    )


def _read_checkout(item: Item | None) -> Checkout | None:
    if item is None:
        return None
    state, expires_at = CheckoutState(item["state"]), read_time(item["expires_at"])
    return Checkout(CheckoutId(item["id"]), Plan(item["plan"]), item.get("url"), state, expires_at)


def _write_grace(one: Grace | None) -> Item | None:
    if one is None:
        return None
    return _present(
        reason=one.reason.value,
        since=write_time(one.since),
        until=write_time(one.until),
        warned_at=write_time(one.warned_at),
        ended_at=write_time(one.ended_at),
        ended_told_at=write_time(one.ended_told_at),
    )


def _read_grace(item: Item | None) -> Grace | None:
    if item is None:
        return None
    return Grace(
        reason=GraceReason(item["reason"]),
        since=read_time(item["since"]),
        until=read_time(item["until"]),
        warned_at=read_time_or_none(item.get("warned_at")),
        ended_at=read_time_or_none(item.get("ended_at")),
        ended_told_at=read_time_or_none(item.get("ended_told_at")),
    )


def write_limit_note(note: LimitNote) -> Item:
    """The note's item: one for each limit."""
    return {
        **keys.limit_note(note.tenant, note.limit)._asdict(),
        "kind": "limit",
        "v": 1,
        "allowed": note.allowed,
        "plan": note.plan.value,
        "at": write_time(note.at),
    }


def read_limit_note(item: Item) -> LimitNote:
    """The note in an item."""
    limit = keys.id_of(item["sk"])
    return LimitNote(keys.tenant_of(item["pk"]), limit, item["allowed"], Plan(item["plan"]), read_time(item["at"]))


def write_payment_event(event: PaymentEvent) -> Item:
    """The event's item in the runtime table, without its expiry."""
    return {
        **keys.payment_event(event.id)._asdict(),
        "kind": "payment_event",
        "v": 1,
        "type": event.type,
        "created_at": write_time(event.created_at),
        "customer": event.customer,
        "tenant": event.tenant,
        "raw": event.raw,
    }


def read_payment_event(item: Item) -> PaymentEvent:
    """The event in an item."""
    return PaymentEvent(
        id=PaymentEventId(keys.id_of(item["pk"])),
        type=item["type"],
        created_at=read_time(item["created_at"]),
        customer=CustomerId(item["customer"]) if "customer" in item else None,
        tenant=TenantId(item["tenant"]) if "tenant" in item else None,
        raw=item["raw"],
    )


def _present(**values: Any) -> Item:
    return {name: value for name, value in values.items() if value is not None}
