"""The newcomer's first minutes: scan, write, see the lead qualify."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.pages import come_in, open_lead, scan_on_welcome
from tests.stack import Stack

pytestmark = pytest.mark.browser


def test_from_the_code_to_a_qualified_lead_without_a_reload(page: Page, stack: Stack) -> None:
    come_in(page, stack, path="/welcome")
    loads = page.evaluate("performance.timeOrigin")
    scan_on_welcome(page)
    expect(page.locator("[data-step=scan]")).to_have_attribute("data-done", "true")

    page.get_by_role("button", name="Send a sample message").click()
    lead = page.get_by_role("region", name="The lead")
    expect(lead.get_by_text("Qualified", exact=True)).to_be_visible()
    for value in ("Ana Souza", "ana@example.com", "Recife", "+55 81 99999-1234"):
        expect(lead.get_by_text(value, exact=True).first).to_be_visible()
    for step in ("scan", "write", "qualify"):
        expect(page.locator(f"[data-step={step}]")).to_have_attribute("data-done", "true")
    expect(page.get_by_text("WHATSAPP_URL=https://web.whatsapp.com make run")).to_be_visible()
    assert page.evaluate("performance.timeOrigin") == loads

    phone = page.frame_locator('iframe[title="The customer\'s simulated phone"]')
    expect(phone.get_by_text("I live in Recife").first).to_be_visible()


@pytest.mark.usefixtures("sample_lead")
def test_the_life_of_the_answer_goes_from_the_phone_to_the_phone(page: Page, stack: Stack) -> None:
    come_in(page, stack, path="/leads")
    open_lead(page, "Ana Souza")
    answer = page.locator("[data-sender=bot]").first
    expect(answer.get_by_role("img", name="Delivered").or_(answer.get_by_role("img", name="Read"))).to_be_visible()
    answer.get_by_role("button", name="Life of the message").click()
    life = page.get_by_test_id("life")
    stages = ["Phone", "WhatsApp page", "Queue", "Lambda “receive”", "Stored", "Turn", "Lambda “answer”", "Brain"]
    for stage in [*stages, "Outbox", "Claim", "Sent ✓", "Delivered ✓✓"]:
        expect(life.get_by_text(stage, exact=True)).to_be_visible()
    expect(life.get_by_text("From phone to reply")).to_be_visible()


@pytest.mark.usefixtures("sample_lead")
def test_each_field_shows_where_it_was_read(page: Page, stack: Stack) -> None:
    come_in(page, stack, path="/leads")
    open_lead(page, "Ana Souza")
    details = page.get_by_role("complementary", name="Lead details")
    details.locator("[data-field=email]").get_by_role("button", name="Show where").click()
    expect(page.get_by_role("log").locator("mark")).to_have_text("ana@example.com")
