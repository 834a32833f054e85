"""The payment provider in memory."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from flotilla.adapters.cursors import read_cursor, write_cursor
from flotilla.domain.billing import LIVE, Checkout, CheckoutState, Subscription, SubscriptionStatus
from flotilla.domain.errors import ConflictError, InvalidInputError, NotFoundError, UnavailableError
from flotilla.domain.ids import CheckoutId, CustomerId, PaymentEventId, SubscriptionId, TenantId
from flotilla.domain.page import Page
from flotilla.domain.payments import CheckoutOrder, Invoice, PaymentEvent, Price
from flotilla.domain.plans import Plan
from flotilla.ports.clock import Clock

SIGNATURE = "signed by the provider"
"""The one signature that is right."""


class MemoryPayments:
    """Implements Payments; what people do on the provider's pages are methods of its own.

    `set_up` False: no key is set; `failing` makes it refuse every call.
    """

    def __init__(self, clock: Clock, *, set_up: bool) -> None:
        self._clock = clock
        self.set_up = set_up
        self.failing = False
        self.customers: dict[CustomerId, TenantId] = {}
        self.deleted: set[CustomerId] = set()
        self.checkouts: dict[CheckoutId, tuple[Checkout, CheckoutOrder]] = {}
        self.bought: dict[SubscriptionId, tuple[CustomerId, Subscription]] = {}
        self.bills: list[tuple[CustomerId, Invoice]] = []
        self._by_key: dict[str, tuple[object, str]] = {}

    def is_set_up(self) -> bool:
        """See the port."""
        return self.set_up

    def create_customer(self, tenant: TenantId, *, name: str, key: str) -> CustomerId:
        """See the port."""
        made = CustomerId(self._once(key, (tenant, name), f"cus_{len(self.customers) + 1}"))
        self.customers[made] = tenant
        return made

    def open_checkout(self, order: CheckoutOrder) -> Checkout:
        """See the port."""
        if order.customer not in self.customers or order.customer in self.deleted:
            raise NotFoundError("There is no such customer.")
        made = CheckoutId(self._once(order.key, order, f"cs_{len(self.checkouts) + 1}"))
        ends = self._clock.now() + timedelta(hours=24)
        url = f"https://pay.example.com/{made}"
        self.checkouts.setdefault(made, (Checkout(made, order.plan, url, CheckoutState.OPEN, ends), order))
        return self.checkouts[made][0]

    def find_checkout(self, checkout: CheckoutId) -> Checkout | None:
        """See the port."""
        self._answer()
        found = self.checkouts.get(checkout)
        if found is None:
            return None
        expired = found[0].state is CheckoutState.OPEN and self._clock.now() >= found[0].expires_at
        return replace(found[0], state=CheckoutState.EXPIRED, url=None) if expired else found[0]

    def expire_checkout(self, checkout: CheckoutId) -> None:
        """See the port."""
        found = self.find_checkout(checkout)
        if found is not None and found.state is CheckoutState.OPEN:
            gone = replace(found, state=CheckoutState.EXPIRED, url=None)
            self.checkouts[checkout] = gone, self.checkouts[checkout][1]

    def open_portal(self, customer: CustomerId, *, return_url: str, language: str) -> str:  # noqa: ARG002
        """See the port."""
        self._answer()
        if customer not in self.customers or customer in self.deleted:
            raise NotFoundError("There is no such customer.")
        return f"https://pay.example.com/portal/{customer}"

    def subscriptions(self, customer: CustomerId) -> tuple[Subscription, ...] | None:
        """See the port."""
        self._answer()
        if customer not in self.customers or customer in self.deleted:
            return None
        return tuple(one for owner, one in self.bought.values() if owner == customer)

    def cancel(self, subscription: SubscriptionId) -> None:
        """See the port."""
        self._answer()
        if subscription in self.bought:
            self.become(subscription, SubscriptionStatus.CANCELED)

    def invoices(self, customer: CustomerId, *, limit: int, cursor: str | None = None) -> Page[Invoice]:
        """See the port."""
        self._answer()
        scope = ("invoices", customer)
        after = read_cursor(scope, cursor)
        mine = [one for owner, one in reversed(self.bills) if owner == customer]
        left = [one for one in mine if after is None or one.id < after]
        items = tuple(left[:limit])
        return Page(items, write_cursor(scope, items[-1].id) if len(left) > limit else None)

    def prices(self) -> tuple[Price, ...]:
        """See the port."""
        self._answer()
        return (Price(Plan.PRO, 4900, "usd", "month"),)

    def read_event(self, body: bytes, signature: str) -> PaymentEvent:
        """See the port."""
        if signature != SIGNATURE:
            raise InvalidInputError("The signature is not the payment provider's.", code="bad_signature")
        try:
            read = json.loads(body)
            created, customer = datetime.fromtimestamp(read["created"], UTC), read.get("customer")
            event, kind = PaymentEventId(read["id"]), str(read["type"])
        except (ValueError, KeyError, TypeError):
            raise InvalidInputError("This is no event.", code="bad_event") from None
        return PaymentEvent(event, kind, created, customer, None, body.decode())

    def complete(self, checkout: CheckoutId) -> SubscriptionId:
        """Somebody pays on the checkout's page."""
        made, order = self.checkouts[checkout]
        subscription = SubscriptionId(f"sub_{len(self.bought) + 1}")
        now = self._clock.now()
        status = SubscriptionStatus.TRIALING if order.trial_days else SubscriptionStatus.ACTIVE
        trial_end = now + timedelta(days=order.trial_days) if order.trial_days else None
        period_end = trial_end or now + timedelta(days=30)
        self.bought[subscription] = (
            order.customer, Subscription(subscription, status, order.plan, now, period_end, trial_end),
        )  # fmt: skip
        self.checkouts[checkout] = replace(made, state=CheckoutState.COMPLETE, url=None), order
        self.bill(order.customer, paid=True)
        return subscription

    def become(self, subscription: SubscriptionId, status: SubscriptionStatus) -> None:
        """The subscription's status changes."""
        owner, one = self.bought[subscription]
        self.bought[subscription] = owner, replace(one, status=status)

    def bill(self, customer: CustomerId, *, paid: bool) -> None:
        """The customer gets a bill."""
        number = f"{len(self.bills) + 1:04}"
        self.bills.append(
            (customer, Invoice(
                f"in_{number}", number, "paid" if paid else "open", 4900, 4900 if paid else 0, "usd",
                self._clock.now(), f"https://pay.example.com/{number}", None,
            ))
        )  # fmt: skip

    def delete_customer(self, customer: CustomerId) -> None:
        """The operator deletes the customer, and with it what was bought."""
        self.deleted.add(customer)
        for subscription, (owner, one) in self.bought.items():
            if owner == customer and one.status in LIVE:
                self.become(subscription, SubscriptionStatus.CANCELED)

    def _once(self, key: str, order: object, made: str) -> str:
        self._answer()
        known = self._by_key.setdefault(key, (order, made))
        if known[0] != order:
            raise ConflictError("Something else was asked for under the same key.", code="other_order")
        return known[1]

    def _answer(self) -> None:
        if self.failing:
            raise UnavailableError("The payment provider does not answer now.")
