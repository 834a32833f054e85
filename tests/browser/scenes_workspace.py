"""What the screenshots show of a workspace: its people, its plan, its clock, and what goes wrong."""

from playwright.sync_api import Browser, Page, expect

from tests.browser.camera import a_page, take
from tests.browser.pages import PATIENCE_MS, open_page, sign_in
from tests.browser.scenes import somebody_else
from tests.e2e.client import Api
from tests.stack import Stack
from tests.stripe.server import StripeLike


def plans(page: Page, stack: Stack, stripe: StripeLike) -> None:
    """The free plan, a plan on trial, one whose payment failed, and the plan that is paid."""
    open_page(page, stack, "/billing")
    page.get_by_role("button", name="Upgrade to Pro").wait_for()
    take(page, "billing-free", whole=True)
    page.get_by_role("button", name="Upgrade to Pro").click()
    page.get_by_role("button", name="Pay").click()
    expect(page.get_by_role("button", name="Manage subscription")).to_be_visible(timeout=4 * PATIENCE_MS)
    expect(page.get_by_role("button", name="Upgrade to Pro")).to_have_count(0, timeout=4 * PATIENCE_MS)
    expect(page.get_by_role("list", name="Invoices").get_by_text("Paid")).to_be_visible()
    take(page, "billing-pro", whole=True)
    subscription = stripe.account.of_kind("subscription")[0]["id"]
    stripe.account.become(subscription, "past_due")
    expect(page.get_by_text("A payment failed.")).to_be_visible(timeout=4 * PATIENCE_MS)
    take(page, "billing-past-due", whole=True)
    stripe.account.become(subscription, "active")
    expect(page.get_by_text("A payment failed.")).to_have_count(0, timeout=4 * PATIENCE_MS)


def schedules(page: Page, stack: Stack) -> None:
    """The clock: off, with a schedule, and the form for one more."""
    bot = stack.endpoints["bot_id"]
    open_page(page, stack, "/schedules")
    expect(page.get_by_role("heading", name="Nothing is scheduled")).to_be_visible()
    take(page, "schedules-empty")
    api = Api(stack)
    assert api.http.patch(f"/bots/{bot}", json={"features": {"scheduling": True}}).status_code == 200
    weekly = {"kind": "weekly", "days": ["mon", "tue", "wed", "thu", "fri"], "time": "22:00"}
    api.post(f"/bots/{bot}/schedules", {"action": "pause", "when": weekly, "time_zone": "America/Sao_Paulo"})
    open_page(page, stack, "/schedules")
    expect(page.get_by_role("list", name="Schedules").get_by_role("listitem")).to_have_count(1)
    take(page, "schedules")
    page.get_by_role("button", name="New schedule").click()
    expect(page.get_by_role("list", name="Next times").get_by_role("listitem").first).to_be_visible()
    take(page, "schedule-new")
    page.keyboard.press("Escape")


def workspace(page: Page, browser: Browser, stack: Stack) -> None:
    """The pages about the workspace and its people, and those that people outside see."""
    open_page(page, stack, "/team")
    expect(page.get_by_role("list", name="People")).to_be_visible()
    page.get_by_role("button", name="Invite somebody").click()
    page.get_by_label("E-mail").fill("invited@example.com")
    take(page, "team-invite")
    page.get_by_role("button", name="Make the link").click()
    link = page.get_by_label("Link of the invitation").input_value()
    take(page, "team-invitation-link")
    page.get_by_role("button", name="Done").click()
    take(page, "team", whole=True)
    open_page(page, stack, "/settings")
    expect(page.get_by_label("Time zone")).to_be_visible()
    take(page, "settings", whole=True)
    open_page(page, stack, "/audit")
    expect(page.get_by_role("listitem").filter(has_text="Signed in").first).to_be_visible()
    take(page, "audit")
    page.get_by_role("button", name="Account of").locator("visible=true").click()
    take(page, "account", sizes=("wide",))
    page.get_by_role("menuitem", name="Change the password").click()
    take(page, "password")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Account of").locator("visible=true").click()
    page.get_by_role("menuitem", name="New workspace").click()
    take(page, "workspace-new")
    page.keyboard.press("Escape")
    outside = a_page(browser)
    site = stack.endpoints["site"].rstrip("/")
    for name, address in [
        ("invitation", link),
        ("invitation-unknown", f"{site}/invitations/unknown"),
        ("no-access", f"{site}/no-access"),
        ("sign-in-error", f"{site}/sign-in?error=email_unverified"),
    ]:
        outside.goto(address)
        expect(outside.get_by_role("heading", level=1)).to_be_visible()
        take(outside, name)
    outside.context.close()


def trouble(page: Page, browser: Browser, stack: Stack) -> None:
    """What is not there, what one may not see, an API that does not answer, and no network."""
    for name, path, words in [
        ("not-found", "/nowhere", "There is no such page"),
        ("lead-gone", "/leads/unknown", "There is no such lead"),
        ("bot-gone", "/bots/unknown", "There is no such bot"),
    ]:
        open_page(page, stack, path)
        expect(page.get_by_role("heading", name=words)).to_be_visible()
        take(page, name)
    vendor = somebody_else(browser, stack)
    open_page(vendor, stack, "/audit")
    expect(vendor.get_by_role("heading", name="Your role does not reach this page")).to_be_visible()
    take(vendor, "no-power")
    vendor.context.close()
    for name, path, asked, words in [
        ("bots-error", "/bots", "**/api/v1/bots", "The bots could not be loaded"),
        ("overview-error", "/overview", "**/api/v1/metrics**", "The numbers could not be loaded"),
        ("leads-error", "/leads", "**/api/v1/leads?**", "The leads could not be loaded"),
    ]:
        page.route(asked, lambda route: route.abort())
        page.goto(stack.endpoints["site"].rstrip("/") + path)
        expect(page.get_by_text(words)).to_be_visible(timeout=PATIENCE_MS)
        take(page, name)
        page.unroute(asked)
    open_page(page, stack, "/leads")
    expect(page.get_by_role("link", name="Ana Souza")).to_be_visible()
    page.context.set_offline(True)
    expect(page.get_by_text("You are offline").locator("visible=true")).to_be_visible()
    take(page, "offline")
    page.context.set_offline(False)


def empty_workspace(browser: Browser, stack: Stack) -> None:
    """A workspace of one's own in which there is nothing yet."""
    page = a_page(browser)
    sign_in(page, stack)
    page.get_by_role("button", name="Account of").locator("visible=true").click()
    page.get_by_role("menuitem", name="New workspace").click()
    page.get_by_label("Name").fill("New workspace (sample)")
    page.get_by_role("button", name="Make the workspace").click()
    expect(page.get_by_text("New workspace (sample)").first).to_be_visible(timeout=PATIENCE_MS)
    expect(page.get_by_role("heading", name="No bot yet")).to_be_visible()
    take(page, "welcome-no-bot")
    open_page(page, stack, "/bots")
    expect(page.get_by_role("heading", name="No bot yet")).to_be_visible()
    take(page, "bots-empty")
    page.context.close()
