"""A vendor reads along, steps in, and is not lost when the network is."""

from uuid import uuid4

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.pages import (
    BOT_NUMBER,
    CUSTOMER,
    PATIENCE_MS,
    bubble,
    new_page,
    open_lead,
    qualify_sample_lead,
    sign_in,
    wait_until_live,
)
from tests.stack import Stack, eventually

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def _a_qualified_lead(browser: Browser, stack: Stack) -> None:
    admin = new_page(browser)
    sign_in(admin, stack)
    qualify_sample_lead(admin, stack)
    admin.context.close()


def _on_the_phone(stack: Stack, text: str) -> int:
    answer = httpx.get(f"{stack.endpoints['simulator']}/phones/{CUSTOMER}/messages", params={"with": BOT_NUMBER})
    return sum(message["text"] == text for message in answer.json()["items"])


def _customer_writes(stack: Stack, text: str) -> None:
    httpx.post(
        f"{stack.endpoints['simulator']}/phones/{CUSTOMER}/messages", json={"to": BOT_NUMBER, "text": text}
    ).raise_for_status()


def test_a_vendor_writes_and_the_customers_phone_gets_it_once(page: Page, stack: Stack) -> None:
    sign_in(page, stack, "vendor")
    open_lead(page, "Ana Souza")
    page.get_by_label("Message", exact=True).fill("Hello Ana, when may we call you?")
    page.keyboard.press("Enter")

    mine = bubble(page, "Hello Ana, when may we call you?")
    delivered = mine.get_by_role("img", name="Delivered").or_(mine.get_by_role("img", name="Read"))
    expect(delivered).to_be_visible(timeout=PATIENCE_MS)
    expect(mine).to_have_count(1)
    expect(page.locator("[data-mode=human]").first).to_contain_text("You took over")
    assert _on_the_phone(stack, "Hello Ana, when may we call you?") == 1


def test_the_bot_is_silent_after_a_person_stepped_in(page: Page, stack: Stack) -> None:
    sign_in(page, stack, "vendor")
    open_lead(page, "Ana Souza")
    page.get_by_label("Message", exact=True).fill("I take it from here.")
    page.keyboard.press("Enter")
    expect(page.locator("[data-mode=human]").first).to_be_visible(timeout=PATIENCE_MS)
    before = page.locator("[data-sender=bot]").count()
    _customer_writes(stack, "Thank you, a person at last")
    expect(bubble(page, "Thank you, a person at last").first).to_be_visible(timeout=PATIENCE_MS)
    page.wait_for_timeout(3000)
    assert page.locator("[data-sender=bot]").count() == before


def test_what_happened_while_offline_appears_once_when_back(page: Page, stack: Stack) -> None:
    mark = uuid4().hex[:6]
    written, said = f"Written without a network {mark}", f"Said while you were away {mark}"
    sign_in(page, stack, "vendor")
    open_lead(page, "Ana Souza")
    page.context.set_offline(True)
    expect(page.locator("[data-connection=offline]").first).to_be_attached()
    page.get_by_label("Message", exact=True).fill(written)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Goes out when you are online again")).to_be_visible()
    _customer_writes(stack, said)

    page.context.set_offline(False)
    wait_until_live(page)
    expect(bubble(page, said)).to_have_count(1, timeout=PATIENCE_MS)
    eventually(lambda: _on_the_phone(stack, written), "the message on the phone", 45)
    expect(page.get_by_text("Goes out when you are online again")).to_have_count(0)
    expect(bubble(page, written)).to_have_count(1)
    assert _on_the_phone(stack, written) == 1


def test_on_a_phone_one_pane_at_a_time(phone_page: Page, stack: Stack) -> None:
    sign_in(phone_page, stack, "vendor")
    assert phone_page.evaluate("document.documentElement.scrollWidth") <= 390
    open_lead(phone_page, "Ana Souza")
    expect(phone_page.get_by_role("heading", name="Conversations")).to_be_hidden()
    composer = phone_page.get_by_label("Message", exact=True)
    expect(composer).to_be_in_viewport()
    phone_page.get_by_role("button", name="Lead details").click()
    expect(phone_page.get_by_role("dialog").get_by_text("ana@example.com").first).to_be_visible()
    phone_page.get_by_role("button", name="Close").click()
    phone_page.get_by_role("link", name="Back to the list").click()
    expect(phone_page.get_by_role("heading", name="Conversations")).to_be_visible()
    assert phone_page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_vendor_takes_a_chat_over_and_hands_it_back(page: Page, stack: Stack) -> None:
    sign_in(page, stack, "vendor")
    open_lead(page, "Ana Souza")
    hand_back = page.get_by_role("button", name="Hand back to the bot").locator("visible=true")
    take_over = page.get_by_role("button", name="Take over").locator("visible=true")
    expect(hand_back.or_(take_over)).to_be_visible()
    if hand_back.is_visible():
        hand_back.click()
    take_over.click()
    badge = page.locator("[data-mode]").locator("visible=true")
    expect(badge).to_contain_text("You took over")
    expect(badge).to_contain_text("back to the bot")
    hand_back.click()
    expect(badge).to_have_text("The bot answers")
    page.reload()
    expect(badge).to_have_text("The bot answers")
