"""What people do with many leads at once, over REST."""

import csv
import io
from datetime import timedelta

import pytest

from flotilla.domain.people import Role
from tests.api.client import Browser
from tests.api.conftest import BrowserOf
from tests.api.world import World


def test_the_list_is_narrowed_by_holder_days_and_text(owner: Browser, world: World) -> None:
    def found(query: str) -> int:
        return len(owner.get(f"/leads?{query}").body["items"])

    vendor = world.own.people[Role.VENDOR].id
    assert [found(f"assigned_to={who}") for who in ("nobody", vendor)] == [1, 0]
    owner.post(f"/leads/{world.own.lead}/assign", {"user_id": vendor})
    assert [found(f"assigned_to={who}") for who in ("nobody", vendor)] == [0, 1]
    assert [found(f"from={day}&to={day}") for day in ("2025-12-31", "2026-01-01", "2026-01-02")] == [0, 1, 0]
    assert found("from=2026-01-01&by=qualified") == 0
    assert [found(f"text={text}") for text in ("sample%20CUST", "nothing")] == [1, 0]


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("from=yesterday", "from"),
        ("from=2026-01-02&to=2026-01-01", "to"),
        ("from=0001-01-01", "to"),
        ("to=9999-12-31", "to"),
        ("by=luck", "by"),
        ("text=" + "x" * 101, "text"),
        ("text=%20", "text"),
        ("assigned_to=" + "x" * 65, "assigned_to"),
    ],
)
@pytest.mark.parametrize("path", ["/leads", "/leads.csv"])
def test_a_filter_that_makes_no_sense_is_refused(owner: Browser, path: str, query: str, place: str) -> None:
    assert list(owner.get(f"{path}?{query}").problem(422, "invalid_input")["fields"]) == [place]


def test_the_table_holds_what_the_list_holds_and_runs_no_formulas(owner: Browser, world: World) -> None:
    path = f"/leads/{world.own.lead}"
    owner.patch(path, {"fields": {"phone": "+55 81 90000-1234"}})
    owner.post(f"{path}/close", {"outcome": "won", "reason": '=HYPERLINK("https://elsewhere.example")'})
    answer = owner.get("/leads.csv?status=won")
    assert answer.headers["content-disposition"] == 'attachment; filename="leads.csv"'
    (row,) = csv.DictReader(io.StringIO(answer.body))
    assert (row["id"], row["status"], row["bot"]) == (world.own.lead, "won", world.own.bot.name)
    assert row["phone"] == "+5581900001234"
    assert row["close_reason"].startswith("'=")
    assert list(csv.DictReader(io.StringIO(owner.get("/leads.csv?status=lost").body))) == []
    entry = owner.get("/audit?action=leads.exported&limit=1").body["items"][0]
    assert (entry["actor"]["user_id"], entry["after"]) == (world.own.owner.id, {"leads": 0, "status": "lost"})


@pytest.mark.parametrize("role", [Role.EDITOR, Role.VIEWER, Role.VENDOR])
def test_the_table_is_for_admins(browser_of: BrowserOf, world: World, role: Role) -> None:
    browser_of(role, world.own).get("/leads.csv").problem(403, "forbidden")


def test_several_leads_are_assigned_and_each_is_answered_for(owner: Browser, world: World) -> None:
    vendor = world.own.people[Role.VENDOR].id
    world.services.clock.advance(timedelta(seconds=1))
    wanted = [{"lead_id": world.own.lead}, {"lead_id": world.other.lead}]
    done = owner.post("/leads/assign", {"user_id": vendor, "leads": wanted})
    assert done.status == 200
    own, theirs = done.body["items"]
    assert (own["lead_id"], own["lead"]["assigned_to"], own["problem"]) == (world.own.lead, vendor, None)
    assert (theirs["lead"], theirs["problem"]["code"]) == (None, "not_found")
    again = owner.post("/leads/assign", {"user_id": world.own.owner.id, "leads": wanted[:1]}).body["items"][0]
    assert again["problem"] == {"code": "already_assigned", "detail": "Sample vendor has this lead."}
    replaced = [{"lead_id": world.own.lead, "replaces": vendor}]
    owner.post("/leads/assign", {"user_id": None, "leads": replaced})
    assert owner.get(f"/leads/{world.own.lead}").body["assigned_to"] is None


def test_several_that_make_no_sense_are_refused(owner: Browser, world: World) -> None:
    one = {"lead_id": world.own.lead}
    for leads in ([], [one, one], [{"lead_id": str(number)} for number in range(51)], [{"id": world.own.lead}]):
        owner.post("/leads/assign", {"user_id": None, "leads": leads}).problem(422, "invalid_input")
    theirs = world.other.people[Role.VENDOR].id
    told = owner.post("/leads/assign", {"user_id": theirs, "leads": [one]}).problem(422, "invalid_input")
    assert list(told["fields"]) == ["user_id"]
