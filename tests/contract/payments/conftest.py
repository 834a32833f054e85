"""An installation in memory whose payments are the real adapter, through the real library, at a Stripe-like server."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from flotilla.adapters.stripe import StripePayments, payments
from flotilla.bootstrap.memory import InMemory
from flotilla.domain.billing import Billing
from flotilla.domain.people import Principal, Role
from flotilla.domain.plans import Plan
from tests.stripe.server import API_KEY, PRICE, WEBHOOK_SECRET, StripeLike, signed, stripe_like
from tests.unit.services.world import SELLING, TENANT, World


@dataclass
class Shop:
    """A workspace that can buy, and the provider that it buys from."""

    world: World
    stripe: StripeLike
    owner: Principal

    @property
    def core(self) -> InMemory:
        return self.world.core

    def billing(self) -> Billing:
        return self.core.billing.get(TENANT)

    def plan(self) -> Plan:
        return self.core.tenants.get(TENANT).plan

    def buy(self) -> str:
        """Go through a checkout; returns the subscription. Nothing is reported yet."""
        url = self.core.start_checkout(self.owner, Plan.PRO)
        return str(self.stripe.account.complete(url.rsplit("/", 1)[-1])["id"])

    def report(self, event: Any) -> None:
        """The provider's webhook arrives."""
        body = json.dumps(event).encode()
        self.core.accept_payment_event(body, signed(body))

    def settle(self) -> None:
        for event in self.core.billing_queue.take():
            self.core.settle_payment_event(event)

    def report_all(self) -> None:
        for event in self.stripe.account.events:
            self.report(event)
        self.settle()


def open_shop(server: StripeLike, address: str) -> Shop:
    """A fresh workspace on free, with one bot, beside a fresh account of the provider's."""
    server.account = type(server.account)(origin=address)
    world = World(settings=SELLING)
    real = StripePayments(
        api_key=lambda: API_KEY, webhook_secret=lambda: WEBHOOK_SECRET, prices={Plan.PRO: PRICE}, api_base=address
    )
    world.core.__dict__["payments"] = real
    world.core.__dict__.pop("tenants", None)
    return Shop(world, server, world.join("OWNER", Role.OWNER))


@pytest.fixture(scope="module")
def served() -> Iterator[tuple[StripeLike, str]]:
    with stripe_like() as found:
        yield found


@pytest.fixture
def shop(served: tuple[StripeLike, str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Shop]:
    monkeypatch.setattr(payments, "TIMEOUT_SECONDS", (0.5, 0.5))
    yield open_shop(*served)
    served[0].mood = "well"
