"""The people beside the one whose page a journey is about."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page

from tests.browser.pages import BOT_NUMBER, PATIENCE_S, complaints_of, new_page
from tests.e2e.client import Api, Phone
from tests.stack import Stack, eventually

FIRST_WORDS = "Good morning, is the flat still free?"


def customer(stack: Stack, api: Api, number: str, name: str, words: str = FIRST_WORDS) -> Phone:
    """Somebody who has just written for the first time; nobody has them yet."""
    phone = Phone.make(stack, number, name)
    phone.write(BOT_NUMBER, words)
    eventually(lambda: api.lead_of(phone.chat), f"the lead of {name}", PATIENCE_S, every=0.3)
    return phone


@contextmanager
def visiting(browser: Browser) -> Iterator[Page]:
    """A page of somebody else, which complains of nothing."""
    opened = new_page(browser)
    complaints = complaints_of(opened)
    yield opened
    opened.context.close()
    assert complaints == []
