"""The provider that takes the money."""

from typing import Protocol

from flotilla.domain.billing import Checkout, Subscription
from flotilla.domain.ids import CheckoutId, CustomerId, SubscriptionId, TenantId
from flotilla.domain.page import Page
from flotilla.domain.payments import CheckoutOrder, Invoice, PaymentEvent, Price


class Payments(Protocol):
    """Customers, checkouts, subscriptions and invoices.

    Each method but the first raises UnavailableError while the provider does not answer, and MisconfiguredError where
    it is not set up, or refuses what is.
    """

    def is_set_up(self) -> bool:
        """Whether anything can be sold here. No call to the provider."""
        ...

    def create_customer(self, tenant: TenantId, *, name: str, key: str) -> CustomerId:
        """A new customer, or the one that a call with this key made before.

        Raise ConflictError if that call was under another name.
        """
        ...

    def open_checkout(self, order: CheckoutOrder) -> Checkout:
        """A new checkout, or the one that a call with this key made before. Raise ConflictError like create_customer,
        and NotFoundError if there is no such customer any more.
        """
        ...

    def find_checkout(self, checkout: CheckoutId) -> Checkout | None:
        """The checkout as it is now, or None."""
        ...

    def expire_checkout(self, checkout: CheckoutId) -> None:
        """Let nobody buy on it any more; a no-op for one that is not open."""
        ...

    def open_portal(self, customer: CustomerId, *, return_url: str, language: str) -> str:
        """The address of a page where a customer manages the subscription. Raise NotFoundError without a customer."""
        ...

    def subscriptions(self, customer: CustomerId) -> tuple[Subscription, ...] | None:
        """All that the customer ever had, as they are now; None if the customer was deleted."""
        ...

    def cancel(self, subscription: SubscriptionId) -> None:
        """End it at once; a no-op for one that has ended."""
        ...

    def invoices(self, customer: CustomerId, *, limit: int, cursor: str | None = None) -> Page[Invoice]:
        """Newest first. Raise InvalidInputError for a cursor that isn't one of this list's."""
        ...

    def prices(self) -> tuple[Price, ...]:
        """What the plans that are sold cost."""
        ...

    def read_event(self, body: bytes, signature: str) -> PaymentEvent:
        """The event in a webhook's body.

        Raise InvalidInputError (`bad_signature`) unless the provider signed it within the last minutes, and
        MisconfiguredError where its signatures can't be told from others.
        """
        ...
