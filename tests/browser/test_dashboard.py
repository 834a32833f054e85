"""The dashboard as people use it all day: filters, keyboard, a phone's width, another language, and a lost network."""

import csv
import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import sideways
from tests.browser.pages import BOT_TABS, come_in, expect_loaded, wait_until_live
from tests.browser.people import customer
from tests.e2e.client import Api
from tests.stack import Stack

pytestmark = pytest.mark.browser

PAGES = ("/overview", "/welcome", "/bots", "/leads", "/schedules", "/team", "/billing", "/settings", "/audit")
NEWCOMER = "5521977770001"


@pytest.mark.usefixtures("sample_lead")
def test_leads_are_narrowed_given_away_and_taken_out(page: Page, stack: Stack, api: Api) -> None:
    newcomer = customer(stack, api, NEWCOMER, "Table Customer (sample)", "Hello, I am Tabea Example")
    come_in(page, stack, path="/leads")
    table = page.get_by_role("table", name="Leads")
    expect(table.get_by_role("link", name="Tabea Example")).to_be_visible()
    page.get_by_label("Status", exact=True).select_option("Capturing")
    page.get_by_label("Vendor", exact=True).select_option("Nobody")
    page.get_by_label("Search by name, number or value").fill("tabea")
    expect(page).to_have_url(re.compile("text=tabea"))
    expect(table.get_by_role("row")).to_have_count(2)
    page.reload()
    expect(page.get_by_label("Status", exact=True)).to_have_value("capturing")
    expect(table.get_by_role("row")).to_have_count(2)

    with page.expect_download() as given:
        page.get_by_role("link", name="Download CSV").click()
    rows = list(csv.reader(given.value.path().read_text("utf-8-sig").splitlines()))
    assert len(rows) == 2
    assert "Tabea Example" in rows[1]

    page.get_by_role("checkbox", name="Select Tabea Example").check()
    page.get_by_label("Assign to").select_option("Me")
    page.get_by_role("button", name="Assign", exact=True).click()
    # It fits the filter no more: nobody has it no more.
    expect(page.get_by_role("heading", name="No lead matches")).to_be_visible()
    page.get_by_role("link", name="Show all leads").click()
    expect(table.get_by_role("row").filter(has_text="Tabea Example")).to_contain_text("Me")
    assert api.lead_of(newcomer.chat)["assigned_to"] is not None


@pytest.mark.usefixtures("sample_lead")
def test_numbers_of_the_overview_open_what_they_count(page: Page, stack: Stack) -> None:
    come_in(page, stack, path="/overview?days=7")
    page.get_by_role("list", name="Numbers").get_by_role("link", name="Qualified leads").click()
    expect(page).to_have_url(re.compile(r"/leads\?.*by=qualified"))
    expect(page.get_by_role("table", name="Leads").get_by_role("link", name="Ana Souza")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("radio", name="7 days")).to_be_checked()
    page.get_by_role("link", name="Failed", exact=True).click()
    expect(page).to_have_url(re.compile(r"/bots\?health=failed"))
    expect(page.get_by_role("heading", name="No bot matches")).to_be_visible()


def _tab_to(page: Page, name: str, role: str = "link") -> None:
    """Press Tab until what is called so has the focus, which must be to be seen."""
    wanted = page.get_by_role(role, name=name, exact=True).first  # type: ignore[arg-type]  # a name of a role
    for _ in range(60):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            assert wanted.evaluate("element => element.matches(':focus-visible')")
            return
    raise AssertionError(f"the Tab key does not reach {name}")


def test_the_dashboard_is_used_without_a_mouse(page: Page, stack: Stack) -> None:
    page.goto(stack.endpoints["site"])
    expect(page.get_by_label("E-mail")).to_be_focused()
    page.keyboard.type(stack.endpoints["admin"]["email"])
    page.keyboard.press("Tab")
    page.keyboard.type(stack.endpoints["admin"]["password"])
    page.keyboard.press("Enter")
    # The page that one comes to takes the focus anew.
    wait_until_live(page)
    _tab_to(page, "Bots")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Bots")).to_be_visible()

    _tab_to(page, "Create a bot", "button")
    page.keyboard.press("Enter")
    form = page.get_by_role("dialog", name="Create a bot")
    expect(form).to_be_visible()
    page.keyboard.press("Escape")
    expect(form).to_have_count(0)
    expect(page.get_by_role("button", name="Create a bot")).to_be_focused()

    _tab_to(page, "Sample bot")
    page.keyboard.press("Enter")
    _tab_to(page, "Behaviour")
    page.keyboard.press("Enter")
    prompt = page.get_by_label("Prompt")
    kept = prompt.input_value()
    prompt.focus()
    page.keyboard.press("Control+End")
    page.keyboard.type(" ")
    page.keyboard.type("Be kind.")
    page.keyboard.press("Control+s")
    expect(page.get_by_text("Saved. The next answer follows it.").first).to_be_visible()
    prompt.fill(kept)
    page.keyboard.press("Control+s")
    expect(page.get_by_role("button", name="Save")).to_be_disabled()


def _choose_portuguese(page: Page) -> None:
    page.get_by_role("button", name="Account of").locator("visible=true").click()
    page.get_by_role("menuitemradio", name="Português").click()
    expect(page.locator("html")).to_have_attribute("lang", "pt-BR")


ENGLISH = re.compile(r"\b(?:Save|Settings|Bots now|Loading|Nobody|Working|Cancel|Search)\b")


def _open_settled(page: Page, stack: Stack, path: str) -> None:
    page.goto(stack.endpoints["site"].rstrip("/") + path)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect_loaded(page)


def test_each_page_fits_a_phone_in_the_language_with_longer_words(phone_page: Page, stack: Stack) -> None:
    page = phone_page
    come_in(page, stack)
    page.get_by_role("button", name="More").click()
    page.get_by_role("menuitem", name="Team").click()
    expect(page.get_by_role("heading", level=1, name="Team")).to_be_visible()
    _choose_portuguese(page)
    for path in (*PAGES, *(f"/bots/{stack.endpoints['bot_id']}/{part}" for part in BOT_TABS)):
        _open_settled(page, stack, path)
        assert sideways(page) == [], path
        assert ENGLISH.findall(page.locator("body").inner_text()) == [], path


@pytest.mark.usefixtures("sample_lead")
def test_the_pages_speak_portuguese_with_its_dates_and_numbers(page: Page, stack: Stack) -> None:
    come_in(page, stack, path="/overview?days=7")
    _choose_portuguese(page)
    expect(page.get_by_role("heading", level=1, name="Resumo")).to_be_visible()
    expect(page.get_by_text(re.compile(r"^De \d+ de \w{3}\. de \d{4} a "))).to_be_visible()
    expect(page.get_by_role("list", name="Números").get_by_text(re.compile(r"US\$\s\d+,\d\d")).first).to_be_visible()


def test_without_a_network_the_page_says_so_and_goes_on_by_itself(page: Page, stack: Stack) -> None:
    come_in(page, stack, path="/team")
    page.context.set_offline(True)
    expect(page.get_by_text("You are offline").locator("visible=true")).to_be_visible()
    page.get_by_role("link", name="Settings").click()
    failed = page.get_by_text("Flotilla does not answer. Check your connection, then try again.")
    expect(failed.first).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_label("Time zone")).to_be_visible()
    expect(page.locator("[data-connection=live]").first).to_be_attached()
