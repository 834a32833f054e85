"""Bots: create one, change how it behaves, stop and start it."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.pages import PATIENCE_MS, sign_in
from tests.stack import Stack

pytestmark = pytest.mark.browser


def test_a_new_bot_gets_a_code_to_scan_and_keeps_its_prompt(page: Page, stack: Stack) -> None:
    sign_in(page, stack, path="/bots")
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
    expect(page.get_by_text("Stopped", exact=True).first).to_be_visible(timeout=PATIENCE_MS)
    expect(page.get_by_text("The bot is switched off.")).to_be_visible()
