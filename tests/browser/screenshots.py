"""Screenshots of every page, wide, dark and on a phone, into screenshots/: `python -m tests.browser.screenshots`."""

import os
import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from infra.local.chromium import find
from tests.browser.pages import new_page, open_page, qualify_sample_lead, sign_in
from tests.stack import ROOT, Stack, fresh_stack

TARGET = ROOT / "screenshots"
LOOKS: dict[str, dict[str, Any]] = {
    "wide": {"width": 1440, "height": 900},
    "dark": {"width": 1440, "height": 900, "scheme": "dark"},
    "phone": {"width": 390, "height": 844},
}


def main() -> int:
    """Start a stack of its own, walk through it, and stop it."""
    stack = fresh_stack("screenshots-stack", int(os.environ.get("TEST_PORT", "4866")), BURST_WINDOW_MS="0")
    TARGET.mkdir(exist_ok=True)
    print("starting a stack of its own (about 20 s)")
    stack.start()
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=find(), args=["--no-sandbox"])
            before_scan(browser, stack)
            for look, options in LOOKS.items():
                walk(new_page(browser, **options), stack, look)
            browser.close()
    finally:
        stack.stop()
    return 0


def before_scan(browser: Browser, stack: Stack) -> None:
    """What a newcomer sees: the sign-in, and the code to scan."""
    page = new_page(browser)
    page.goto(stack.endpoints["site"])
    page.get_by_label("E-mail").wait_for()
    take(page, "wide", "sign-in")
    sign_in(page, stack, path="/welcome")
    page.get_by_test_id("qr").wait_for()
    take(page, "wide", "welcome-before")


def walk(page: Page, stack: Stack, look: str) -> None:
    """Every page as it looks once a lead is qualified."""
    sign_in(page, stack, path="/welcome")
    qualify_sample_lead(page, stack)
    take(page, look, "welcome")
    lead = page.request.get(f"{stack.endpoints['api']}/leads").json()["items"][0]["id"]
    pages = {
        "bots": "/bots",
        "bot": f"/bots/{stack.endpoints['bot_id']}",
        "leads": "/leads",
        "lead": f"/leads/{lead}",
        "sales": "/sales",
        "sales-conversation": f"/sales/{lead}",
    }
    for name, path in pages.items():
        open_page(page, stack, path)
        take(page, look, name)
    page.goto(f"{stack.endpoints['simulator']}/phones")
    take(page, look, "phones")


def take(page: Page, look: str, name: str) -> None:
    """Let what moves come to rest, and take the picture."""
    page.wait_for_timeout(700)
    path: Path = TARGET / f"{look}-{name}.png"
    page.screenshot(path=path)
    print(path.relative_to(ROOT))


if __name__ == "__main__":
    sys.exit(main())
