"""The workspace's plan, what it uses up, and its payments."""

from chalicelib.http.endpoints import Call
from chalicelib.resources.billing.schemas import (
    BillingAnswer,
    CheckoutBody,
    InvoiceListAnswer,
    InvoicesQuery,
    MonthOfUseAnswer,
    PageAnswer,
    UsageQuery,
)
from chalicelib.web import Resource
from flotilla import bootstrap
from flotilla.domain.billing_views import invoice_view, limit_view, plan_view, subscription_view
from flotilla.domain.people import Power
from flotilla.domain.plans import PLANS, Plan
from flotilla.domain.usage_views import usage_view
from flotilla.domain.views import View

billing = Resource("billing")


@billing.endpoint("GET", "/billing", access=Power.BILLING, returns=BillingAnswer)
def show_billing(call: Call) -> View:
    """Show the workspace's plan, what it has bought, this month's use, and the plans there are."""
    services = bootstrap.services()
    shown, usage = services.show_billing(call.principal), services.show_usage(call.principal)
    prices = {price.plan: price for price in shown.prices or ()}
    return {
        "set_up": shown.set_up,
        "manageable": shown.set_up and shown.billing.customer is not None,
        "plan": shown.tenant.plan.value,
        "subscription": subscription_view(shown.billing, shown.now),
        "plans": [plan_view(plan, quotas, prices.get(plan)) for plan, quotas in PLANS.items()],
        "reached": [limit_view(note) for note in shown.limits],
        "usage": usage_view(usage.month, usage.used, usage.there_is, usage.stored_bytes, usage.tenant.quotas),
    }


@billing.endpoint("GET", "/billing/usage", access=Power.BILLING, returns=MonthOfUseAnswer)
def show_usage(call: Call, query: UsageQuery) -> View:
    """Show what was used up in a month, next to what the plan allows."""
    usage = bootstrap.services().show_usage(call.principal, query.month)
    return usage_view(usage.month, usage.used, usage.there_is, usage.stored_bytes, usage.tenant.quotas)


@billing.endpoint("POST", "/billing/checkout", access=Power.BILLING, returns=PageAnswer, errors=(409,))
def start_checkout(call: Call, body: CheckoutBody) -> View:
    """Begin to buy a plan. Whoever begins while somebody else does gets the same page."""
    return {"url": bootstrap.services().start_checkout(call.principal, Plan(body.plan))}


@billing.endpoint("POST", "/billing/portal", access=Power.BILLING, returns=PageAnswer, errors=(409,))
def open_portal(call: Call) -> View:
    """Open the page on which the subscription, the card and the bills are managed."""
    return {"url": bootstrap.services().open_portal(call.principal)}


@billing.endpoint("GET", "/billing/invoices", access=Power.BILLING, returns=InvoiceListAnswer)
def list_invoices(call: Call, query: InvoicesQuery) -> View:
    """List the workspace's bills, newest first."""
    page = bootstrap.services().list_invoices(call.principal, limit=query.limit, cursor=query.cursor)
    return {"items": [invoice_view(one) for one in page.items], "next_cursor": page.next_cursor}
