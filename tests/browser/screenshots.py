"""Take screenshots of every page, wide and narrow, light and dark, into screenshots/.

`make screenshots` starts a stack of its own for it; a stack that runs already is used when FLOTILLA_ENDPOINTS names
its endpoints.json.
"""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

from infra.local.chromium import find
from tests.browser.pages import new_page, open_lead, open_page, qualify_sample_lead, scan_on_welcome, sign_in
from tests.stack import ROOT, Stack, fresh_stack

FOLDER = ROOT / "screenshots"
SIZES = {"wide": (1440, 900), "narrow": (390, 844)}
SCHEMES = ("light", "dark")
SETTLED_MS = 600
"""What animates on these pages is over by then."""


@contextmanager
def a_stack() -> Iterator[Stack]:
    """The stack that FLOTILLA_ENDPOINTS names, or a fresh one on SCREENSHOTS_PORT that is stopped at the end."""
    named = os.environ.get("FLOTILLA_ENDPOINTS")
    if named:
        endpoints = json.loads(Path(named).read_text())
        yield Stack(Path(named).parent, 0, endpoints=endpoints)
        return
    stack = fresh_stack("screenshots-stack", int(os.environ.get("SCREENSHOTS_PORT", "4866")), BURST_WINDOW_MS="0")
    stack.start()
    try:
        yield stack
    finally:
        stack.stop()


class Camera:
    """Takes the pictures of one kind of screen."""

    def __init__(self, page: Page, kind: str) -> None:
        self.page = page
        self.kind = kind

    def take(self, name: str) -> None:
        """Write one picture, once nothing moves any more."""
        self.page.wait_for_timeout(SETTLED_MS)
        self.page.screenshot(path=FOLDER / f"{name}-{self.kind}.png")


def _first_minutes(browser: Browser, stack: Stack) -> None:
    """The welcome page's steps happen once: pictures of them on a wide, light screen."""
    page = new_page(browser)
    camera = Camera(page, "wide-light")
    sign_in(page, stack)
    open_page(page, stack, "/leads")
    camera.take("leads-empty")
    open_page(page, stack, "/welcome")
    if page.get_by_test_id("qr").is_visible():
        camera.take("welcome-1-scan")
    scan_on_welcome(page)
    camera.take("welcome-2-write")
    qualify_sample_lead(page, stack)
    page.context.close()


def _pages(browser: Browser, stack: Stack, size: str, scheme: str) -> None:
    width, height = SIZES[size]
    page = new_page(browser, width=width, height=height, scheme=scheme)
    camera = Camera(page, f"{size}-{scheme}")
    page.goto(stack.endpoints["site"])
    expect(page.get_by_label("E-mail")).to_be_visible()
    camera.take("sign-in")
    sign_in(page, stack)
    for name, path in [
        ("welcome-3-qualified", "/welcome"),
        ("bots", "/bots"),
        ("bot", f"/bots/{stack.endpoints['bot_id']}"),
        ("leads", "/leads"),
    ]:
        open_page(page, stack, path)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        camera.take(name)
    open_lead(page, "Ana Souza")
    expect(page.locator("[data-sender=bot]").first).to_be_visible()
    camera.take("lead")
    page.locator("[data-sender=bot]").first.get_by_role("button", name="Life of the message").click()
    camera.take("life-of-a-message")
    page.keyboard.press("Escape")
    open_page(page, stack, "/sales")
    expect(page.get_by_role("list", name="Leads")).to_be_visible()
    camera.take("sales")
    open_lead(page, "Ana Souza")
    camera.take("sales-chat")
    open_page(page, stack, "/bots")
    page.get_by_role("button", name="Create a bot").click()
    camera.take("bot-new")
    _workspace(page, camera, stack)
    page.context.close()


def _workspace(page: Page, camera: Camera, stack: Stack) -> None:
    """The pages about the workspace and its people, and those that people outside see."""
    open_page(page, stack, "/team")
    expect(page.get_by_role("list", name="People")).to_be_visible()
    page.get_by_role("button", name="Invite somebody").click()
    page.get_by_label("E-mail").fill(f"{camera.kind}@example.com")
    camera.take("team-invite")
    page.get_by_role("button", name="Make the link").click()
    link = page.get_by_label("Link of the invitation").input_value()
    camera.take("team-invitation-link")
    page.get_by_role("button", name="Done").click()
    camera.take("team")
    open_page(page, stack, "/settings")
    expect(page.get_by_label("Time zone")).to_be_visible()
    camera.take("settings")
    open_page(page, stack, "/audit")
    expect(page.get_by_role("listitem").filter(has_text="Signed in").first).to_be_visible()
    camera.take("audit")
    page.get_by_role("button", name="Account of").locator("visible=true").click()
    camera.take("account")
    page.get_by_role("menuitem", name="Change the password").click()
    camera.take("password")
    site = stack.endpoints["site"].rstrip("/")
    page.context.clear_cookies()
    for name, address in [
        ("invitation", link),
        ("invitation-unknown", f"{site}/invitations/unknown"),
        ("no-access", f"{site}/no-access"),
        ("sign-in-error", f"{site}/sign-in?error=email_unverified"),
    ]:
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        camera.take(name)


def main() -> None:
    """Take all pictures."""
    FOLDER.mkdir(exist_ok=True)
    with a_stack() as stack, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=["--no-sandbox"])
        _first_minutes(browser, stack)
        for scheme in SCHEMES:
            for size in SIZES:
                _pages(browser, stack, size, scheme)
        browser.close()
    print(f"{len(list(FOLDER.glob('*.png')))} screenshots in {FOLDER.relative_to(ROOT)}/")


if __name__ == "__main__":
    main()
