"""What the journeys do in the browser, by role and label, as a person finds things."""

import re

from playwright.sync_api import Browser, Cookie, Locator, Page, expect

from tests.stack import Stack

BOT_NUMBER = "5511900000001"
CUSTOMER = "5581999991234"
BOT_TABS = ("connection", "behaviour", "fields", "faq", "pictures", "hours", "features", "schedules", "danger")
"""The parts of a bot's page, by the last part of their address."""
PATIENCE_MS = 45_000
"""How long a step through the whole system may take on a busy machine."""
PATIENCE_S = PATIENCE_MS / 1000

_signed_in: dict[tuple[str, str], list[Cookie]] = {}
"""The cookies of each account's one sign-in, by the site and the address."""


def sign_in(page: Page, stack: Stack, account: str = "admin", path: str = "/") -> None:
    """Open the site as somebody new and sign in with the form."""
    page.goto(stack.endpoints["site"].rstrip("/") + path)
    page.get_by_label("E-mail").fill(stack.endpoints[account]["email"])
    page.get_by_label("Password").fill(stack.endpoints[account]["password"])
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("navigation", name="Pages").or_(page.get_by_role("banner")).first).to_be_visible()
    wait_until_live(page)


def come_in(page: Page, stack: Stack, account: str = "admin", path: str = "/") -> None:
    """Go to a page as somebody who has signed in, which each account does once in a run: it takes its time."""
    key = (stack.endpoints["site"], stack.endpoints[account]["email"])
    if key not in _signed_in:
        sign_in(page, stack, account, path)
        _signed_in[key] = page.context.cookies()
        return
    page.context.add_cookies(
        [
            {
                "name": cookie["name"],
                "value": cookie["value"],
                "domain": cookie["domain"],
                "path": cookie["path"],
                "expires": cookie["expires"],
                "httpOnly": cookie["httpOnly"],
                "secure": cookie["secure"],
                "sameSite": cookie["sameSite"],
            }
            for cookie in _signed_in[key]
        ]
    )
    open_page(page, stack, path)


def wait_until_live(page: Page) -> None:
    """Wait for the socket: from here on, what happens appears by itself."""
    expect(page.locator("[data-connection=live]").first).to_be_attached(timeout=PATIENCE_MS)


def open_page(page: Page, stack: Stack, path: str) -> None:
    """Go to a page as somebody who is signed in."""
    page.goto(stack.endpoints["site"].rstrip("/") + path)
    wait_until_live(page)


def expect_loaded(page: Page) -> None:
    """Wait until nothing holds the place of what is still to come."""
    expect(page.locator(".animate-pulse[aria-hidden]")).to_have_count(0)


def scan_on_welcome(page: Page) -> None:
    """On the welcome page: link the simulated phone, unless it is linked already."""
    scanned = page.get_by_role("button", name="Scanned")
    scan = page.get_by_role("button", name="Scan", exact=True)
    # The first browser of a stack takes longest.
    expect(scanned.or_(page.get_by_test_id("qr"))).to_be_visible(timeout=2 * PATIENCE_MS)
    if not scanned.is_visible():
        scan.click()
    expect(scanned).to_be_visible(timeout=PATIENCE_MS)


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


def write(page: Page, text: str) -> None:
    """Write a message in the open chat and send it."""
    page.get_by_label("Message", exact=True).fill(text)
    page.keyboard.press("Enter")


def new_page(browser: Browser, *, width: int = 1440, height: int = 900, still: bool = True) -> Page:
    """A page of a new person: no cookies, English. `still`: nothing moves, so that no step waits for an animation."""
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="light",
        locale="en-US",
        reduced_motion="reduce" if still else "no-preference",
    )
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
