"""The sales page: what its first load weighs, when one can work with it, and when a customer's message is on it."""

import gzip
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from statistics import median
from typing import Any

from playwright.sync_api import BrowserContext, Page, Response, expect, sync_playwright

from infra.local.chromium import find
from tests.bench.report import line, percentiles, section
from tests.browser.pages import PATIENCE_MS, new_page, open_lead, sign_in, wait_until_live
from tests.e2e.client import BOT_NUMBER, Api, Phone, linked_bot
from tests.stack import Stack, eventually

LOADS = 7
MESSAGES = 60
CUSTOMER = "5511955550099"
NAME = "Bench of pages (sample)"

SEEN = """() => {
  window.seenAt = {}
  const look = () => {
    for (const row of document.querySelectorAll('[data-message]')) window.seenAt[row.dataset.message] ??= Date.now()
  }
  look()
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true })
}"""
"""Notes when each message's bubble came into the page, by the clock that the server has too."""

READY = """() => {
  const search = document.querySelector('[role=search] input')
  const first = document.querySelector('[data-conversation]')
  if (!search || search.disabled || !first) return null
  return Math.round(performance.now())
}"""
"""Milliseconds from the begin of the navigation until there is a list to choose from and a field to search in."""


def measure(stack: Stack) -> None:
    """As a vendor with an empty cache; then with a chat open, one message at a time."""
    api, _ = linked_bot(stack)
    customer = Phone.make(stack, CUSTOMER, NAME)
    customer.write(BOT_NUMBER, "Good morning")
    lead = eventually(partial(api.lead_of, customer.chat), "the customer's lead", 45)
    api.post(f"/leads/{lead['id']}/takeover")
    section("The sales page (Chromium, a vendor)")
    with _vendor(stack) as page:
        _load(page.context, stack, lead["id"])
        _arrivals(page, api, customer, lead["id"])


@contextmanager
def _vendor(stack: Stack) -> Iterator[Page]:
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=["--no-sandbox"])
        page = new_page(browser, still=False)
        sign_in(page, stack, "vendor")
        yield page
        browser.close()


def _load(signed_in: BrowserContext, stack: Stack, lead: str) -> None:
    loads = [_first_load(signed_in, stack, "/sales") for _ in range(LOADS)]
    line("JavaScript of the first load, gzip", f"{median(weight for weight, _ in loads) / 1000:.0f} KB")
    with_chat, _ = _first_load(signed_in, stack, f"/sales/{lead}")
    line("JavaScript of the first load with a chat open, gzip", f"{with_chat / 1000:.0f} KB")
    line(
        f"opened → the list is there and can be searched, {LOADS} times",
        f"median {median(ms for _, ms in loads):.0f} ms",
    )


def _first_load(signed_in: BrowserContext, stack: Stack, path: str) -> tuple[int, float]:
    """Bytes of the scripts of a page below `/sales`, and milliseconds until one can work."""
    assert signed_in.browser is not None
    context = signed_in.browser.new_context(
        storage_state=signed_in.storage_state(), viewport={"width": 1440, "height": 900}, locale="en-US"
    )
    page = context.new_page()
    answers: list[Response] = []

    def keep(answer: Response) -> None:
        answers.append(answer)

    page.on("response", keep)
    page.goto(stack.endpoints["site"].rstrip("/") + path, wait_until="commit")
    ms = float(page.wait_for_function(READY, polling="raf").json_value())
    wait_until_live(page)
    if path != "/sales":
        expect(page.locator("[data-message]").first).to_be_attached()
    weight = sum(map(_transferred, filter(_is_script, answers)))
    context.close()
    return weight, ms


def _is_script(answer: Response) -> bool:
    return answer.request.resource_type == "script" and answer.ok


def _transferred(answer: Response) -> int:
    """Bytes as CloudFront sends them: what the emulated one sends as it is, is compressed here as the real one does."""
    body = answer.body()
    return len(gzip.compress(body, 6)) if len(body) >= 1000 else len(body)


def _arrivals(page: Page, api: Api, customer: Phone, lead: str) -> None:
    open_lead(page, NAME)
    expect(page.get_by_role("log").get_by_text("Good morning").first).to_be_visible()
    page.evaluate(SEEN)
    for number in range(MESSAGES):
        customer.write(BOT_NUMBER, f"Message {number}")
        expect(page.get_by_text(f"Message {number}", exact=True).last).to_be_attached()
        page.wait_for_timeout(150)
    seen: dict[str, int] = page.evaluate("window.seenAt")
    stored = {one["id"]: _stored_at(one) for one in _newest(api.get, lead)}
    waits = [seen[one] - at for one, at in stored.items() if one in seen and at is not None]
    # The first few wake the functions that the message goes through.
    p50, p95 = percentiles(waits[: MESSAGES - 5])
    line(f"message stored → on the page, {len(waits) - 5} times", f"p50 {p50:.0f} ms, p95 {p95:.0f} ms")


def _newest(get: Callable[[str], Any], lead: str) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = get(f"/leads/{lead}/messages?order=newest&limit={MESSAGES}")["items"]
    return [one for one in items if one["direction"] == "in"]


def _stored_at(message: dict[str, Any]) -> int | None:
    return next((stage["at"] for stage in message["life"] if stage["stage"] == "stored"), None)
