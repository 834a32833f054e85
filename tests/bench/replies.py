"""Customer's message → reply on the phone, by the phones' own clock, through the whole local stack."""

import time
from datetime import datetime
from functools import partial
from typing import Any

from tests.bench.report import line, percentiles, section
from tests.e2e.client import BOT_NUMBER, Api, Phone, linked_bot
from tests.stack import Stack, eventually

WARM_UPS = 5

STEPS = (
    ("inbound event: message in the page → stored", "page", "stored"),
    ("outbound: reply in the outbox → taken by WhatsApp's server", "outbox", "sent"),
)
"""Parts of the way, by the life that each message carries: what it is, and its first and last stage. All clocks are
this machine's. A record has the time at which its write began; the write itself is in the round trip alone."""


def measure(stack: Stack, count: int = 60) -> None:
    """One message at a time, from ten customers in turn, after a few that warm the Lambdas."""
    api, _ = linked_bot(stack)
    customers = [Phone.make(stack, f"55119555500{n:02d}", f"Bench {n} (sample)") for n in range(10)]
    for n in range(WARM_UPS):
        _round_trip(customers[n])
    begun = time.time() * 1000
    samples = [_round_trip(customers[n % len(customers)]) for n in range(count)]
    p50, p95 = percentiles(samples)
    section("Replies (offline brain, burst window 0)")
    line(f"message written → reply on the phone, {count} times", f"p50 {p50:.0f} ms, p95 {p95:.0f} ms")
    lives = [_life(one) for one in _stored(api)]
    for name, first, last in STEPS:
        steps = [life[last] - life[first] for life in lives if first in life and last in life and life[first] >= begun]
        p50, p95 = percentiles(steps)
        line(name, f"p50 {p50:.0f} ms, p95 {p95:.0f} ms ({len(steps)} messages)")


def _round_trip(customer: Phone) -> float:
    before = len(customer.replies(BOT_NUMBER))
    written = customer.write(BOT_NUMBER, "Hello, is anybody there?")
    reply = eventually(partial(_reply, customer, before), "a reply", every=0.05)
    return (_seconds(reply["time"]) - _seconds(written["time"])) * 1000


def _reply(customer: Phone, before: int) -> Any:
    replies = customer.replies(BOT_NUMBER)
    return replies[before] if len(replies) > before else None


def _stored(api: Api) -> list[dict[str, Any]]:
    leads = api.get("/leads?limit=100")["items"]
    return [one for lead in leads for one in api.get(f"/leads/{lead['id']}/messages?limit=100")["items"]]


def _life(message: dict[str, Any]) -> dict[str, int]:
    return {one["stage"]: one["at"] for one in message["life"]}


def _seconds(moment: str) -> float:
    return datetime.fromisoformat(moment).timestamp()
