"""What the screenshots show: each page in each of its states, in the order in which an installation comes to them."""

import re
from functools import partial

from playwright.sync_api import Browser, Page, expect

from tests.browser.camera import a_page, take
from tests.browser.pages import (
    BOT_NUMBER,
    BOT_TABS,
    CUSTOMER,
    PATIENCE_MS,
    open_lead,
    open_page,
    scan_on_welcome,
    sign_in,
)
from tests.e2e.client import Api, Phone
from tests.stack import Stack, eventually

LONG_MS = 4 * PATIENCE_MS
"""Pictures have time: on a busy machine the first scan takes a while."""
CUSTOMERS = {
    "5521999990001": ("Bruno Lima (sample)", "Hello, do you open on Saturdays? I'm Bruno Lima, bruno@example.com"),
    "5541999990002": ("Carla Dias (sample)", "Hi! I'm Carla Dias, carla@example.com, from Curitiba, +55 41 99999-0002"),
    "5511999990003": ("Diego Alves (sample)", "Good morning, how much is delivery to São Paulo?"),
    "5531999990004": (
        "Elisa Rocha (sample)",
        "I'm Elisa Rocha, elisa@example.com, from Belo Horizonte, +55 31 99999-0004",
    ),
    "5581999990005": ("Fábio Reis (sample)", "Hi, this is Fábio Reis. Can I order by phone?"),
}
"""Plainly sample people, with what each writes first."""


def first_minutes(page: Page, stack: Stack) -> None:
    """From the sign-in to the first qualified lead."""
    page.goto(stack.endpoints["site"])
    expect(page.get_by_label("E-mail")).to_be_visible()
    take(page, "sign-in")
    sign_in(page, stack)
    for name, path in [("leads-empty", "/leads"), ("overview-empty", "/overview"), ("sales-empty", "/sales")]:
        open_page(page, stack, path)
        expect(page.get_by_role("heading", name=re.compile("yet|Nobody|nobody|Choose")).first).to_be_visible()
        take(page, name)
    open_page(page, stack, "/welcome")
    expect(page.get_by_test_id("qr")).to_be_visible(timeout=LONG_MS)
    take(page, "welcome-1-scan", whole=True)
    scan_on_welcome(page)
    take(page, "welcome-2-write", whole=True)
    page.get_by_role("button", name="Send a sample message").click()
    lead = page.get_by_role("region", name="The lead")
    expect(lead.get_by_text("Qualified", exact=True)).to_be_visible(timeout=LONG_MS)
    take(page, "welcome-3-qualified")


def more_customers(stack: Stack) -> None:
    """Some more people write; one lead is taken, and one is won."""
    api = Api(stack)
    for number, (name, words) in CUSTOMERS.items():
        Phone.make(stack, number, name).write(BOT_NUMBER, words)
    leads = {}
    for number in (*CUSTOMERS, CUSTOMER):
        leads[number] = eventually(partial(api.lead_of, f"{number}@c.us"), f"the lead of {number}", 180, every=1)
    me = api.get("/me")["user"]["id"]
    for number in ("5541999990002", "5531999990004"):
        api.post(f"/leads/{leads[number]['id']}/assign", {"user_id": me})
    api.post(f"/leads/{leads['5531999990004']['id']}/close", {"outcome": "won", "reason": "Bought the sample."})


def bots(page: Page, stack: Stack) -> None:
    """The list and each part of a bot."""
    open_page(page, stack, "/bots")
    expect(page.get_by_role("heading", level=2).first).to_be_visible()
    take(page, "bots")
    page.get_by_role("button", name="Create a bot").click()
    take(page, "bot-new")
    page.keyboard.press("Escape")
    open_page(page, stack, "/bots?health=failed")
    expect(page.get_by_role("heading", name="No bot matches")).to_be_visible()
    take(page, "bots-none")
    for tab in BOT_TABS:
        open_page(page, stack, f"/bots/{stack.endpoints['bot_id']}/{tab}")
        expect(page.get_by_role("navigation", name="Parts of this bot")).to_be_visible()
        expect(page.locator(".animate-pulse[aria-hidden]")).to_have_count(0)
        take(page, f"bot-{tab}", whole=True)
    open_page(page, stack, f"/bots/{stack.endpoints['bot_id']}/behaviour")
    page.get_by_label("Message as the customer").fill("Hi, I'm Gabriel Nunes from Olinda. Do you deliver?")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_text(re.compile("^Still to ask"))).to_be_visible(timeout=LONG_MS)
    take(page, "bot-tried", whole=True)
    open_page(page, stack, f"/bots/{stack.endpoints['bot_id']}/hours")
    page.get_by_label("Keep working hours").click()
    take(page, "bot-hours-on", whole=True)
    page.get_by_role("button", name="Discard").click()


def leads_and_sales(page: Page, stack: Stack) -> None:
    """The table of leads, a lead with its evidence, and the inbox."""
    open_page(page, stack, "/leads")
    expect(page.get_by_role("link", name="Ana Souza")).to_be_visible()
    take(page, "leads")
    page.get_by_role("checkbox", name="Select Ana Souza").check()
    page.get_by_role("checkbox", name="Select Bruno Lima").check()
    take(page, "leads-selected")
    open_page(page, stack, "/leads?status=lost")
    expect(page.get_by_role("heading", name="No lead matches")).to_be_visible()
    take(page, "leads-none")
    open_page(page, stack, "/leads")
    open_lead(page, "Ana Souza")
    expect(page.locator("[data-sender=bot]").first).to_be_visible()
    take(page, "lead")
    page.locator("[data-sender=bot]").first.get_by_role("button", name="Life of the message").click()
    take(page, "life-of-a-message")
    page.keyboard.press("Escape")
    open_page(page, stack, "/sales")
    expect(page.get_by_role("list", name="Conversations")).to_be_visible()
    take(page, "sales")
    open_lead(page, "Carla Dias")
    expect(page.locator("[data-sender=bot]").first).to_be_visible()
    take(page, "sales-chat")


def overview(page: Page, stack: Stack) -> None:
    """The numbers, as charts and as tables."""
    open_page(page, stack, "/overview?days=7")
    expect(page.get_by_role("list", name="Numbers")).to_be_visible(timeout=LONG_MS)
    expect(page.locator(".animate-pulse[aria-hidden]")).to_have_count(0)
    take(page, "overview", whole=True)
    page.get_by_role("button", name="Table").first.click()
    take(page, "overview-table", whole=True)


def somebody_else(browser: Browser, stack: Stack) -> Page:
    """A page on which the vendor of the installation is signed in."""
    page = a_page(browser)
    sign_in(page, stack, "vendor")
    return page
