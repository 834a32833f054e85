"""A real Chromium for the browser tests."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from infra.local.chromium import find
from tests.browser.pages import complaints_of, new_page
from tests.stack import Stack, running_stack


@pytest.fixture(scope="package")
def stack() -> Iterator[Stack]:
    """One local stack for all browser tests of a run. It starts empty but for its seed."""
    with running_stack("browser", 4776) as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests; each gets a context of its own."""
    expect.set_options(timeout=15_000)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=find(), args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page on a wide screen. The test fails if the page complained of an error or of its security policy."""
    opened = new_page(browser)
    complaints = complaints_of(opened)
    yield opened
    opened.context.close()
    assert complaints == []


@pytest.fixture
def phone_page(browser: Browser) -> Iterator[Page]:
    """A page on a phone's screen, 390 px wide."""
    opened = new_page(browser, width=390, height=844)
    complaints = complaints_of(opened)
    yield opened
    opened.context.close()
    assert complaints == []
