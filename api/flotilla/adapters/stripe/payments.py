"""Implements Payments by Stripe's own library."""

# ruff: noqa: PLC0415  # The library is large; whether anything is sold can be told without it.

import json
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from flotilla.adapters.cursors import read_cursor, write_cursor
from flotilla.adapters.stripe.read import read_checkout, read_event, read_invoice, read_subscription
from flotilla.domain.billing import Checkout, CheckoutState, Subscription
from flotilla.domain.errors import InvalidInputError, MisconfiguredError, NotFoundError
from flotilla.domain.ids import CheckoutId, CustomerId, SubscriptionId, TenantId
from flotilla.domain.page import Page
from flotilla.domain.payments import CheckoutOrder, Invoice, PaymentEvent, Price
from flotilla.domain.plans import Plan

if TYPE_CHECKING:
    import stripe

TIMEOUT_SECONDS = (2.0, 6.0)
"""To connect, and to wait for an answer. With the retry, two calls in a row fit into what a request may take."""

RETRIES = 1
TOLERANCE_SECONDS = 300
"""A webhook whose signature is older was caught and is being replayed."""

_MOST_SUBSCRIPTIONS = 100
_LOCALES = {"en": "en", "pt": "pt-BR", "es": "es"}

Secret = Callable[[], str | None]


class StripePayments:
    """Implements Payments. Key and webhook secret are asked for at each use, so that they can be set meanwhile.

    `prices` are Stripe's ids of what is sold; `api_base` stands in for Stripe's own address.
    """

    def __init__(
        self, *, api_key: Secret, webhook_secret: Secret, prices: Mapping[Plan, str], api_base: str | None = None
    ) -> None:
        self._api_key = api_key
        self._webhook_secret = webhook_secret
        self._prices = {plan: price for plan, price in prices.items() if price}
        self._api_base = api_base
        self._made: tuple[str, stripe.StripeClient] | None = None

    def is_set_up(self) -> bool:
        """See the port."""
        return bool(self._prices and self._api_key())

    def create_customer(self, tenant: TenantId, *, name: str, key: str) -> CustomerId:
        """See the port."""
        params: Any = {"name": name, "metadata": {"tenant": tenant}}
        made = self._call(lambda client: client.v1.customers.create(params=params, options={"idempotency_key": key}))
        return CustomerId(made["id"])

    def open_checkout(self, order: CheckoutOrder) -> Checkout:
        """See the port."""
        about = {"tenant": order.tenant, "plan": order.plan.value}
        subscription: dict[str, Any] = {"metadata": about}
        if order.trial_days:
            subscription["trial_period_days"] = order.trial_days
        params: Any = {
            "mode": "subscription",
            "customer": order.customer,
            "client_reference_id": order.tenant,
            "line_items": [{"price": self._price_of(order.plan), "quantity": 1}],
            "subscription_data": subscription,
            "metadata": about,
            "allow_promotion_codes": True,
            "success_url": order.success_url,
            "cancel_url": order.cancel_url,
            "locale": _LOCALES.get(order.language, "auto"),
        }
        made = self._call(
            lambda client: client.v1.checkout.sessions.create(params=params, options={"idempotency_key": order.key})
        )
        return read_checkout(made)

    def find_checkout(self, checkout: CheckoutId) -> Checkout | None:
        """See the port."""
        try:
            return read_checkout(self._call(lambda client: client.v1.checkout.sessions.retrieve(checkout)))
        except NotFoundError:
            return None

    def expire_checkout(self, checkout: CheckoutId) -> None:
        """See the port."""
        if (found := self.find_checkout(checkout)) is not None and found.state is CheckoutState.OPEN:
            self._call(lambda client: client.v1.checkout.sessions.expire(checkout))

    def open_portal(self, customer: CustomerId, *, return_url: str, language: str) -> str:
        """See the port."""
        params: Any = {"customer": customer, "return_url": return_url, "locale": _LOCALES.get(language, "auto")}
        return str(self._call(lambda client: client.v1.billing_portal.sessions.create(params=params))["url"])

    def subscriptions(self, customer: CustomerId) -> tuple[Subscription, ...] | None:
        """See the port."""
        try:
            found = self._call(lambda client: client.v1.customers.retrieve(customer))
        except NotFoundError:
            return None
        if found.get("deleted"):
            return None
        params: Any = {"customer": customer, "status": "all", "limit": _MOST_SUBSCRIPTIONS}
        listed = self._call(lambda client: client.v1.subscriptions.list(params=params))["data"]
        plans = {price: plan for plan, price in self._prices.items()}
        read = (read_subscription(one, plans) for one in listed)
        return tuple(one for one in read if one is not None)

    def cancel(self, subscription: SubscriptionId) -> None:
        """See the port."""
        try:
            self._call(lambda client: client.v1.subscriptions.cancel(subscription))
        except NotFoundError:
            return  # So Stripe answers for one that has ended, too.

    def invoices(self, customer: CustomerId, *, limit: int, cursor: str | None = None) -> Page[Invoice]:
        """See the port."""
        scope = ("invoices", customer)
        params: Any = {"customer": customer, "limit": limit}
        after = read_cursor(scope, cursor)
        if after is not None:
            params["starting_after"] = after
        found = self._call(lambda client: client.v1.invoices.list(params=params))
        items = tuple(map(read_invoice, found["data"]))
        return Page(items, write_cursor(scope, items[-1].id) if found["has_more"] and items else None)

    def prices(self) -> tuple[Price, ...]:
        """See the port."""
        return tuple(self._price(plan, price) for plan, price in self._prices.items())

    def read_event(self, body: bytes, signature: str) -> PaymentEvent:
        """See the port."""
        import stripe

        secret = self._webhook_secret()
        if not secret:
            raise MisconfiguredError("STRIPE_WEBHOOK_SECRET is not set: no webhook can be believed.")
        try:
            text = body.decode()
            stripe.WebhookSignature.verify_header(text, signature, secret, TOLERANCE_SECONDS)
        except (stripe.SignatureVerificationError, UnicodeDecodeError):
            raise InvalidInputError("The signature is not the payment provider's.", code="bad_signature") from None
        try:
            return read_event(json.loads(text), text)
        except (ValueError, KeyError, TypeError, AttributeError):
            raise InvalidInputError("This is no event.", code="bad_event") from None

    def _price(self, plan: Plan, price: str) -> Price:
        found = self._call(lambda client: client.v1.prices.retrieve(price))
        return Price(plan, found["unit_amount"] or 0, found["currency"], found["recurring"]["interval"])

    def _price_of(self, plan: Plan) -> str:
        if plan not in self._prices:
            raise MisconfiguredError(f"No price is set for the plan {plan}.")
        return self._prices[plan]

    def _call(self, request: Callable[["stripe.StripeClient"], Any]) -> dict[str, Any]:
        from flotilla.adapters.stripe.failures import translated

        with translated():
            answer: dict[str, Any] = request(self._client()).to_dict()
        return answer

    def _client(self) -> "stripe.StripeClient":
        import stripe

        key = self._api_key()
        if not key:
            raise MisconfiguredError("STRIPE_SECRET_KEY is not set.")
        if self._made is None or self._made[0] != key:
            http = stripe.RequestsClient(timeout=TIMEOUT_SECONDS)
            base: Any = {"api": self._api_base} if self._api_base else None
            client = stripe.StripeClient(key, http_client=http, base_addresses=base, max_network_retries=RETRIES)
            self._made = key, client
        return self._made[1]
