"""What a Stripe account holds, in the shapes that Stripe documents, and what happens to it."""

import time
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass
class Account:
    """Customers, checkouts, subscriptions and invoices by id. `events` are all that happened, the oldest first."""

    origin: str = "http://localhost"
    objects: dict[str, Json] = field(default_factory=dict)
    events: list[Json] = field(default_factory=list)
    answers: dict[str, tuple[Json, tuple[int, Json]]] = field(default_factory=dict)
    count: int = 0

    def of_kind(self, kind: str, customer: str | None = None) -> list[Json]:
        """The newest first."""
        found = [one for one in self.objects.values() if one["object"] == kind]
        return [one for one in reversed(found) if customer in (None, one.get("customer"))]

    def customer(self, name: str, metadata: Json) -> Json:
        return self._put("cus", {"object": "customer", "name": name, "email": None, "metadata": metadata})

    def checkout(self, order: Json) -> Json:
        made = self._put(
            "cs_test",
            {
                "object": "checkout.session",
                "customer": order["customer"],
                "client_reference_id": order.get("client_reference_id"),
                "metadata": order.get("metadata", {}),
                "mode": "subscription",
                "status": "open",
                "payment_status": "unpaid",
                "success_url": order["success_url"],
                "cancel_url": order["cancel_url"],
                "subscription": None,
                "expires_at": int(time.time()) + 86_400,
            },
        )
        made["url"] = f"{self.origin}/pay/{made['id']}"
        self.objects[f"order of {made['id']}"] = {"object": "order", **order}
        return made

    def portal(self, order: Json) -> Json:
        """A page on which a customer manages what was bought."""
        about = {"customer": order["customer"], "return_url": order["return_url"]}
        made = self._put("bps", {"object": "billing_portal.session", **about})
        made["url"] = f"{self.origin}/portal/{made['id']}"
        return made

    def complete(self, checkout: str) -> Json:
        """Somebody pays on the checkout's page: a subscription, its first invoice, and their events."""
        session, order = self.objects[checkout], self.objects[f"order of {checkout}"]
        about = order.get("subscription_data", {})
        trial = int(about.get("trial_period_days", 0))
        now = int(time.time())
        price = order["line_items"]["0"]["price"]
        subscription = self._put(
            "sub",
            {
                "object": "subscription",
                "customer": session["customer"],
                "status": "trialing" if trial else "active",
                "metadata": about.get("metadata", {}),
                "cancel_at": None,
                "cancel_at_period_end": False,
                "trial_end": now + trial * 86_400 if trial else None,
                "items": {
                    "object": "list",
                    "data": [
                        {"id": "si_1", "price": {"id": price}, "current_period_end": now + (trial or 30) * 86_400}
                    ],
                },
            },
        )
        session |= {"status": "complete", "url": None, "payment_status": "paid", "subscription": subscription["id"]}
        self.happened("customer.subscription.created", subscription)
        self.happened("invoice.paid", self.invoice(session["customer"], paid=True))
        self.happened("checkout.session.completed", session)
        return subscription

    def become(self, subscription: str, status: str) -> None:
        """The subscription's status changes, with the events that Stripe sends then."""
        one = self.objects[subscription]
        one["status"] = status
        if status in ("past_due", "unpaid"):
            self.happened("invoice.payment_failed", self.invoice(one["customer"], paid=False))
        if status == "active":
            self.happened("invoice.paid", self.invoice(one["customer"], paid=True))
        kind = "deleted" if status == "canceled" else "updated"
        self.happened(f"customer.subscription.{kind}", one)

    def delete_customer(self, customer: str) -> None:
        """With its subscriptions."""
        for one in self.of_kind("subscription", customer):
            if one["status"] != "canceled":
                self.become(one["id"], "canceled")
        gone = self.objects[customer]
        self.happened("customer.deleted", gone)
        self.objects[customer] = {"id": customer, "object": "customer", "deleted": True}

    def invoice(self, customer: str, *, paid: bool) -> Json:
        made = self._put(
            "in",
            {
                "object": "invoice",
                "customer": customer,
                "status": "paid" if paid else "open",
                "amount_due": 4900,
                "amount_paid": 4900 if paid else 0,
                "currency": "usd",
            },
        )
        made |= {"number": f"SAMPLE-{self.count:04}", "hosted_invoice_url": f"{self.origin}/i/{made['id']}"}
        return made

    def happened(self, kind: str, about: Json) -> Json:
        self.count += 1
        event = {
            "id": f"evt_{self.count:06}",
            "object": "event",
            "api_version": "2026-01-01",
            "created": int(time.time()),
            "livemode": False,
            "type": kind,
            "data": {"object": dict(about)},
        }
        self.events.append(event)
        return event

    def _put(self, prefix: str, body: Json) -> Json:
        self.count += 1
        made = {"id": f"{prefix}_{self.count:06}", "created": int(time.time()), **body}
        self.objects[made["id"]] = made
        return made
