"""Take screenshots of every page in each of its states, wide and narrow, light and dark, into screenshots/.

`make screenshots` starts a stack of its own for it, which sells plans through a server that speaks as Stripe does.
With README=1 the pictures of the README are made anew, too.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, expect, sync_playwright

from infra.local.chromium import find
from tests.browser import scenes, scenes_workspace
from tests.browser.camera import FOLDER, a_page, keep_for_readme
from tests.stack import ROOT, Stack, fresh_stack
from tests.stripe.server import API_KEY, PRICE, WEBHOOK_SECRET, StripeLike, stripe_like
from tests.stripe.webhooks import reporting

IN_README = {"welcome-3-qualified": "welcome", "sales-chat": "sales", "bot-tried": "try-it"}
"""Which pictures the README shows, and what they are called there."""


@contextmanager
def a_stack() -> Iterator[tuple[Stack, StripeLike]]:
    """A fresh stack on SCREENSHOTS_PORT that is stopped at the end, and where its people pay."""
    with stripe_like() as (server, address):
        stack = fresh_stack(
            "screenshots-stack",
            int(os.environ.get("SCREENSHOTS_PORT", "4866")),
            BURST_WINDOW_MS="0",
            SIGNUP="open",
            STRIPE_SECRET_KEY=API_KEY,
            STRIPE_WEBHOOK_SECRET=WEBHOOK_SECRET,
            STRIPE_PRICE_PRO=PRICE,
            STRIPE_API_BASE=address,
        )
        stack.start()
        try:
            with reporting(server, f"{stack.endpoints['api']}/webhooks/stripe"):
                yield stack, server
        finally:
            stack.stop()


def _all(browser: Browser, stack: Stack, stripe: StripeLike) -> None:
    page = a_page(browser)
    scenes.first_minutes(page, stack)
    scenes.more_customers(stack)
    scenes_workspace.plans(page, stack, stripe)
    scenes.leads_and_sales(page, stack)
    scenes.bots(page, stack)
    scenes_workspace.schedules(page, stack)
    scenes_workspace.workspace(page, browser, stack)
    scenes_workspace.trouble(page, browser, stack)
    scenes.overview(page, stack)
    scenes_workspace.empty_workspace(browser, stack)
    page.context.close()


def main() -> None:
    """Take all pictures."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir()
    expect.set_options(timeout=30_000)
    with a_stack() as (stack, stripe), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=["--no-sandbox"])
        _all(browser, stack, stripe)
        browser.close()
    print(f"{len(list(FOLDER.glob('*.png')))} screenshots in {FOLDER.relative_to(ROOT)}/")
    if os.environ.get("README"):
        for taken, name in IN_README.items():
            print(f"{keep_for_readme(taken, name).relative_to(ROOT)} made anew")


if __name__ == "__main__":
    main()
