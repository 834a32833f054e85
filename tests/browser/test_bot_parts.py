"""The parts of a bot's page: what is entered there is kept, tried, and taken away again."""

import io
import re
from collections.abc import Iterator

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.axe import findings_on_each_screen
from tests.browser.pages import come_in
from tests.e2e.client import Api
from tests.stack import Stack

pytestmark = pytest.mark.browser

NAME = "Parts of a bot (sample)"


@pytest.fixture(scope="module")
def bot(api: Api) -> Iterator[str]:
    """A bot of these tests' own, switched off: its settings need no session."""
    made: str = api.post("/bots", {"name": NAME, "prompt": "Be brief."})["id"]
    api.post(f"/bots/{made}/session/stop")
    yield made
    api.http.delete(f"/bots/{made}")


def _save(page: Page) -> None:
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("button", name="Save")).to_be_disabled()
    expect(page.get_by_text("Not saved yet")).to_have_count(0)


def test_what_a_bot_asks_answers_and_keeps_to_is_saved(page: Page, stack: Stack, api: Api, bot: str) -> None:
    come_in(page, stack, path=f"/bots/{bot}/fields")
    page.get_by_role("button", name="Add a field").click()
    page.get_by_label("Name of the field").fill("Budget (sample)")
    page.get_by_label("Kind").select_option("Number")
    page.get_by_role("button", name="Ask for Budget (sample) earlier").click()
    _save(page)

    page.get_by_role("link", name="FAQ").click()
    page.get_by_role("button", name="Add a question").click()
    page.get_by_role("textbox", name="Question").fill("Do you deliver?")
    page.get_by_role("textbox", name="Answer").fill("Yes, within two days.")
    _save(page)

    page.get_by_role("link", name="Working hours").click()
    page.get_by_label("Keep working hours").click()
    page.get_by_role("button", name="Saturday").click()
    page.get_by_label("Until").fill("02:00")
    expect(page.get_by_text("the hours go past midnight")).to_be_visible()
    page.get_by_label("Time zone").fill("Nowhere/City")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_label("Time zone")).to_have_attribute("aria-invalid", "true")
    page.get_by_label("Time zone").fill("America/Recife")
    _save(page)

    page.get_by_role("link", name="Features").click()
    page.get_by_label("Take part in groups").click()
    page.get_by_label("Hand chats back to the bot after (minutes)").fill("45")
    _save(page)

    kept = api.get(f"/bots/{bot}")
    assert [(field["label"], field["type"]) for field in kept["fields"]] == [("Budget (sample)", "number")]
    assert kept["required_fields"][-1] == "phone"
    assert kept["faq"] == [{"question": "Do you deliver?", "answer": "Yes, within two days."}]
    hours = kept["features"]["working_hours"]
    assert (hours["on"], hours["closes"], hours["time_zone"]) == (True, "02:00", "America/Recife")
    assert "sat" in hours["days"]
    assert kept["features"]["groups"] is True
    assert kept["hand_back_minutes"] == 45


def test_a_picture_is_dropped_described_and_removed(page: Page, stack: Stack, bot: str) -> None:
    written = io.BytesIO()
    Image.linear_gradient("L").convert("RGB").save(written, "PNG")
    come_in(page, stack, path=f"/bots/{bot}/pictures")
    choose = page.get_by_label("Choose pictures")
    choose.set_input_files({"name": "notes.txt", "mimeType": "text/plain", "buffer": b"no picture"})
    expect(page.get_by_text("It is no PNG, JPEG or WebP.")).to_be_visible()
    page.get_by_role("button", name="Dismiss").click()

    choose.set_input_files({"name": "prices.png", "mimeType": "image/png", "buffer": written.getvalue()})
    expect(page.get_by_text("Sent. Say what it shows, then add it.")).to_be_visible()
    assert findings_on_each_screen(page) == []
    page.get_by_label("What it shows").fill("Price list (sample)")
    page.get_by_role("textbox", name="Keywords").fill("prices")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Add the picture").click()
    shown = page.get_by_role("link", name="Open Price list (sample) in full")
    expect(shown).to_be_visible()
    expect(page.get_by_role("list", name="Keywords").get_by_text("prices")).to_be_visible()

    page.get_by_role("button", name="Remove Price list (sample)").click()
    page.get_by_role("dialog").get_by_role("button", name="Remove").click()
    expect(shown).to_have_count(0)


def test_a_prompt_is_tried_before_it_is_saved(page: Page, stack: Stack, api: Api, bot: str) -> None:
    come_in(page, stack, path=f"/bots/{bot}/behaviour")
    page.get_by_label("Message as the customer").fill("Hello, I am Bruno Lima from Olinda")
    page.get_by_role("button", name="Send", exact=True).click()
    log = page.get_by_role("log", name="Conversation with the bot, without WhatsApp")
    expect(log.get_by_role("list", name="What it learned").get_by_text("Bruno Lima")).to_be_visible()
    expect(log.get_by_text("Still to ask")).to_contain_text("E-mail")
    assert api.get(f"/leads?bot_id={bot}")["items"] == []

    page.get_by_label("Prompt").fill("Be very brief.")
    page.get_by_role("link", name="Connection").click()
    leaving = page.get_by_role("dialog", name="Leave without saving?")
    leaving.get_by_role("button", name="Stay").click()
    expect(page.get_by_label("Prompt")).to_have_value("Be very brief.")


@pytest.mark.usefixtures("sample_lead")
def test_a_linked_bot_is_looked_at_paused_and_restarted(page: Page, stack: Stack) -> None:
    come_in(page, stack, path=f"/bots/{stack.endpoints['bot_id']}/connection")
    expect(page.get_by_text("Connected to WhatsApp").first).to_be_visible()
    page.get_by_role("button", name="See its page").click()
    window = page.get_by_role("dialog")
    window.get_by_role("button", name="Take a picture").click()
    expect(window.get_by_role("img")).to_be_visible()
    page.keyboard.press("Escape")

    page.get_by_role("button", name="Pause answers").click()
    expect(page.get_by_text("This bot is paused")).to_be_visible()
    page.get_by_role("button", name="Resume answers").click()
    expect(page.get_by_text("This bot is paused")).to_have_count(0)

    page.get_by_role("button", name="More for").first.click()
    page.get_by_role("menuitem", name="Restart the session").click()
    past = page.get_by_role("list", name="What it went through").get_by_role("listitem")
    expect(past.first).to_contain_text("Starting")
    expect(past.first).to_contain_text("Working")


def test_a_bot_is_deleted_only_by_its_name(page: Page, stack: Stack, api: Api) -> None:
    name = "To be deleted (sample)"
    bot = api.post("/bots", {"name": name})["id"]
    come_in(page, stack, path=f"/bots/{bot}/danger")
    page.get_by_role("button", name="Delete the bot").click()
    form = page.get_by_role("dialog")
    form.get_by_label(re.compile("Type the bot")).fill("Another name")
    form.get_by_role("button", name="Delete the bot").click()
    expect(form.get_by_text(f"Type exactly: {name}")).to_be_visible()
    form.get_by_label(re.compile("Type the bot")).fill(name)
    form.get_by_role("button", name="Delete the bot").click()
    expect(page.get_by_role("heading", level=1, name="Bots")).to_be_visible()
    expect(page.get_by_text(name)).to_have_count(0)
