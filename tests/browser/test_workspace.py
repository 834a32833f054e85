"""People come into a workspace and out of it again; its settings; and what the audit log says of all that."""

import csv
import re
from itertools import count

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.pages import come_in, open_page
from tests.stack import Stack

pytestmark = pytest.mark.browser

PASSWORD = "a sample password"
_numbers = count(1)


def _somebody() -> str:
    return f"sample-{next(_numbers)}@example.com"


def _invite(page: Page, stack: Stack, email: str, role: str = "Vendor") -> str:
    """Invite somebody on the team page, and return the link that it shows."""
    open_page(page, stack, "/team")
    page.get_by_role("button", name="Invite somebody").click()
    form = page.get_by_role("dialog", name="Invite somebody")
    form.get_by_label("E-mail").fill(email)
    form.get_by_role("radio", name=role).check()
    form.get_by_role("button", name="Make the link").click()
    ready = page.get_by_role("dialog", name="The invitation is ready")
    link = ready.get_by_label("Link of the invitation").input_value()
    ready.get_by_role("button", name="Done").click()
    expect(page.get_by_role("list", name="Pending invitations").get_by_text(email)).to_be_visible()
    return link


def _accept(page: Page, link: str, name: str) -> None:
    page.goto(link)
    page.get_by_label("Your name").fill(name)
    page.get_by_label("Choose a password").fill(PASSWORD)
    page.get_by_role("button", name="Accept the invitation").click()


def _row(page: Page, email: str) -> Locator:
    return page.get_by_role("list", name="People").get_by_role("listitem").filter(has_text=email)


def test_an_invited_vendor_lands_on_the_sales_page(page: Page, other_page: Page, stack: Stack) -> None:
    come_in(page, stack)
    email = _somebody()
    link = _invite(page, stack, email)
    other_page.goto(link)
    expect(other_page.get_by_text("s•••@example.com")).to_be_visible()
    expect(other_page.get_by_text(email)).to_have_count(0)
    _accept(other_page, link, "Invited Vendor (sample)")
    expect(other_page).to_have_url(re.compile("/sales$"))
    # The list follows by itself.
    expect(_row(page, email).get_by_text("Invited Vendor (sample)")).to_be_visible()
    expect(page.get_by_role("list", name="Pending invitations").get_by_text(email)).to_have_count(0)

    other_page.goto(link)
    expect(other_page.get_by_role("heading", name="This invitation was used")).to_be_visible()


def test_a_role_that_changes_counts_at_once_on_open_pages(page: Page, other_page: Page, stack: Stack) -> None:
    come_in(page, stack)
    email = _somebody()
    _accept(other_page, _invite(page, stack, email), "Becomes Viewer (sample)")
    expect(other_page).to_have_url(re.compile("/sales$"))
    expect(_row(page, email)).to_be_visible()
    _row(page, email).get_by_role("button", name="More for").click()
    page.get_by_role("menuitem", name="Change the role").click()
    page.get_by_role("radio", name="Viewer").check()
    page.get_by_role("dialog").get_by_role("button", name="Change the role").click()
    expect(_row(page, email).get_by_text("Viewer", exact=True)).to_be_visible()
    expect(other_page.get_by_role("link", name="Bots")).to_be_visible()


def test_a_deactivated_person_is_out(page: Page, other_page: Page, stack: Stack) -> None:
    come_in(page, stack)
    email = _somebody()
    _accept(other_page, _invite(page, stack, email), "Goes Away (sample)")
    expect(other_page).to_have_url(re.compile("/sales$"))
    expect(_row(page, email)).to_be_visible()
    _row(page, email).get_by_role("button", name="More for").click()
    page.get_by_role("menuitem", name="Deactivate").click()
    dialog = page.get_by_role("dialog", name="Deactivate Goes Away (sample)?")
    expect(dialog).to_contain_text("Their leads go back to unassigned")
    dialog.get_by_role("button", name="Deactivate").click()
    expect(_row(page, email).get_by_text("Deactivated")).to_be_visible()

    expect(other_page.get_by_label("Password")).to_be_visible()
    expect(other_page.get_by_text("Your sign-in has ended")).to_be_visible()
    other_page.get_by_label("E-mail").fill(email)
    other_page.get_by_label("Password").fill(PASSWORD)
    other_page.get_by_role("button", name="Sign in", exact=True).click()
    expect(other_page.get_by_role("alert").filter(has_text="Your access has ended. Ask an admin")).to_be_visible()

    open_page(page, stack, "/audit?action=member.deactivated")
    entry = page.get_by_role("listitem").filter(has_text=email).first
    expect(entry).to_contain_text("Deactivated")
    expect(entry.locator("del")).to_contain_text("yes")
    expect(entry.locator("ins")).to_contain_text("no")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download CSV").click()
    rows = list(csv.DictReader(download.value.path().read_text().splitlines()))
    assert {row["action"] for row in rows} == {"member.deactivated"}
    assert any(email in row["subject_name"] for row in rows)


def test_a_revoked_invitation_says_so(page: Page, other_page: Page, stack: Stack) -> None:
    come_in(page, stack)
    email = _somebody()
    link = _invite(page, stack, email)
    row = page.get_by_role("list", name="Pending invitations").get_by_role("listitem").filter(has_text=email)
    row.get_by_role("button", name="Revoke").click()
    page.get_by_role("dialog").get_by_role("button", name="Revoke").click()
    expect(row).to_have_count(0)
    other_page.goto(link)
    expect(other_page.get_by_role("heading", name="This invitation was revoked")).to_be_visible()
    other_page.goto(f"{link}x")
    expect(other_page.get_by_role("heading", name="There is no such invitation")).to_be_visible()


def test_the_last_owner_stays(page: Page, stack: Stack) -> None:
    come_in(page, stack, path="/team")
    own = _row(page, stack.endpoints["admin"]["email"])
    # What it says is known only when the row is there.
    expect(own).to_be_visible()
    if own.get_by_text("Managed by the installation").is_visible():
        expect(own.get_by_role("button", name="More for")).to_have_count(0)
        return
    own.get_by_role("button", name="More for").click()
    page.get_by_role("menuitem", name="Remove from the workspace").click()
    page.get_by_role("dialog").get_by_role("button", name="Remove from the workspace").click()
    expect(page.get_by_role("dialog").get_by_role("alert")).to_contain_text("A workspace needs an owner")


def test_settings_are_kept_and_another_ones_change_is_not_overwritten(
    page: Page, other_page: Page, stack: Stack
) -> None:
    come_in(page, stack, path="/settings")
    expect(page.get_by_label("Time zone")).not_to_have_value("")
    come_in(other_page, stack, path="/settings")
    other_page.get_by_label("Time zone").fill("America/Recife")
    other_page.get_by_role("button", name="Save").click()
    expect(other_page.get_by_text("The settings are saved").first).to_be_visible()

    page.get_by_label("Keep conversations for").fill("400")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Somebody else changed the settings")).to_be_visible()
    expect(page.get_by_label("Time zone")).to_have_value("America/Recife")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("The settings are saved").first).to_be_visible()
    page.reload()
    expect(page.get_by_label("Keep conversations for")).to_have_value("400")

    page.get_by_label("Time zone").fill("Nowhere/Land")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Choose a time zone of the list")).to_be_visible()


def test_a_workspace_is_deleted_only_by_its_name_and_can_be_restored(page: Page, stack: Stack) -> None:
    come_in(page, stack, path="/settings")
    name = page.get_by_label("Name").input_value()
    page.get_by_role("button", name="Delete the workspace").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("name to confirm").fill("something else")
    dialog.get_by_role("button", name="Delete the workspace").click()
    expect(dialog.get_by_text("That is not the name")).to_be_visible()
    dialog.get_by_label("name to confirm").fill(name)
    dialog.get_by_role("button", name="Delete the workspace").click()
    banner = page.get_by_role("status").filter(has_text="will be removed for good")
    expect(banner).to_be_visible()
    open_page(page, stack, "/leads")
    expect(banner).to_be_visible()
    banner.get_by_role("button", name="Restore").click()
    expect(banner).to_have_count(0)


def test_a_new_password_keeps_one_in_here_and_out_elsewhere(page: Page, other_page: Page, stack: Stack) -> None:
    come_in(page, stack)
    email = _somebody()
    _accept(other_page, _invite(page, stack, email), "Changes Password (sample)")
    expect(other_page).to_have_url(re.compile("/sales$"))
    other_page.get_by_role("button", name="Account of").click()
    other_page.get_by_role("menuitem", name="Change the password").click()
    form = other_page.get_by_role("dialog", name="Change the password")
    form.get_by_label("Current password").fill("not the password")
    form.get_by_label("New password").fill("another sample password")
    form.get_by_role("button", name="Change the password").click()
    expect(form.get_by_text("This is not your current password.")).to_be_visible()
    form.get_by_label("Current password").fill(PASSWORD)
    form.get_by_role("button", name="Change the password").click()
    expect(other_page.get_by_text("The password is changed").first).to_be_visible()
    expect(other_page.locator("[data-connection=live]").first).to_be_attached()
    other_page.get_by_role("button", name="Account of").click()
    other_page.get_by_role("menuitem", name="Sign out everywhere").click()
    other_page.get_by_role("dialog").get_by_role("button", name="Sign out everywhere").click()
    expect(other_page.get_by_label("Password")).to_be_visible()


def test_a_vendor_is_told_why_there_is_no_team_page(page: Page, stack: Stack) -> None:
    come_in(page, stack, "vendor", path="/team")
    expect(page.get_by_role("heading", name="Your role does not reach this page")).to_be_visible()
    expect(page.get_by_role("link", name="Audit log")).to_have_count(0)


def test_the_log_pages_and_its_filters_live_in_the_address(page: Page, stack: Stack) -> None:
    come_in(page, stack, path="/audit")
    page.get_by_label("What happened").select_option("person.signed_in")
    expect(page).to_have_url(re.compile(r"action=person\.signed_in"))
    page.reload()
    expect(page.get_by_label("What happened")).to_have_value("person.signed_in")
    expect(page.get_by_role("listitem").filter(has_text="Signed in").first).to_be_visible()
    page.get_by_role("button", name="Clear the filters").click()
    expect(page).to_have_url(re.compile("/audit$"))


def test_the_pages_of_the_workspace_speak_portuguese(page: Page, stack: Stack) -> None:
    come_in(page, stack, path="/team")
    page.get_by_role("button", name="Account of").click()
    page.get_by_role("menuitemradio", name="Português").click()
    for path, heading in [("/team", "Equipe"), ("/settings", "Configurações"), ("/audit", "Auditoria")]:
        open_page(page, stack, path)
        expect(page.get_by_role("heading", level=1, name=heading)).to_be_visible()
    page.goto(f"{stack.endpoints['site'].rstrip('/')}/no-access?reason=deactivated")
    expect(page.get_by_role("heading", name="Seu acesso terminou")).to_be_visible()
    page.goto(f"{stack.endpoints['site'].rstrip('/')}/sign-in?error=email_unverified")
    expect(page.get_by_role("alert")).to_contain_text("O provedor não confirma o seu e-mail")
