"""Leads and the messages of their chats, as the sales page uses them."""

from typing import Any

import pytest

from flotilla.domain.people import Role
from tests.api.client import Browser
from tests.api.conftest import BrowserOf
from tests.api.world import CUSTOMER, World


def test_a_customer_who_wrote_is_a_lead(owner: Browser, world: World) -> None:
    answer = owner.get("/leads")
    assert answer.status == 200
    (lead,) = answer.body["items"]
    assert answer.body["next_cursor"] is None
    assert (lead["id"], lead["bot_id"], lead["chat_id"]) == (world.own.lead, world.own.bot.id, CUSTOMER)
    assert (lead["status"], lead["push_name"], lead["fields"]) == ("capturing", "Sample Customer", {})


def test_the_list_is_narrowed_by_bot_and_status(owner: Browser, world: World) -> None:
    other = owner.post("/bots", {"name": "Another"}).body["id"]
    assert owner.get(f"/leads?bot_id={other}").body["items"] == []
    assert len(owner.get(f"/leads?bot_id={world.own.bot.id}&status=capturing").body["items"]) == 1
    assert owner.get("/leads?status=won").body["items"] == []


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("limit=many", "limit"),
        ("status=bored", "status"),
        ("colour=red", "colour"),
        ("bot_id=" + "x" * 65, "bot_id"),
        ("cursor=" + "x" * 2049, "cursor"),
    ],
)
def test_a_query_that_makes_no_sense_is_refused(owner: Browser, query: str, place: str) -> None:
    told = owner.get(f"/leads?{query}").problem(422, "invalid_input")
    assert list(told["fields"]) == [place]


@pytest.mark.parametrize("path", ["/leads", "/leads/{lead}/messages"])
def test_a_made_up_cursor_is_refused(owner: Browser, world: World, path: str) -> None:
    answer = owner.get(path.format(lead=world.own.lead) + "?cursor=made-up")
    assert answer.status == 422
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_lead_shows_who_answers_its_chat(owner: Browser, world: World) -> None:
    answer = owner.get(f"/leads/{world.own.lead}")
    assert answer.status == 200
    assert answer.body["chat"]["mode"] == "bot"
    assert answer.body["chat"]["thinking"] is True


def test_a_person_corrects_and_clears_a_field(owner: Browser, world: World) -> None:
    path = f"/leads/{world.own.lead}"
    answer = owner.patch(path, {"fields": {"name": "Sample Name", "email": "sample@example.com"}})
    assert answer.status == 200
    assert answer.body["fields"]["name"]["value"] == "Sample Name"
    assert answer.body["fields"]["email"]["source"] == "person"
    cleared = owner.patch(path, {"fields": {"email": None}})
    assert list(cleared.body["fields"]) == ["name"]
    assert owner.get(path).body == cleared.body


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"fields": {}},
        {"fields": []},
        {"fields": {"name": 7}},
        {"fields": {"name": ""}},
        {"fields": {"name": "x" * 501}},
        {"fields": {"Not a field!": "x"}},
        {"fields": {"email": "no address"}},
        {"status": "won"},
        {"fields": {"name": "x"}, "assigned_to": "me"},
    ],
)
def test_a_lead_is_not_changed_to_rubbish(owner: Browser, world: World, body: dict[str, Any]) -> None:
    before = owner.get(f"/leads/{world.own.lead}").body
    told = owner.patch(f"/leads/{world.own.lead}", body).problem(422, "invalid_input")
    assert all(place.startswith(("fields", "status", "assigned_to")) for place in told["fields"])
    assert owner.get(f"/leads/{world.own.lead}").body == before


def test_a_chat_is_read_page_by_page_oldest_first(owner: Browser, world: World) -> None:
    for n in range(2, 6):
        world.services.clock.advance(seconds=1)
        world.write(world.own, f"Message {n}", f"3EB000000000000000000{n}")
    seen: list[dict[str, Any]] = []
    cursor = ""
    for _ in range(3):
        page = owner.get(f"/leads/{world.own.lead}/messages?limit=2{cursor}").body
        seen += page["items"]
        cursor = f"&cursor={page['next_cursor']}"
    assert page["next_cursor"] is None
    assert [message["text"] for message in seen] == ["Hello, is anybody there?", *(f"Message {n}" for n in range(2, 6))]
    assert {(m["direction"], m["sender"], m["type"], m["status"]) for m in seen} == {
        ("in", "customer", "text", "received")
    }
    assert "stored" in [stage["stage"] for stage in seen[0]["life"]]


def test_a_person_writes_and_the_bot_steps_back(browser_of: BrowserOf, world: World) -> None:
    vendor = browser_of(Role.VENDOR, world.own)
    answer = vendor.post(f"/leads/{world.own.lead}/messages", {"text": "I take over from here."})
    assert answer.status == 201
    message = answer.body
    assert (message["direction"], message["sender"], message["status"]) == ("out", "vendor", "queued")
    assert message["author"] == world.own.people[Role.VENDOR].id
    chat = vendor.get(f"/leads/{world.own.lead}").body["chat"]
    assert (chat["mode"], chat["by"], chat["thinking"]) == ("human", world.own.people[Role.VENDOR].id, False)
    assert (world.own.tenant.id, world.own.bot.id) in world.services.doorbell.rings


def test_a_repeated_request_sends_once(owner: Browser, world: World) -> None:
    path = f"/leads/{world.own.lead}/messages"
    first = owner.post(path, {"text": "Only once"}, Idempotency_Key="click-1")
    again = owner.post(path, {"text": "Only once"}, Idempotency_Key="click-1")
    assert (first.status, again.status) == (201, 201)
    assert first.body == again.body
    other = owner.post(path, {"text": "Only once"}, Idempotency_Key="click-2")
    assert other.body["id"] != first.body["id"]
    assert len(owner.get(path).body["items"]) == 3


@pytest.mark.parametrize("key", ["", "x" * 201, "with space", "é"])
def test_an_idempotency_key_that_cannot_be_one_is_refused(owner: Browser, world: World, key: str) -> None:
    path = f"/leads/{world.own.lead}/messages"
    owner.post(path, {"text": "Hi"}, Idempotency_Key=key).problem(400, "bad_header")
    assert len(owner.get(path).body["items"]) == 1


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({}, 422, "invalid_input"),
        ({"text": 1}, 422, "invalid_input"),
        ({"text": ""}, 422, "invalid_input"),
        ({"text": " \n "}, 422, "invalid_input"),
        ({"text": "x" * 4097}, 413, "too_large"),
        ({"text": "x", "to": "5511999999999"}, 422, "invalid_input"),
    ],
)
def test_rubbish_is_not_sent(owner: Browser, world: World, body: dict[str, Any], status: int, code: str) -> None:
    path = f"/leads/{world.own.lead}/messages"
    owner.post(path, body).problem(status, code)
    assert len(owner.get(path).body["items"]) == 1


def test_a_viewer_reads_and_does_not_write(browser_of: BrowserOf, world: World) -> None:
    viewer = browser_of(Role.VIEWER, world.own)
    assert viewer.get(f"/leads/{world.own.lead}/messages").status == 200
    viewer.post(f"/leads/{world.own.lead}/messages", {"text": "Hi"}).problem(403, "forbidden")
    viewer.patch(f"/leads/{world.own.lead}", {"fields": {"name": "X"}}).problem(403, "forbidden")
