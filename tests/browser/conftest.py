"""A real Chromium for the browser tests, and what they find when they begin."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from infra.local.chromium import find
from tests.browser.pages import BOT_NUMBER, CUSTOMER, PATIENCE_MS, PATIENCE_S, complaints_of, new_page
from tests.e2e.client import Api, Phone, linked_bot
from tests.stack import Stack, eventually, running_stack

FOLDER = Path(__file__).parent
NEWCOMERS = "test_welcome.py"
"""What it shows is true of an installation in which nothing has happened yet."""
LONGEST_S = 300
"""A journey has many steps, and the first one waits for the stack, too."""
SAMPLE = "Hi, I'm Ana Souza, ana@example.com, I live in Recife, +55 81 99999-1234"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The newcomer's journey first, and time enough for each."""
    places = [place for place, item in enumerate(items) if Path(item.path).parent == FOLDER]
    own = sorted((items[place] for place in places), key=lambda item: Path(item.path).name != NEWCOMERS)
    for place, item in zip(places, own, strict=True):
        item.add_marker(pytest.mark.timeout(LONGEST_S))
        items[place] = item


@pytest.fixture(scope="package")
def stack() -> Iterator[Stack]:
    """One local stack for all browser tests of a run. It starts empty but for its seed."""
    with running_stack("browser", 4776) as running:
        yield running


@pytest.fixture(scope="package")
def api(stack: Stack) -> Api:
    """The API as the admin."""
    return Api(stack)


@pytest.fixture(scope="package")
def sample_lead(stack: Stack) -> str:
    """A linked bot, and the id of the welcome page's sample customer as a qualified lead, unless a test made both."""
    api, _ = linked_bot(stack)
    sample = Phone.make(stack, CUSTOMER, "Ana Souza (sample)")

    def qualified() -> str | None:
        lead = api.lead_of(sample.chat)
        return lead["id"] if lead is not None and lead["qualified_at"] is not None else None

    if not qualified():
        sample.write(BOT_NUMBER, SAMPLE)
    return eventually(qualified, "the sample customer's lead is qualified", PATIENCE_S, every=0.3)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests; each gets a context of its own."""
    # Only what fails takes so long, and a busy machine is no failure.
    expect.set_options(timeout=PATIENCE_MS)
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
def other_page(browser: Browser) -> Iterator[Page]:
    """A page of somebody else: a browser with cookies of its own."""
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
