"""A local stack that sells plans through the Stripe-like server."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tests.stack import Stack, own_stack
from tests.stripe.server import API_KEY, PRICE, WEBHOOK_SECRET, StripeLike, stripe_like


@dataclass(frozen=True)
class Market:
    """The stack, and the server that its people pay at."""

    stack: Stack
    stripe: StripeLike

    @property
    def webhook(self) -> str:
        """Where the server reports to."""
        return f"{self.stack.endpoints['api']}/webhooks/stripe"


@contextmanager
def selling_stack(kind: str, port: int, *, grace_seconds: int) -> Iterator[Market]:
    """A stack of its own beside the one that this kind of tests shares."""
    with stripe_like() as (server, address):
        own = own_stack(
            kind,
            port,
            "selling",
            STRIPE_SECRET_KEY=API_KEY,
            STRIPE_WEBHOOK_SECRET=WEBHOOK_SECRET,
            STRIPE_PRICE_PRO=PRICE,
            STRIPE_API_BASE=address,
            BILLING_GRACE_SECONDS=str(grace_seconds),
            BURST_WINDOW_MS="0",
            SIGNUP="open",
        )
        own.start()
        try:
            yield Market(own, server)
        finally:
            own.stop()
