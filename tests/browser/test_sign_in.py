"""Getting in, and being told clearly when one doesn't."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.pages import come_in, sign_in
from tests.stack import Stack

pytestmark = pytest.mark.browser


def test_a_wrong_password_is_said_clearly_and_can_be_mended(page: Page, stack: Stack) -> None:
    page.goto(stack.endpoints["site"])
    page.get_by_label("E-mail").fill(stack.endpoints["admin"]["email"])
    page.get_by_label("Password").fill("not-the-password")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("E-mail or password is wrong")
    expect(page.get_by_label("Password")).to_be_focused()

    page.get_by_label("Password").fill(stack.endpoints["admin"]["password"])
    page.keyboard.press("Enter")
    expect(page.get_by_role("navigation", name="Pages")).to_be_visible()


def test_what_is_missing_is_said_beside_the_field(page: Page, stack: Stack) -> None:
    page.goto(stack.endpoints["site"])
    page.get_by_label("E-mail").fill("nobody")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_text("This is not a complete e-mail address.")).to_be_visible()
    expect(page.get_by_text("Enter your password.")).to_be_visible()


def test_a_vendor_lands_on_the_sales_page_and_sees_nothing_of_the_bots(page: Page, stack: Stack) -> None:
    sign_in(page, stack, "vendor")
    expect(page).to_have_url(f"{stack.endpoints['site'].rstrip('/')}/sales")
    expect(page.get_by_role("link", name="Bots")).to_have_count(0)


def test_a_deep_link_leads_there_after_signing_in(page: Page, stack: Stack) -> None:
    sign_in(page, stack, path="/leads?status=qualified")
    expect(page.get_by_role("heading", level=1, name="Leads")).to_be_visible()
    expect(page.get_by_label("Status")).to_have_value("qualified")


def test_signing_out_closes_the_door(page: Page, stack: Stack) -> None:
    come_in(page, stack, path="/bots")
    page.get_by_role("button", name="Account of").click()
    page.get_by_role("menuitem", name="Sign out", exact=True).click()
    expect(page.get_by_label("Password")).to_be_visible()
    page.goto(f"{stack.endpoints['site'].rstrip('/')}/bots")
    expect(page.get_by_label("Password")).to_be_visible()


def test_the_pages_speak_portuguese_and_remember_it(page: Page, stack: Stack) -> None:
    come_in(page, stack, path="/bots")
    page.get_by_role("button", name="Account of").click()
    page.get_by_role("menuitemradio", name="Português").click()
    expect(page.get_by_text("Cada bot atende um número de WhatsApp.")).to_be_visible()
    page.reload()
    expect(page.get_by_text("Cada bot atende um número de WhatsApp.")).to_be_visible()
