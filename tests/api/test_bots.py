"""Bots and their sessions, as the dashboard uses them."""

from typing import Any

import pytest

from flotilla.domain.people import Role
from tests.api.client import Browser
from tests.api.conftest import BrowserOf
from tests.api.world import MESSAGE, World


def test_the_list_has_the_own_bots_with_their_sessions(owner: Browser, world: World) -> None:
    answer = owner.get("/bots")
    assert answer.status == 200
    assert [bot["id"] for bot in answer.body["items"]] == [world.own.bot.id]
    assert answer.body["items"][0]["session"]["status"] == "STARTING"


def test_a_new_bot_has_what_was_asked_for_and_defaults_for_the_rest(owner: Browser) -> None:
    answer = owner.post("/bots", {"name": "  Sales  ", "language": "pt", "required_fields": ["name", "phone"]})
    assert answer.status == 201
    bot = answer.body
    assert (bot["name"], bot["prompt"], bot["language"]) == ("Sales", "", "pt")
    assert bot["required_fields"] == ["name", "phone"]
    assert bot["burst_window_ms"] == 1500
    assert bot["desired"] == "enabled"
    assert owner.get(f"/bots/{bot['id']}").body == bot


OWN = [
    {"key": "budget", "label": "Budget", "type": "number"},
    {"key": "kind", "label": "Kind", "type": "choice", "options": ["House", "Flat"], "required": False},
]


def test_a_bot_asks_for_fields_of_its_own(owner: Browser) -> None:
    made = owner.post("/bots", {"name": "Homes", "required_fields": ["name", "budget"], "fields": OWN}).body
    assert made["required_fields"] == ["name", "budget"]
    assert [(one["key"], one["type"], one["options"], one["required"]) for one in made["fields"]] == [
        ("budget", "number", [], True),
        ("kind", "choice", ["House", "Flat"], False),
    ]
    path = f"/bots/{made['id']}"
    visit = {"key": "visit", "label": "Day of the visit", "type": "date", "question": "When would you like to come?"}
    changed = owner.patch(path, {"fields": [visit, OWN[1]]}).body
    assert changed["required_fields"] == ["name", "visit"]
    assert owner.patch(path, {"required_fields": ["visit", "kind", "email"]}).body["fields"][1]["required"] is True
    owner.patch(path, {"required_fields": ["budget"]}).problem(422, "invalid_input")


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ([{"key": "name", "label": "Name", "type": "text"}], "fields"),
        ([OWN[0], OWN[0]], "fields"),
        ([{"key": "kind", "label": "Kind", "type": "choice", "options": ["One"]}], "fields"),
        ([{"key": "kind", "label": "Kind", "type": "choice", "options": ["One", "one"]}], "fields"),
        ([{"key": "kind", "label": "Kind", "type": "text", "options": ["One", "Two"]}], "fields"),
        ([{"key": "Kind", "label": "Kind", "type": "text"}], "fields.0.key"),
        ([{"key": "kind", "label": " ", "type": "text"}], "fields.0.label"),
        ([{"key": "kind", "label": "Kind", "type": "colour"}], "fields.0.type"),
        ([{"key": f"k{n}", "label": "K", "type": "text"} for n in range(21)], "fields"),
    ],
)
def test_fields_that_make_no_sense_are_refused(owner: Browser, world: World, fields: list[Any], place: str) -> None:
    told = owner.patch(f"/bots/{world.own.bot.id}", {"fields": fields}).problem(422, "invalid_input")
    assert list(told["fields"]) == [place]


def test_a_change_touches_only_what_it_names(owner: Browser, world: World) -> None:
    path = f"/bots/{world.own.bot.id}"
    before = owner.get(path).body
    answer = owner.patch(path, {"name": "Renamed", "language": "es", "answering": "paused"})
    assert answer.status == 200
    expected = {**before, "name": "Renamed", "language": "es", "answering": "paused"}
    changing = ("version", "updated_at", "paused_by", "paused_at")
    assert {k: v for k, v in answer.body.items() if k not in changing} == {
        k: v for k, v in expected.items() if k not in changing
    }
    assert owner.patch(path, {"language": None}).body["language"] is None


def test_two_people_do_not_overwrite_each_other(owner: Browser, world: World) -> None:
    path = f"/bots/{world.own.bot.id}"
    tag = owner.get(path).headers["etag"]
    first = owner.patch(path, {"name": "First"}, If_Match=tag)
    assert first.status == 200
    assert first.headers["etag"] != tag
    owner.patch(path, {"name": "Second"}, If_Match=tag).problem(412, "precondition_failed")
    assert owner.get(path).body["name"] == "First"
    assert owner.patch(path, {"name": "Third"}, If_Match=first.headers["etag"]).status == 200
    assert owner.patch(path, {"name": "Fourth"}, If_Match="*").status == 200


@pytest.mark.parametrize("tag", ["3", '"three"', 'W/"3"', '"1", "2"', ""])
def test_an_if_match_that_is_no_etag_of_ours_is_refused(owner: Browser, world: World, tag: str) -> None:
    owner.patch(f"/bots/{world.own.bot.id}", {"name": "X"}, If_Match=tag).problem(400, "bad_header")


def test_a_deleted_bot_is_gone(owner: Browser, world: World) -> None:
    path = f"/bots/{world.own.bot.id}"
    answer = owner.delete(path)
    assert answer.status == 204
    assert answer.body == b""
    owner.get(path).problem(404, "not_found")
    owner.delete(path).problem(404, "not_found")
    owner.get(f"{path}/session").problem(404, "not_found")
    assert owner.get("/bots").body["items"] == []


def test_a_deleted_bots_leads_are_gone_with_it(owner: Browser, browser_of: BrowserOf, world: World) -> None:
    vendor, lead = browser_of(Role.VENDOR, world.own), f"/leads/{world.own.lead}"
    world.services.note_activity(world.services.store.changes)
    assert len(owner.get("/leads").body["items"]) == len(owner.get("/conversations").body["items"]) == 1
    assert owner.delete(f"/bots/{world.own.bot.id}").status == 204
    for browser in (owner, vendor):
        for path in ("/leads", "/leads?text=sample", "/conversations", "/conversations?search=sample"):
            assert browser.get(path).body["items"] == []
        for path in ("", "/brief", "/messages", "/notes", "/history", f"/messages/{MESSAGE}/media"):
            browser.get(lead + path).problem(404, "not_found")
        browser.post(f"{lead}/messages", {"text": "Hello"}).problem(404, "not_found")
        browser.post(f"{lead}/takeover").problem(404, "not_found")
    assert "Sample Customer" not in owner.get("/leads.csv").body


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ({}, "name"),
        ({"name": 7}, "name"),
        ({"name": None}, "name"),
        ({"name": "   "}, "name"),
        ({"name": "x" * 101}, "name"),
        ({"name": "x", "prompt": "x" * 8001}, "prompt"),
        ({"name": "x", "language": "tlh"}, "language"),
        ({"name": "x", "burst_window_ms": "100"}, "burst_window_ms"),
        ({"name": "x", "burst_window_ms": 1.5}, "burst_window_ms"),
        ({"name": "x", "burst_window_ms": True}, "burst_window_ms"),
        ({"name": "x", "burst_window_ms": -1}, "burst_window_ms"),
        ({"name": "x", "burst_window_ms": 60_001}, "burst_window_ms"),
        ({"name": "x", "required_fields": "name"}, "required_fields"),
        ({"name": "x", "required_fields": ["name", "name"]}, "required_fields"),
        ({"name": "x", "required_fields": ["shoe_size"]}, "required_fields"),
        ({"name": "x", "required_fields": ["Shoe size"]}, "required_fields.0"),
        ({"name": "x", "tenant": "01K0ABCDEFGHJKMNPQRSTVWXYZ"}, "tenant"),
        ({"name": "x", "desired": "enabled"}, "desired"),
    ],
)
def test_a_bot_is_not_made_of_rubbish(owner: Browser, body: dict[str, Any], place: str) -> None:
    told = owner.post("/bots", body).problem(422, "invalid_input")
    assert list(told["fields"]) == [place]
    assert len(owner.get("/bots").body["items"]) == 1


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ({"name": None}, "name"),
        ({"prompt": None}, "prompt"),
        ({"burst_window_ms": None}, "burst_window_ms"),
        ({"answering": "maybe"}, "answering"),
        ({"id": "x"}, "id"),
    ],
)
def test_a_change_to_rubbish_is_refused(owner: Browser, world: World, body: dict[str, Any], place: str) -> None:
    before = owner.get(f"/bots/{world.own.bot.id}").body
    told = owner.patch(f"/bots/{world.own.bot.id}", body).problem(422, "invalid_input")
    assert list(told["fields"]) == [place]
    assert owner.get(f"/bots/{world.own.bot.id}").body == before


def test_a_session_is_switched_on_and_off(owner: Browser, world: World) -> None:
    path = f"/bots/{world.own.bot.id}"
    started = owner.post(f"{path}/session/start")
    assert started.status == 202
    assert (started.body["status"], started.body["reason"]) == ("STARTING", "waiting_for_runner")
    assert started.body["remedy"]
    assert owner.get(path).body["desired"] == "enabled"
    assert owner.post(f"{path}/session/restart", {}).status == 202
    stopped = owner.post(f"{path}/session/stop")
    assert (stopped.status, stopped.body["status"]) == (202, "STOPPED")
    assert owner.get(f"{path}/session").body == stopped.body
    assert world.services.doorbell.rings.count((world.own.tenant.id, world.own.bot.id)) == 3


def test_logging_out_a_session_that_is_off_is_explained(owner: Browser, world: World) -> None:
    path = f"/bots/{world.own.bot.id}/session"
    owner.post(f"{path}/stop")
    owner.post(f"{path}/logout").problem(409, "session_stopped")
    owner.post(f"{path}/start")
    assert owner.post(f"{path}/logout").status == 202


def test_a_viewer_sees_and_does_not_touch(browser_of: BrowserOf, world: World) -> None:
    viewer = browser_of(Role.VIEWER, world.own)
    path = f"/bots/{world.own.bot.id}"
    assert viewer.get(path).status == 200
    viewer.patch(path, {"name": "Mine now"}).problem(403, "forbidden")
    viewer.delete(path).problem(403, "forbidden")
    viewer.post(f"{path}/session/start").problem(403, "forbidden")
    assert viewer.get(path).body["name"] == world.own.bot.name
