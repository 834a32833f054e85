"""A lead qualifies while nobody looks at the list: people are told wherever they are."""

import re
import time

import pytest
from playwright.sync_api import Page, expect

from tests.browser.pages import come_in
from tests.browser.people import customer
from tests.e2e.client import Api
from tests.stack import Stack

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("sample_lead")]

NAME = "Elis Ramos"
NUMBER = "55819777{:05d}"
"""A lead qualifies once: a second try takes another customer."""

WORDS = f"Hi, I'm {NAME}, elis@example.com, I live in Olinda, +55 81 97777-0011"
DESKTOP = """{
  window.told = { asked: 0, shown: [], tones: 0 }
  window.Notification = class {
    static permission = 'default'
    static async requestPermission() {
      told.asked += 1
      return (this.permission = 'granted')
    }
    constructor(title, { body, tag }) {
      Object.assign(this, { title, body, tag })
      told.shown.push(this)
    }
    close() {}
  }
  const { start } = AudioScheduledSourceNode.prototype
  AudioScheduledSourceNode.prototype.start = function (...when) {
    told.tones += 1
    return start.apply(this, when)
  }
  let away = false
  const looks = { hidden: () => away, visibilityState: () => (away ? 'hidden' : 'visible') }
  for (const [name, get] of Object.entries(looks)) {
    Object.defineProperty(Document.prototype, name, { get, configurable: true })
  }
  window.lookAway = (is) => {
    away = is
    document.dispatchEvent(new Event('visibilitychange'))
  }
}"""
"""What a browser without a desktop lacks: it notes what it is asked to show and play, and is looked away from."""


def test_a_lead_that_qualifies_is_told_to_who_looks_elsewhere(
    page: Page, other_page: Page, stack: Stack, api: Api
) -> None:
    page.add_init_script(DESKTOP)
    come_in(page, stack, "vendor")
    page.get_by_role("button", name="News of leads").click()
    desktop = page.get_by_label("A desktop notification while I am elsewhere")
    desktop.click()
    expect(desktop).to_be_checked()
    page.keyboard.press("Escape")
    come_in(other_page, stack, path="/team")

    page.evaluate("lookAway(true)")
    number = NUMBER.format(time.time_ns() // 10**9 % 10**5)
    newcomer = customer(stack, api, number, "Elsewhere (sample)", WORDS)
    # The notice on another page is there for seconds only.
    other_page.get_by_role("button", name="Open the lead").click()
    expect(other_page.get_by_role("heading", level=1, name=NAME)).to_be_visible()

    # What the customer wrote, and that their lead is qualified.
    expect(page).to_have_title(re.compile(r"^\(2\) "))
    lead = api.lead_of(newcomer.chat)["id"]
    told = page.evaluate("told")
    assert [(one["title"], one["body"], one["tag"]) for one in told["shown"]] == [("New qualified lead", NAME, lead)]
    assert told["asked"] == 1
    assert told["tones"] > 0

    page.evaluate("lookAway(false); told.shown[0].onclick()")
    expect(page.get_by_role("heading", level=1, name=NAME)).to_be_visible()
    expect(page).not_to_have_title(re.compile(r"^\("))
