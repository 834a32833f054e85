"""What the journeys do in the browser, by role and label, as a person finds things."""

import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.client import Api
from tests.stack import ROOT, Stack

AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
BOT_NUMBER = "5511900000001"
CUSTOMER = "5581999991234"
BOT_TABS = ("connection", "behaviour", "fields", "faq", "pictures", "hours", "features", "schedules", "danger")
"""The parts of a bot's page, by the last part of their address."""
PATIENCE_MS = 45_000
"""How long a step through the whole system may take on a busy machine."""


def sign_in(page: Page, stack: Stack, account: str = "admin", path: str = "/") -> None:
    """Open the site as somebody new and sign in."""
    page.goto(stack.endpoints["site"].rstrip("/") + path)
    page.get_by_label("E-mail").fill(stack.endpoints[account]["email"])
    page.get_by_label("Password").fill(stack.endpoints[account]["password"])
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("navigation", name="Pages").or_(page.get_by_role("banner")).first).to_be_visible()
    wait_until_live(page)


def wait_until_live(page: Page) -> None:
    """Wait for the socket: from here on, what happens appears by itself."""
    expect(page.locator("[data-connection=live]").first).to_be_attached(timeout=PATIENCE_MS)


def open_page(page: Page, stack: Stack, path: str) -> None:
    """Go to a page as somebody who is signed in."""
    page.goto(stack.endpoints["site"].rstrip("/") + path)
    wait_until_live(page)


def scan_on_welcome(page: Page) -> None:
    """On the welcome page: link the simulated phone, unless it is linked already."""
    scanned = page.get_by_role("button", name="Scanned")
    scan = page.get_by_role("button", name="Scan", exact=True)
    expect(scanned.or_(page.get_by_test_id("qr"))).to_be_visible(timeout=PATIENCE_MS)
    if not scanned.is_visible():
        scan.click()
    expect(scanned).to_be_visible(timeout=PATIENCE_MS)


def qualify_sample_lead(page: Page, stack: Stack) -> None:
    """Do the whole welcome, so that there is a linked bot and a qualified lead, unless a test before did it."""
    open_page(page, stack, "/welcome")
    scan_on_welcome(page)
    known = Api(stack).lead_of(f"{CUSTOMER}@c.us")
    if known is not None and known["qualified_at"] is not None:
        return  # The page shows the newest lead, which may be another one by now.
    lead = page.get_by_role("region", name="The lead")
    if not lead.get_by_text("Qualified", exact=True).is_visible():
        page.get_by_role("button", name="Send a sample message").click()
    expect(lead.get_by_text("Qualified", exact=True)).to_be_visible(timeout=PATIENCE_MS)


def open_lead(page: Page, name: str) -> None:
    """Click a lead in the list that is shown, be it of leads or of conversations."""
    shown = page.get_by_role("list", name=re.compile("^(Leads|Conversations)$")).or_(
        page.get_by_role("table", name="Leads")
    )
    shown.get_by_role("link", name=name).click()
    expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()


def bubble(page: Page, text: str) -> Locator:
    """The bubble with this text."""
    return page.get_by_role("log").get_by_role("listitem").filter(has_text=text)


def new_page(browser: Browser, *, width: int = 1440, height: int = 900, scheme: Any = "light") -> Page:
    """A page of a new person: no cookies, English, and every error of the page is kept in `page.complaints`."""
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme, locale="en-US")
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    return page


def complaints_of(page: Page) -> list[str]:
    """A list that fills with what goes wrong in the page: uncaught errors and refusals of the security policy."""
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "console",
        lambda message: (
            complaints.append(message.text)
            if message.type == "error" and re.search("Content Security Policy|Uncaught", message.text)
            else None
        ),
    )
    return complaints


def serious_violations(page: Page) -> list[str]:
    """What axe-core finds serious or critical on the page, one line each."""
    page.evaluate(Path(AXE).read_text())
    found = page.evaluate(
        """async () => (await axe.run(document, {
             runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
             iframes: false,
           })).violations"""
    )
    return [
        f"{violation['id']}: {node['target']} {node['failureSummary']}"
        for violation in found
        if violation["impact"] in ("serious", "critical")
        for node in violation["nodes"]
    ]
