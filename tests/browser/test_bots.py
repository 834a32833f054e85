"""Bots: create one, change how it behaves, stop and start it."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import findings_on_each_screen
from tests.browser.pages import PATIENCE_MS, come_in
from tests.e2e.client import PLAIN, Phone
from tests.stack import Stack

pytestmark = pytest.mark.browser


def _link_by_code(page: Page, phone: Phone) -> None:
    """Link a phone whose camera does not see the screen."""
    other_way = page.get_by_role("region", name="Or type a code on the phone")
    other_way.get_by_label("Number of the phone").fill("+55 11 90000-0088")
    other_way.get_by_role("button", name="Get a code").click()
    code = other_way.get_by_test_id("pairing-code")
    expect(code).to_be_visible()
    assert findings_on_each_screen(page) == []
    typed = {"code": code.inner_text()}
    PLAIN.post(f"{phone.simulator}/phones/{phone.number}/link", json=typed, timeout=30).raise_for_status()
    expect(page.get_by_text("Connected to WhatsApp").first).to_be_visible()
    expect(page.get_by_text("+55 11 90000-0088").first).to_be_visible()


def test_a_new_bot_is_linked_by_a_code_and_keeps_its_prompt(page: Page, stack: Stack) -> None:
    come_in(page, stack, path="/bots")
    page.get_by_role("button", name="Create a bot").click()
    form = page.get_by_role("dialog", name="Create a bot")
    form.get_by_role("button", name="Create a bot").click()
    expect(form.get_by_text("Give the bot a name.")).to_be_visible()
    form.get_by_label("Name").fill("Second bot (sample)")
    form.get_by_label("Language").select_option("pt")
    form.get_by_role("button", name="Clinic").click()
    form.get_by_role("button", name="Create a bot").click()

    expect(page.get_by_role("heading", level=1, name="Second bot (sample)")).to_be_visible()
    expect(page.get_by_test_id("qr")).to_be_visible(timeout=2 * PATIENCE_MS)
    _link_by_code(page, Phone.make(stack, "5511900000088", "Types a code (sample)"))
    page.get_by_role("link", name="Behaviour").click()
    prompt = page.get_by_label("Prompt")
    expect(prompt).to_have_value(re.compile("^Você é a recepção de uma clínica"))

    prompt.fill("Be brief.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved. The next answer follows it.").first).to_be_visible()
    page.reload()
    expect(page.get_by_label("Prompt")).to_have_value("Be brief.")

    page.get_by_role("link", name="Connection").click()
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_text("Stopped", exact=True).first).to_be_visible()
    expect(page.get_by_role("region", name="Connection").get_by_text("The bot is switched off.")).to_be_visible()
