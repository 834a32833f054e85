"""No serious finding of axe-core on any page, in both themes, wide and narrow."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.pages import (
    BOT_TABS,
    new_page,
    open_lead,
    open_page,
    qualify_sample_lead,
    serious_violations,
    sign_in,
)
from tests.stack import Stack

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module", params=[("light", 1440), ("dark", 1440), ("light", 390), ("dark", 390)], ids=str)
def visitor(browser: Browser, stack: Stack, request: Any) -> Any:
    """An admin with a qualified lead, on one kind of screen."""
    scheme, width = request.param
    page = new_page(browser, width=width, scheme=scheme)
    sign_in(page, stack)
    qualify_sample_lead(page, stack)
    yield page
    page.context.close()


@pytest.mark.parametrize(
    "path",
    ["/overview", "/welcome", "/bots", "/leads", "/sales", "/schedules", "/team", "/settings", "/audit", "/nowhere"],
)
def test_a_page_has_no_serious_finding(visitor: Page, stack: Stack, path: str) -> None:
    visitor.goto(stack.endpoints["site"].rstrip("/") + path)
    expect(visitor.get_by_role("heading").first).to_be_visible()
    expect(visitor.locator("[aria-hidden] .animate-pulse, .animate-pulse[aria-hidden]")).to_have_count(0)
    assert serious_violations(visitor) == []


def test_a_chat_and_the_life_of_a_message_have_no_serious_finding(visitor: Page, stack: Stack) -> None:
    open_page(visitor, stack, "/leads")
    open_lead(visitor, "Ana Souza")
    expect(visitor.locator("[data-sender=bot]").first).to_be_visible()
    assert serious_violations(visitor) == []
    visitor.get_by_role("button", name="Life of the message").first.click()
    expect(visitor.get_by_test_id("life")).to_be_visible()
    visitor.wait_for_timeout(300)
    assert serious_violations(visitor) == []


@pytest.mark.parametrize("tab", BOT_TABS)
def test_a_part_of_a_bot_has_no_serious_finding(visitor: Page, stack: Stack, tab: str) -> None:
    open_page(visitor, stack, f"/bots/{stack.endpoints['bot_id']}/{tab}")
    expect(visitor.get_by_role("navigation", name="Parts of this bot")).to_be_visible()
    expect(visitor.locator(".animate-pulse[aria-hidden]")).to_have_count(0)
    assert serious_violations(visitor) == []


def test_the_form_for_a_new_bot_has_no_serious_finding(visitor: Page, stack: Stack) -> None:
    open_page(visitor, stack, "/bots")
    visitor.get_by_role("button", name="Create a bot").click()
    expect(visitor.get_by_role("dialog")).to_be_visible()
    visitor.wait_for_timeout(300)
    assert serious_violations(visitor) == []


def test_the_form_for_an_invitation_has_no_serious_finding(visitor: Page, stack: Stack) -> None:
    open_page(visitor, stack, "/team")
    visitor.get_by_role("button", name="Invite somebody").click()
    expect(visitor.get_by_role("dialog")).to_be_visible()
    visitor.wait_for_timeout(300)
    assert serious_violations(visitor) == []


@pytest.mark.parametrize(
    "path", ["/no-access", "/no-access?reason=deactivated", "/invitations/nothing", "/sign-in?error=bad_state"]
)
def test_a_page_outside_has_no_serious_finding(browser: Browser, stack: Stack, path: str) -> None:
    page = new_page(browser)
    page.goto(stack.endpoints["site"].rstrip("/") + path)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert serious_violations(page) == []
    page.context.close()


def test_the_sign_in_page_has_no_serious_finding(browser: Browser, stack: Stack) -> None:
    page = new_page(browser)
    page.goto(stack.endpoints["site"])
    expect(page.get_by_label("E-mail")).to_be_visible()
    assert serious_violations(page) == []
    page.context.close()
