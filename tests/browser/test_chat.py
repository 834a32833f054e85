"""What a vendor does in a chat beside writing: sends a picture, replies to a message, takes an answer that is ready."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import JSHandle, Page, expect

from tests.browser.pages import BOT_NUMBER, PATIENCE_S, bubble, come_in, open_lead, write
from tests.browser.people import customer
from tests.e2e.client import PLAIN, Api, Phone
from tests.stack import Stack, eventually

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("left_alone")]

SIDE = 64
HELD = """(bytes) => {
  const held = new DataTransfer()
  held.items.add(new File([new Uint8Array(bytes)], 'balcony.png', { type: 'image/png' }))
  return held
}"""
PASTE = """(field, clipboardData) =>
  field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))"""
READY = [
    {"question": "Do you deliver?", "answer": "Yes, within two days."},
    {"question": "Is there parking?", "answer": "There is one place for each flat."},
]


@contextmanager
def bot_with(stack: Stack, api: Api, name: str, value: object) -> Iterator[None]:
    """The sample bot with another setting, as it was afterwards."""
    path = f"/bots/{stack.endpoints['bot_id']}"
    before = api.get(path)[name]
    api.http.patch(path, json={name: value}).raise_for_status()
    try:
        yield
    finally:
        api.http.patch(path, json={name: before}).raise_for_status()


@pytest.fixture(scope="module")
def left_alone(stack: Stack, api: Api, sample_lead: str) -> Phone:
    """A customer whose chat somebody took for the shortest time there is: a minute, which the other journeys fill."""
    phone = customer(stack, api, "5581977770021", "Left alone (sample)")
    with bot_with(stack, api, "hand_back_minutes", 1):
        taken = api.post(f"/leads/{api.lead_of(phone.chat)['id']}/takeover")
    assert taken["chat"]["mode"] == "human"
    return phone


def _received(phone: Phone, text: str) -> dict[str, Any]:
    """What came to the phone with this text."""

    def look() -> dict[str, Any] | None:
        return next((one for one in phone.replies(BOT_NUMBER) if one["text"] == text), None)

    return eventually(look, f"{text!r} on the phone", PATIENCE_S)


def _a_picture(page: Page) -> JSHandle:
    """A file as the browser gives it to a page, be it dropped or pasted."""
    written = io.BytesIO()
    Image.linear_gradient("L").resize((SIDE, SIDE)).save(written, "PNG")
    return page.evaluate_handle(HELD, list(written.getvalue()))


def test_a_picture_is_dropped_or_pasted_and_the_phone_gets_it(page: Page, stack: Stack, api: Api) -> None:
    phone = customer(stack, api, "5581977770022", "Pictures (sample)")
    come_in(page, stack, "vendor")
    open_lead(page, "Pictures (sample)")
    chat, held = page.get_by_role("log"), _a_picture(page)
    chat.dispatch_event("dragover", {"dataTransfer": held})
    expect(page.get_by_text("Drop it to send it to the customer")).to_be_visible()
    chat.dispatch_event("drop", {"dataTransfer": held})
    preview = page.get_by_role("img", name="The picture that will be sent")
    expect(preview).to_be_visible()
    page.get_by_role("button", name="Remove the file").click()
    expect(preview).to_have_count(0)

    page.get_by_label("Message", exact=True).evaluate(PASTE, _a_picture(page))
    expect(preview).to_be_visible()
    write(page, "The view from the balcony")
    picture = bubble(page, "The view from the balcony").get_by_role("img", name="The view from the balcony")
    expect(picture).to_have_js_property("naturalWidth", SIDE)
    received = _received(phone, "The view from the balcony")
    assert (received["type"], received["media"]["mimetype"].split("/")[0]) == ("image", "image")


def test_a_reply_quotes_what_it_is_about_on_both_sides(page: Page, stack: Stack, api: Api) -> None:
    phone = customer(stack, api, "5581977770023", "Quotes (sample)")
    come_in(page, stack, "vendor")
    open_lead(page, "Quotes (sample)")
    write(page, "We have one with a garden.")
    about = _received(phone, "We have one with a garden.")["id"]
    reply = {"to": BOT_NUMBER, "text": "How large is it?", "quoted": about}
    said = PLAIN.post(f"{phone.simulator}/phones/{phone.number}/messages", json=reply).raise_for_status().json()
    asked = bubble(page, "How large is it?")
    expect(asked.get_by_role("button").filter(has_text="We have one with a garden.")).to_be_visible()

    asked.get_by_role("button", name="Reply to this message").click()
    expect(page.get_by_test_id("reply-to")).to_contain_text("How large is it?")
    write(page, "Twelve by eight metres.")
    assert _received(phone, "Twelve by eight metres.")["quoted"] == said["id"]
    answered = bubble(page, "Twelve by eight metres.")
    expect(answered.get_by_role("button").filter(has_text="How large is it?")).to_be_visible()


def test_a_slash_brings_the_answers_that_are_ready(page: Page, stack: Stack, api: Api) -> None:
    phone = customer(stack, api, "5581977770024", "Slash (sample)")
    with bot_with(stack, api, "faq", READY):
        come_in(page, stack, "vendor")
        open_lead(page, "Slash (sample)")
        field = page.get_by_label("Message", exact=True)
        field.fill("/")
        ready = page.get_by_role("listbox", name="Answers that are ready").get_by_role("option")
        expect(ready).to_have_count(2)
        field.fill("/park")
        expect(ready).to_have_count(1)
        field.fill("/")
        page.keyboard.press("ArrowDown")
        expect(ready.nth(1)).to_have_attribute("aria-selected", "true")
        page.keyboard.press("Enter")
        expect(field).to_have_value("There is one place for each flat.")
        page.keyboard.press("Enter")
        expect(field).to_have_value("")
    assert _received(phone, "There is one place for each flat.")["type"] == "text"


def test_a_chat_that_was_left_goes_back_to_the_bot_by_itself(
    page: Page, stack: Stack, api: Api, left_alone: Phone
) -> None:
    come_in(page, stack, "vendor")
    open_lead(page, "Left alone (sample)")
    lead = f"/leads/{api.lead_of(left_alone.chat)['id']}"
    eventually(lambda: api.get(lead)["chat"]["mode"] == "bot", "the end of the minute", 60 + PATIENCE_S, every=1)
    heard = len(left_alone.replies(BOT_NUMBER))
    left_alone.write(BOT_NUMBER, "Is anybody there?")
    eventually(lambda: len(left_alone.replies(BOT_NUMBER)) > heard, "the bot's answer on the phone", PATIENCE_S)
    expect(page.locator("[data-mode]").locator("visible=true")).to_have_text("The bot answers")
    expect(page.get_by_role("region", name="History")).to_contain_text("Went back to the bot by itself")
    expect(page.locator("[data-sender=bot]").last).to_be_visible()
