"""The workspace: its settings, another one, and its end with a week to think again."""

from datetime import timedelta
from typing import Any

import pytest

from flotilla.domain.people import Role
from tests.api.client import Browser
from tests.api.conftest import BrowserOf
from tests.api.lambdas import invoke, schedule_event
from tests.api.world import World


def test_settings_are_merged_and_two_people_do_not_overwrite_each_other(owner: Browser) -> None:
    shown = owner.get("/tenant")
    assert (shown.body["name"], shown.body["plan"], shown.body["usage"]["bots"]) == ("Own Sample Ltd", "pro", 1)
    tag = shown.headers["etag"]
    changed = owner.patch("/tenant", {"time_zone": "Europe/Lisbon", "retention_days": 90}, If_Match=tag)
    assert (changed.body["name"], changed.body["time_zone"]) == ("Own Sample Ltd", "Europe/Lisbon")
    owner.patch("/tenant", {"name": "Second"}, If_Match=tag).problem(412, "precondition_failed")
    assert owner.patch("/tenant", {"retention_days": None}).body["retention_days"] is None


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ({"name": ""}, "name"),
        ({"name": None}, "name"),
        ({"time_zone": "Mars/Olympus"}, "time_zone"),
        ({"time_zone": "../../etc/passwd"}, "time_zone"),
        ({"language": "tlh"}, "language"),
        ({"retention_days": 0}, "retention_days"),
        ({"retention_days": True}, "retention_days"),
        ({"plan": "pro"}, "plan"),
        ({"delete_at": None}, "delete_at"),
    ],
)
def test_settings_are_not_rubbish(owner: Browser, body: dict[str, Any], place: str) -> None:
    before = owner.get("/tenant").body
    told = owner.patch("/tenant", body).problem(422, "invalid_input")
    assert list(told["fields"]) == [place]
    assert owner.get("/tenant").body == before


def test_another_workspace_is_ones_own(owner: Browser) -> None:
    made = owner.post("/tenants", {"name": "Second Sample Ltd"})
    assert made.status == 201
    assert owner.get("/me").body["tenant"]["name"] == "Own Sample Ltd"
    assert owner.post("/auth/switch", {"tenant_id": made.body["id"]}).body["role"] == "owner"
    assert owner.get("/bots").body["items"] == []


def test_deleting_needs_the_name_stops_the_bots_and_can_be_taken_back(owner: Browser, world: World) -> None:
    owner.post("/tenant/delete", {"confirm": "something"}).problem(422, "invalid_input")
    deleted = owner.post("/tenant/delete", {"confirm": "Own Sample Ltd"})
    assert deleted.body["delete_at"] == "2026-01-08T12:00:00.000Z"
    assert owner.get("/me").body["tenant"]["delete_at"] == deleted.body["delete_at"]
    owner.post("/bots", {"name": "One more"}).problem(409, "workspace_deleted")
    assert owner.get(f"/bots/{world.own.bot.id}/session").body["status"] == "STOPPED"
    assert owner.post("/tenant/restore").body["delete_at"] is None
    assert owner.get(f"/bots/{world.own.bot.id}/session").body["status"] != "STOPPED"


def test_housekeeping_removes_what_is_due_and_nothing_else(
    owner: Browser, stranger: Browser, browser_of: BrowserOf, world: World
) -> None:
    owner.post("/tenant/delete", {"confirm": "Own Sample Ltd"})
    world.services.clock.advance(timedelta(days=6, hours=23))
    assert invoke("housekeeping", schedule_event())["workspaces_removed"] == 0
    world.services.clock.advance(timedelta(hours=1))
    assert invoke("housekeeping", schedule_event())["workspaces_removed"] == 1
    assert invoke("housekeeping", schedule_event())["workspaces_removed"] == 0
    owner.get("/me").problem(401, "unauthenticated")
    body = {"email": world.own.owner.email, "password": "a sample password"}
    stranger.post("/auth/login", body).problem(401, "wrong_credentials")
    assert len(browser_of(Role.OWNER, world.other).get("/bots").body["items"]) == 1
