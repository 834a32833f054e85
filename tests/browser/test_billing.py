"""A free workspace grows, pays, forgets to pay, and pays again; and a new one begins with nothing."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.axe import findings_on_each_screen, serious_violations
from tests.browser.pages import PATIENCE_S, come_in, open_page, scan_on_welcome
from tests.e2e.deployed import Deployed
from tests.stack import eventually
from tests.stripe.selling import Market, selling_stack
from tests.stripe.webhooks import reporting

pytestmark = pytest.mark.browser

NEW_BOT = "Second bot (sample)"


@pytest.fixture(scope="module")
def market() -> Iterator[Market]:
    """A stack of its own, where a grace is over at once; what happens at the provider is reported all the while."""
    with selling_stack("browser", 4776, grace_seconds=6) as running, reporting(running.stripe, running.webhook):
        yield running


def _create_bot(page: Page) -> Locator:
    """Fill the form for a new bot and send it; returns the form."""
    page.get_by_role("button", name="Create a bot").first.click()
    form = page.get_by_role("dialog", name="Create a bot")
    form.get_by_label("Name").fill(NEW_BOT)
    form.get_by_role("button", name="Create a bot").click()
    return form


def test_a_workspace_upgrades_fails_to_pay_and_pays(page: Page, market: Market) -> None:
    deployed = Deployed(market.stack)
    come_in(page, market.stack, path="/bots")
    form = _create_bot(page)
    expect(form.get_by_text("Your plan has no place left for this.")).to_be_visible()
    expect(form.get_by_text("In use: 1 of 1.")).to_be_visible()
    expect(form.get_by_text("Pro allows: no limit.")).to_be_visible()
    form.get_by_role("link", name="See what a larger plan allows").click()

    expect(page.get_by_role("heading", level=1, name="Plan and billing")).to_be_visible()
    expect(page.get_by_text("1 of 1", exact=True)).to_be_visible()
    assert findings_on_each_screen(page) == []
    page.get_by_role("button", name="Upgrade to Pro").click()
    page.get_by_role("button", name="Pay").click()

    manage = page.get_by_role("button", name="Manage subscription")
    expect(manage).to_be_visible()
    expect(page.get_by_role("button", name="Upgrade to Pro")).to_have_count(0)
    expect(page.get_by_role("list", name="Invoices").get_by_text("Paid")).to_be_visible()

    open_page(page, market.stack, "/bots")
    _create_bot(page)
    expect(page.get_by_role("heading", level=1, name=NEW_BOT)).to_be_visible()

    account = market.stripe.account
    account.become(account.of_kind("subscription")[0]["id"], "past_due")
    expect(page.get_by_text("A payment failed.")).to_be_visible()
    grace_ended = page.get_by_text("Your newest bots are paused")

    def is_over() -> bool:
        deployed.call("Plans")
        return grace_ended.is_visible()

    eventually(is_over, "the newest bot is paused", PATIENCE_S, every=1)
    assert serious_violations(page) == []
    page.get_by_role("button", name="Start").first.click()
    expect(page.get_by_text("Your plan has no place left for this.").first).to_be_visible()

    page.get_by_role("link", name="Plan and billing").last.click()
    manage.click()
    page.get_by_role("button", name="Pay what is owed").click()
    expect(page.get_by_role("heading", level=1, name="Plan and billing")).to_be_visible()
    expect(grace_ended).to_have_count(0)

    def is_back() -> bool:
        bots = page.request.get(f"{market.stack.endpoints['api']}/bots").json()["items"]
        return [bot["suspended_by"] for bot in bots if bot["name"] == NEW_BOT] == [None]

    eventually(is_back, "the bot that was paused is back", PATIENCE_S, every=1)


def test_a_new_workspace_comes_from_nothing_to_its_first_qualified_lead(page: Page, market: Market) -> None:
    """It stands here as this stack lets people make workspaces: one more stack would take longer than the journey."""
    come_in(page, market.stack)
    page.get_by_role("button", name="Account of").click()
    page.get_by_role("menuitem", name="New workspace").click()
    expect(page.get_by_role("dialog", name="New workspace")).to_be_visible()
    assert findings_on_each_screen(page) == []
    page.get_by_label("Name").fill("Fresh workspace (sample)")
    page.get_by_role("button", name="Make the workspace").click()
    expect(page.get_by_role("heading", name="No bot yet")).to_be_visible()
    expect(page.get_by_text("Fresh workspace (sample)")).to_be_visible()
    assert serious_violations(page) == []

    form = _create_bot(page)
    expect(form).to_have_count(0)
    scan_on_welcome(page)
    page.get_by_role("button", name="Send a sample message").click()
    lead = page.get_by_role("region", name="The lead")
    expect(lead.get_by_text("Qualified", exact=True)).to_be_visible()
    lead.get_by_role("link", name="Open the lead and its chat").click()
    expect(page.get_by_role("heading", level=1, name="Ana Souza")).to_be_visible()
    open_page(page, market.stack, "/")
    expect(page.get_by_role("heading", level=1, name="Overview")).to_be_visible()
