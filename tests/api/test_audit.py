"""The audit log: every change by a person is in it, with who, from where, and from what to what."""

import csv
import io
from datetime import timedelta

import pytest

from flotilla.domain.people import Role
from tests.api.client import Browser
from tests.api.conftest import BrowserOf
from tests.api.requests import NEW_PASSWORD
from tests.api.world import PASSWORD, World

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def test_a_change_is_told_with_who_and_from_where(owner: Browser, world: World) -> None:
    owner.patch(f"/bots/{world.own.bot.id}", {"name": "Renamed"}, User_Agent=FIREFOX)
    entry = owner.get("/audit?limit=1").body["items"][0]
    assert entry["action"] == "bot.updated"
    assert entry["actor"] == {"kind": "person", "user_id": world.own.owner.id, "email": world.own.owner.email}
    assert entry["subject"] == {"type": "bot", "id": world.own.bot.id, "name": world.own.bot.name}
    assert entry["from"] == {"address": "127.0.0.1", "agent": "Firefox"}
    assert (entry["before"], entry["after"]) == ({"name": world.own.bot.name}, {"name": "Renamed"})


def test_neither_passwords_nor_customers_words_are_in_it(owner: Browser, world: World) -> None:
    owner.post("/auth/password", {"current": PASSWORD, "new": NEW_PASSWORD})
    owner.post(f"/leads/{world.own.lead}/messages", {"text": "A private word"})
    told = str(owner.get("/audit").body) + owner.get("/audit.csv").body
    assert "password.changed" in told
    assert "message." in told
    for private in (PASSWORD, NEW_PASSWORD, "private word"):
        assert private not in told


def test_it_is_filtered_by_who_what_and_when(owner: Browser, browser_of: BrowserOf, world: World) -> None:
    world.services.clock.advance(timedelta(hours=1))
    admin = browser_of(Role.ADMIN, world.own)
    admin.post("/bots", {"name": "Of the admin"})
    email = world.own.people[Role.ADMIN].email

    def actions(query: str) -> list[str]:
        return [entry["action"] for entry in owner.get(f"/audit?{query}").body["items"]]

    assert actions(f"actor={email}") == ["bot.created", "person.signed_in"]
    assert actions(f"actor={email}&action=bot.created") == ["bot.created"]
    assert actions(f"actor={email}&subject=person") == ["person.signed_in"]
    assert actions("since=2026-01-01T12:30:00Z") == ["bot.created", "person.signed_in"]
    assert "bot.created" in actions("until=2026-01-01T12:30:00Z&action=bot")
    owner.get("/audit?since=yesterday").problem(422, "invalid_input")
    owner.get("/audit?since=2026-01-01T12:30:00").problem(422, "invalid_input")
    owner.get("/audit?since=2026-01-02T00:00:00Z&until=2026-01-01T00:00:00Z").problem(422, "invalid_input")


def test_pages_hold_each_entry_once(owner: Browser, world: World) -> None:
    for number in range(7):
        owner.patch(f"/bots/{world.own.bot.id}", {"name": f"Name {number}"})
    whole = [entry["id"] for entry in owner.get("/audit?limit=100").body["items"]]
    paged: list[str] = []
    cursor = ""
    while True:
        page = owner.get(f"/audit?limit=3{cursor}").body
        paged += [entry["id"] for entry in page["items"]]
        if page["next_cursor"] is None:
            break
        cursor = f"&cursor={page['next_cursor']}"
    assert paged == whole


def test_the_table_has_the_same_entries_and_runs_no_formulas(owner: Browser, world: World) -> None:
    owner.patch(f"/bots/{world.own.bot.id}", {"name": '=HYPERLINK("https://elsewhere.example")'})
    owner.patch(f"/bots/{world.own.bot.id}", {"name": "Harmless"})
    answer = owner.get("/audit.csv")
    assert answer.headers["content-type"].startswith("text/csv")
    assert answer.headers["content-disposition"] == 'attachment; filename="audit.csv"'
    rows = list(csv.DictReader(io.StringIO(answer.body)))
    assert [row["id"] for row in rows] == [e["id"] for e in owner.get("/audit?limit=100").body["items"]]
    assert rows[0]["subject_name"].startswith("'=")
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())


@pytest.mark.parametrize("role", [Role.EDITOR, Role.VIEWER, Role.VENDOR])
def test_it_is_for_admins(browser_of: BrowserOf, world: World, role: Role) -> None:
    for path in ("/audit", "/audit.csv"):
        browser_of(role, world.own).get(path).problem(403, "forbidden")


def test_nobody_changes_it(owner: Browser) -> None:
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        assert owner.send(method, "/audit", {}).status == 405
