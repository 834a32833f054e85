"""Phones, and what bad input gets."""

import base64
from typing import Any

import pytest

from tests.unit.simulator.conftest import ANA, BIA, BOT, Sim


async def test_creating_a_phone_twice_gives_the_same_one(sim: Sim) -> None:
    first = await sim.call("POST", "/phones", {"number": "+49 151 234-567", "name": "Cem"}, 201)
    again = await sim.call("POST", "/phones", {"number": "49151234567", "name": "Other"}, 200)
    assert again == first
    assert first["number"] == "49151234567"
    listed = (await sim.call("GET", "/phones"))["items"]
    assert [phone["number"] for phone in listed].count("49151234567") == 1


async def test_a_message_is_in_both_records(sim: Sim) -> None:
    written = await sim.call("POST", f"/phones/{ANA}/messages", {"to": f"+{BIA}", "text": "hi"}, 201)
    assert written["from_me"] is True
    assert written["time"].endswith("Z")
    [seen] = (await sim.call("GET", f"/phones/{BIA}/messages?with={ANA}"))["items"]
    assert (seen["id"], seen["from_me"], seen["text"], seen["ack"], seen["deliveries"]) == (
        written["id"],
        False,
        "hi",
        2,
        1,
    )
    await sim.call("POST", f"/phones/{BIA}/read", {"with": ANA}, 200)
    [read] = (await sim.call("GET", f"/phones/{ANA}/messages?with={BIA}"))["items"]
    assert read["ack"] == 3


async def test_conversations_are_oldest_first_and_apart(sim: Sim) -> None:
    for sender, to, text in ((ANA, BIA, "1"), (BIA, ANA, "2"), (BOT, ANA, "other"), (ANA, BIA, "3")):
        await sim.call("POST", f"/phones/{sender}/messages", {"to": to, "text": text}, 201)
    items = (await sim.call("GET", f"/phones/{ANA}/messages?with={BIA}"))["items"]
    assert [(item["text"], item["from_me"]) for item in items] == [("1", True), ("2", False), ("3", True)]
    chats = (await sim.call("GET", f"/phones/{ANA}/chats"))["items"]
    assert [(chat["with"], chat["unread"]) for chat in chats] == [(BIA, 0), (BOT, 1)]


async def test_a_phone_that_is_off_gets_its_messages_when_it_is_on(sim: Sim) -> None:
    await sim.call("PATCH", f"/phones/{ANA}", {"online": False}, 200)
    sent = await sim.call("POST", f"/phones/{BIA}/messages", {"to": ANA, "text": "later"}, 201)
    assert sent["ack"] == 1
    await sim.call("PATCH", f"/phones/{ANA}", {"online": True}, 200)
    [seen] = (await sim.call("GET", f"/phones/{BIA}/messages?with={ANA}"))["items"]
    assert seen["ack"] == 2


BAD = [
    ("POST", "/phones", {"number": "abc"}, 422, "bad_number"),
    ("POST", "/phones", {"number": 5511}, 422, "bad_number"),
    ("POST", "/phones", {}, 422, "bad_number"),
    ("POST", "/phones", [], 422, "bad_body"),
    ("POST", "/phones", {"number": "5511900000009", "name": 7}, 422, "bad_field"),
    ("POST", "/phones", {"number": "5511900000009", "name": "x" * 101}, 413, "too_large"),
    ("GET", "/phones/5599999999999/messages?with=5511900000001", None, 404, "not_on_whatsapp"),
    ("POST", f"/phones/{ANA}/messages", {"to": "5599999999999", "text": "hi"}, 404, "not_on_whatsapp"),
    ("POST", f"/phones/{ANA}/messages", {"to": BIA}, 422, "bad_message"),
    ("POST", f"/phones/{ANA}/messages", {"to": BIA, "text": 5}, 422, "bad_field"),
    ("POST", f"/phones/{ANA}/messages", {"to": BIA, "text": "  "}, 422, "bad_field"),
    ("POST", f"/phones/{ANA}/messages", {"to": BIA, "text": "x" * 70_000}, 413, "too_large"),
    ("POST", f"/phones/{ANA}/messages", {"to": BIA, "media": "x"}, 422, "bad_media"),
    ("POST", f"/phones/{ANA}/messages", {"to": BIA, "media": {"data_url": "data:;base64,%%"}}, 422, "bad_media"),
    ("POST", f"/phones/{ANA}/messages", {"to": BIA, "text": "hi", "quoted": "nothing"}, 404, "no_such_message"),
    ("POST", f"/phones/{ANA}/scan", {"qr": "hello"}, 422, "unreadable_qr"),
    ("POST", f"/phones/{ANA}/scan", {"qr": "a,b,c,d"}, 422, "unknown_qr"),
    ("POST", "/phones/5599999999999/scan", {"qr": "a,b,c,d"}, 404, "not_on_whatsapp"),
    ("POST", f"/phones/{ANA}/link", {"code": "ABCD-EFGH"}, 422, "wrong_code"),
    ("POST", f"/phones/{ANA}/read", {"with": "5599999999999"}, 404, "not_on_whatsapp"),
    ("POST", f"/phones/{ANA}/typing", {"with": BIA, "state": "singing"}, 422, "bad_field"),
    ("PATCH", f"/phones/{ANA}", {"online": "yes"}, 422, "bad_field"),
    ("POST", "/faults", {"kind": "nonsense"}, 422, "bad_fault"),
    ("POST", "/faults", {"kind": "freeze", "ms": "long"}, 422, "bad_fault"),
    ("POST", "/faults", {"kind": "deaf", "count": 0}, 422, "bad_field"),
    ("DELETE", "/faults/f99", None, 404, "no_such_fault"),
    ("GET", "/media/none", None, 404, "no_such_media"),
    ("POST", "/groups", {"subject": "x", "creator": ANA, "participants": "all"}, 422, "bad_field"),
    ("GET", "/ledger?after=x", None, 422, "bad_field"),
    ("GET", "/nothing", None, 404, "not_found"),
    ("PUT", "/phones", {}, 405, "method_not_allowed"),
]


@pytest.mark.parametrize(("method", "path", "body", "status", "code"), BAD)
async def test_bad_input_gets_a_clear_problem(
    sim: Sim, method: str, path: str, body: Any, status: int, code: str
) -> None:
    response = await sim.client.request(method, path, json=body)
    problem = await response.json(content_type=None)
    assert response.content_type == "application/problem+json"
    assert (response.status, problem["status"], problem["code"]) == (status, status, code)
    assert len(problem["detail"]) > 10


async def test_json_that_is_none_and_bodies_that_are_too_large(sim: Sim) -> None:
    broken = await sim.client.post("/phones", data=b'{"number": ')
    assert (broken.status, (await broken.json(content_type=None))["code"]) == (400, "malformed_json")
    huge = await sim.client.post("/phones", data=b"x" * (25 * 2**20))
    assert (huge.status, (await huge.json(content_type=None))["code"]) == (413, "too_large")


async def test_a_file_is_served_so_that_it_cannot_run_scripts(sim: Sim) -> None:
    page = base64.b64encode(b"<script>alert(1)</script>").decode()
    media = {"data": page, "mimetype": "text/html", "filename": "x.html"}
    written = await sim.call("POST", f"/phones/{ANA}/messages", {"to": BIA, "media": media}, 201)
    served = await sim.client.get(f"/media/{written['media']['id']}")
    assert (written["type"], served.status) == ("document", 200)
    assert served.headers["Content-Disposition"] == "attachment"
    assert "sandbox" in served.headers["Content-Security-Policy"]


async def test_browsers_that_navigate_get_the_page_and_local_origins_may_call(sim: Sim) -> None:
    html = {"Accept": "text/html,application/xhtml+xml"}
    moved = await sim.client.get("/phones?number=1&embed=1", headers=html, allow_redirects=False)
    assert (moved.status, moved.headers["Location"]) == (302, "/phones.html?number=1&embed=1")
    local = await sim.client.get("/phones", headers={"Origin": "http://app.localhost:8080"})
    assert local.headers["Access-Control-Allow-Origin"] == "http://app.localhost:8080"
    preflight = await sim.client.options("/phones", headers={"Origin": "http://127.0.0.1:5173"})
    assert (preflight.status, preflight.headers["Access-Control-Allow-Headers"]) == (204, "Content-Type")
    async with sim.client.get("/events", headers={"Origin": "http://127.0.0.1:5173"}) as stream:
        assert stream.headers["Access-Control-Allow-Origin"] == "http://127.0.0.1:5173"
        await sim.call("POST", "/phones", {"number": "49151234567"}, 201)
        assert b'"phones"' in await stream.content.readline()
    foreign = await sim.client.get("/phones", headers={"Origin": "https://localhost.example.com"})
    assert "Access-Control-Allow-Origin" not in foreign.headers


async def test_groups(sim: Sim) -> None:
    body = {"subject": "Friends", "creator": ANA, "participants": [BIA]}
    group = (await sim.call("POST", "/groups", body, 201))["id"]
    await sim.call("POST", f"/phones/{BIA}/messages", {"to": group, "text": "hello"}, 201)
    [seen] = (await sim.call("GET", f"/phones/{ANA}/messages?with={group}"))["items"]
    assert seen["from"] == BIA
    outside = await sim.call("POST", f"/phones/{BOT}/messages", {"to": group, "text": "me too"}, 403)
    assert outside["code"] == "not_in_group"
    await sim.call("POST", f"/groups/{group}/participants", {"participants": [BOT]}, 200)
    await sim.call("POST", f"/phones/{BOT}/messages", {"to": group, "text": "me too"}, 201)
    await sim.call("DELETE", f"/groups/{group}/participants/{BOT}", status=204)
    await sim.call("POST", f"/phones/{BOT}/messages", {"to": group, "text": "again"}, 403)


async def test_only_the_author_changes_a_message(sim: Sim) -> None:
    path = f"/phones/{ANA}/messages"
    written = await sim.call("POST", path, {"to": BIA, "text": "frist"}, 201)
    theirs = f"/phones/{BIA}/messages/{written['id']}"
    assert (await sim.call("PATCH", theirs, {"with": ANA, "text": "x"}, 403))["code"] == "not_yours"
    await sim.call("PATCH", f"{path}/{written['id']}", {"with": BIA, "text": "first"}, 204)
    await sim.call("PUT", f"{theirs}/reaction", {"with": ANA, "emoji": "👍"}, 204)
    [seen] = (await sim.call("GET", f"{path}?with={BIA}"))["items"]
    assert (seen["text"], seen["edited"], seen["reactions"]) == ("first", True, [{"number": BIA, "emoji": "👍"}])
    await sim.call("DELETE", f"{path}/{written['id']}?with={BIA}", status=204)
    assert (await sim.call("PATCH", f"{path}/{written['id']}", {"with": BIA, "text": "x"}, 409))["code"] == "revoked"


async def test_state_survives_a_restart(start: Any) -> None:
    before = await start()
    await before.phones()
    await before.call("POST", f"/phones/{ANA}/messages", {"to": BIA, "text": "kept"}, 201)
    after = await start()
    assert len((await after.call("GET", "/phones"))["items"]) == 3
    [seen] = (await after.call("GET", f"/phones/{BIA}/messages?with={ANA}"))["items"]
    assert seen["text"] == "kept"
