"""How plans, payments and limits look from outside."""

from datetime import datetime

from flotilla.domain.billing import Billing, Grace
from flotilla.domain.limit_notes import LimitNote
from flotilla.domain.payments import Invoice, Price
from flotilla.domain.plans import Plan, Quotas
from flotilla.domain.views import View, iso, iso_or_none


def subscription_view(billing: Billing, now: datetime) -> View:
    """What a workspace has bought, and the grace it is in; without anything of the payment provider's."""
    subscription, grace = billing.subscription, billing.grace
    return {
        "plan": billing.plan(now).value,
        "status": subscription.status.value if subscription is not None else None,
        "period_end": iso_or_none(subscription.period_end) if subscription is not None else None,
        "trial_end": iso_or_none(subscription.trial_end) if subscription is not None else None,
        "ends_at": iso_or_none(subscription.ends_at) if subscription is not None else None,
        "grace": _grace_view(grace) if grace is not None else None,
    }


def _grace_view(grace: Grace) -> View:
    return {
        "reason": grace.reason.value,
        "since": iso(grace.since),
        "until": iso(grace.until),
        "ended": grace.ended_at is not None,
    }


def limit_view(note: LimitNote) -> View:
    """That a limit was reached."""
    return {"name": note.limit, "allowed": note.allowed, "plan": note.plan.value, "at": iso(note.at)}


def quotas_view(quotas: Quotas) -> View:
    """What a plan allows; null is any number."""
    return {
        "bots": quotas.bots,
        "users": quotas.users,
        "messages": quotas.messages,
        "ai_tokens_per_month": quotas.ai_tokens_per_month,
        "ai_tokens_per_day": quotas.ai_tokens_per_day,
        "schedules": quotas.schedules,
        "features": sorted(feature.value for feature in quotas.features),
    }


def plan_view(plan: Plan, quotas: Quotas, price: Price | None) -> View:
    """A plan as it is offered; a plan without a price costs nothing, or can't be bought here."""
    shown = {"amount": price.amount, "currency": price.currency, "interval": price.interval} if price else None
    return {"plan": plan.value, "limits": quotas_view(quotas), "price": shown}


def invoice_view(invoice: Invoice) -> View:
    """A bill."""
    return {
        "id": invoice.id,
        "number": invoice.number,
        "status": invoice.status,
        "amount_due": invoice.amount_due,
        "amount_paid": invoice.amount_paid,
        "currency": invoice.currency,
        "created_at": iso(invoice.created_at),
        "page_url": invoice.page_url,
        "pdf_url": invoice.pdf_url,
    }
