"""Reports what happens in the account, as Stripe does: signed, in any order, and again until it was taken."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import httpx

from tests.stripe.account import Json
from tests.stripe.server import StripeLike, signed

CONTENT_TYPE = "application/json; charset=utf-8"


def report(url: str, event: Json, signature: str | None = None) -> httpx.Response:
    """One webhook, with indented JSON as Stripe writes it: whoever parses and dumps it has other bytes."""
    return report_bytes(url, json.dumps(event, indent=2, ensure_ascii=False).encode(), signature)


def report_bytes(url: str, body: bytes, signature: str | None = None) -> httpx.Response:
    """Any bytes, under a right signature unless another is given."""
    headers = {"Content-Type": CONTENT_TYPE, "Stripe-Signature": signature or signed(body)}
    return httpx.post(url, content=body, headers=headers, timeout=30)


@contextmanager
def reporting(server: StripeLike, url: str) -> Iterator[None]:
    """Report all that happens while the block runs."""
    ended, taken = threading.Event(), set[str]()

    def run() -> None:
        while not ended.wait(0.1):
            for event in reversed(server.account.events):
                if event["id"] not in taken and _is_taken(url, event):
                    taken.add(event["id"])

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join(40)


def _is_taken(url: str, event: Json) -> bool:
    try:
        return report(url, event).is_success
    except httpx.HTTPError:
        return False
