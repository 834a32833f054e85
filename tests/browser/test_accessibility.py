"""No serious finding of axe-core on any page nor in what opens above it, in both themes, wide and narrow.

Forms that another journey has open anyway are looked at there: a plan, a new workspace, a schedule, a picture, and the
code that is typed on a phone.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import NARROW, WIDE, findings_on_each_screen, turn
from tests.browser.pages import BOT_TABS, come_in, expect_loaded, new_page, open_page
from tests.e2e.client import Api
from tests.stack import Stack

pytestmark = pytest.mark.browser

PAGES = (
    "/overview",
    "/welcome",
    "/bots",
    "/leads",
    "/sales",
    "/schedules",
    "/team",
    "/billing",
    "/settings",
    "/audit",
    "/nowhere",
)
OUTSIDE = (
    "/sign-in",
    "/sign-in?error=bad_state",
    "/no-access",
    "/no-access?reason=deactivated",
    "/invitations/nothing",
)
DIALOGS = {
    "/bots?new=true": "Create a bot",
    "/team?invite=true": "Invite somebody",
    "/leads?account=password": "Change the password",
    "/sales?help=true": "Keyboard",
}
"""What opens above a page, by its address."""


@pytest.fixture(scope="module")
def visitor(browser: Browser, stack: Stack, sample_lead: str) -> Iterator[Page]:
    """An admin with a qualified lead."""
    page = new_page(browser)
    come_in(page, stack)
    yield page
    page.context.close()


@pytest.fixture(scope="module")
def stranger(browser: Browser) -> Iterator[Page]:
    """Somebody who is not signed in."""
    page = new_page(browser)
    yield page
    page.context.close()


@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_no_serious_finding(visitor: Page, stack: Stack, path: str) -> None:
    open_page(visitor, stack, path)
    expect(visitor.get_by_role("heading").first).to_be_visible()
    expect_loaded(visitor)
    assert findings_on_each_screen(visitor) == []


@pytest.mark.parametrize("place", ["leads", "sales"])
def test_a_chat_and_the_life_of_a_message_have_no_serious_finding(
    visitor: Page, stack: Stack, sample_lead: str, place: str
) -> None:
    open_page(visitor, stack, f"/{place}/{sample_lead}")
    expect(visitor.locator("[data-sender=bot]").first).to_be_visible()
    expect_loaded(visitor)
    assert findings_on_each_screen(visitor) == []
    # Another width has another kind of window for it.
    for screens in (NARROW, WIDE):
        turn(visitor, screens[0])
        visitor.get_by_role("button", name="Life of the message").first.click()
        expect(visitor.get_by_test_id("life")).to_be_visible()
        assert findings_on_each_screen(visitor, screens) == []
        visitor.keyboard.press("Escape")
        expect(visitor.get_by_test_id("life")).to_have_count(0)


@pytest.mark.parametrize("tab", BOT_TABS)
def test_a_part_of_a_bot_has_no_serious_finding(visitor: Page, stack: Stack, tab: str) -> None:
    open_page(visitor, stack, f"/bots/{stack.endpoints['bot_id']}/{tab}")
    expect(visitor.get_by_role("navigation", name="Parts of this bot")).to_be_visible()
    expect_loaded(visitor)
    assert findings_on_each_screen(visitor) == []
    if tab == "danger":
        visitor.get_by_role("button", name="Delete the bot").click()
        expect(visitor.get_by_role("dialog")).to_be_visible()
        assert findings_on_each_screen(visitor) == []
        expect(visitor.get_by_role("dialog")).to_be_visible()


@pytest.mark.parametrize("path", DIALOGS)
def test_a_dialog_has_no_serious_finding(visitor: Page, stack: Stack, path: str) -> None:
    open_page(visitor, stack, path)
    dialog = visitor.get_by_role("dialog", name=DIALOGS[path])
    expect(dialog).to_be_visible()
    assert findings_on_each_screen(visitor) == []
    expect(dialog).to_be_visible()


def test_the_form_for_how_a_lead_ended_has_no_serious_finding(visitor: Page, stack: Stack, sample_lead: str) -> None:
    open_page(visitor, stack, f"/leads/{sample_lead}?close=true")
    form = visitor.get_by_role("dialog", name="Close this lead")
    expect(form.get_by_role("radio", name="Won")).to_be_checked()
    assert findings_on_each_screen(visitor) == []
    form.get_by_role("radio", name="Lost").check()
    # Its colours are others, and nothing else is.
    assert findings_on_each_screen(visitor, WIDE) == []


@pytest.mark.parametrize("path", OUTSIDE)
def test_a_page_outside_has_no_serious_finding(stranger: Page, stack: Stack, path: str) -> None:
    stranger.goto(stack.endpoints["site"].rstrip("/") + path)
    expect(stranger.get_by_role("heading", level=1)).to_be_visible()
    assert findings_on_each_screen(stranger) == []


def test_an_open_invitation_has_no_serious_finding(visitor: Page, stranger: Page, stack: Stack, api: Api) -> None:
    invited = api.post("/team/invitations", {"email": "accessible@example.com", "role": "vendor"})
    address = f"{stack.endpoints['site'].rstrip('/')}/invitations/{invited['token']}"
    stranger.goto(address)
    expect(stranger.get_by_label("Your name")).to_be_visible()
    assert findings_on_each_screen(stranger) == []
    visitor.goto(address)
    expect(visitor.get_by_role("button", name="Accept as")).to_be_visible()
    assert findings_on_each_screen(visitor) == []
