"""A bot that rests by the clock: made as a sentence, seen before it is saved, run by hand, and cancelled."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import findings_on_each_screen, sideways
from tests.browser.pages import come_in, open_page
from tests.stack import Stack

pytestmark = pytest.mark.browser


def test_a_schedule_from_the_switch_to_its_history(page: Page, stack: Stack) -> None:
    come_in(page, stack, path=f"/bots/{stack.endpoints['bot_id']}/schedules")
    page.get_by_role("button", name="Turn scheduling on").click()
    page.get_by_role("button", name="New schedule").click()
    form = page.get_by_role("dialog", name="New schedule")
    form.get_by_label("What to do").select_option("Pause")
    form.get_by_label("Time", exact=True).fill("02:30")
    form.get_by_role("button", name="Sat").click()
    form.get_by_role("button", name="Sun").click()
    form.get_by_label("Time zone").fill("America/New_York")
    expect(form.get_by_role("list", name="Next times").get_by_role("listitem")).to_have_count(5)
    expect(form.get_by_text(re.compile("does not exist in America/New_York"))).to_be_visible()
    assert findings_on_each_screen(page) == []
    page.set_viewport_size({"width": 768, "height": 900})
    assert sideways(page) == []
    page.set_viewport_size({"width": 1440, "height": 900})
    form.get_by_role("button", name="Save").click()

    row = page.get_by_role("list", name="Schedules").get_by_role("listitem").first
    expect(row.get_by_text("Pause: Every day at 02:30")).to_be_visible()
    expect(row.get_by_text("Waiting")).to_be_visible()
    row.get_by_role("button", name=re.compile("More for this schedule")).click()
    page.get_by_role("menuitem", name="Run now").click()
    expect(page.get_by_text(re.compile("It was run: Done . by hand")).first).to_be_visible()
    expect(row.get_by_text(re.compile("Last: Done . by hand"))).to_be_visible()

    open_page(page, stack, "/schedules")
    row = page.get_by_role("list", name="Schedules").get_by_role("listitem").first
    expect(row).to_be_visible()
    assert findings_on_each_screen(page) == []
    row.get_by_role("button", name=re.compile("More for this schedule")).click()
    page.get_by_role("menuitem", name="History").click()
    past = page.get_by_role("dialog", name="History")
    expect(past.get_by_role("list", name="History").get_by_role("listitem")).to_have_count(1)
    past.get_by_role("button", name="Close").click()
    row.get_by_role("button", name=re.compile("More for this schedule")).click()
    page.get_by_role("menuitem", name="Cancel the schedule").click()
    page.get_by_role("dialog").get_by_role("button", name="Cancel the schedule").click()
    expect(page.get_by_text("Nothing is scheduled")).to_be_visible()
    page.get_by_label("Which schedules").select_option("Ended")
    expect(page.get_by_role("listitem").get_by_text("Cancelled")).to_be_visible()
