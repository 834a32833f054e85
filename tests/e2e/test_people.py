"""People come, change and go: at once, on open sockets too, and the audit log knows."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from tests.e2e.client import Api
from tests.e2e.deployed import Deployed
from tests.stack import Stack, eventually

pytestmark = pytest.mark.e2e

PASSWORD = "a sample password"


def newcomer(stack: Stack, name: str, role: str) -> tuple[Api, str]:
    """Somebody who accepted an invitation; their client, and their id."""
    email = f"{name}@example.com"
    invited = Api(stack).post("/team/invitations", {"email": email, "role": role})
    assert invited["url"].startswith(stack.endpoints["site"])
    person = Api(stack, None)
    offer = person.get(f"/invitations/{invited['token']}")
    assert (offer["workspace"], offer["role"], offer["state"]) == ("Sample shop", role, "open")
    assert email not in str(offer)
    person.post(f"/invitations/{invited['token']}/accept", {"name": f"Sample {name}", "password": PASSWORD})
    return person, person.get("/me")["user"]["id"]


def change(stack: Stack, user: str, **what: Any) -> httpx.Response:
    """An admin changes a member."""
    return Api(stack).http.patch(f"/team/{user}", json=what)


@contextmanager
def listening(person: Api) -> Iterator[ClientConnection]:
    """A socket of the person's that has had its snapshot."""
    ticket = person.post("/realtime/ticket")
    with connect(f"{ticket['url']}?ticket={ticket['ticket']}") as socket:
        socket.send(json.dumps({"action": "hello"}))
        # What happens at this very moment may be told before the greeting is answered.
        while json.loads(socket.recv(timeout=10)).get("events", [{}])[0].get("type") != "snapshot":
            pass
        yield socket


def last_word(socket: ClientConnection) -> str | None:
    """Why the socket was closed; fail unless it is within 20 s."""
    reason = None
    while True:
        try:
            frame = json.loads(socket.recv(timeout=20))
        except ConnectionClosed:
            return reason
        reason = frame.get("closing", {}).get("reason", reason)


def test_an_invited_person_comes_in_and_the_log_tells_of_it(stack: Stack) -> None:
    _, user = newcomer(stack, "invited", "viewer")
    admin = Api(stack)
    member = next(one for one in admin.get("/team")["items"] if one["user_id"] == user)
    assert (member["email"], member["role"], member["active"]) == ("invited@example.com", "viewer", True)
    assert member["added_by"] == admin.get("/me")["user"]["id"]
    told = [entry["action"] for entry in admin.get(f"/audit?actor={user}")["items"]]
    assert told == ["person.signed_in", "invitation.accepted"]
    table = admin.http.get(f"/audit.csv?actor={user}")
    assert len(table.text.splitlines()) == 3


def test_a_deactivated_person_is_out_at_once_on_open_sockets_too(stack: Stack) -> None:
    person, user = newcomer(stack, "deactivated", "editor")
    with listening(person) as socket:
        answer = change(stack, user, active=False)
        assert answer.json()["active"] is False
        assert person.http.get("/me").status_code == 401
        assert last_word(socket) == "access_ended"
    assert person.http.post("/realtime/ticket", json={}).status_code == 401
    body = {"email": "deactivated@example.com", "password": PASSWORD}
    refusal = Api(stack, None).http.post("/auth/login", json=body)
    assert (refusal.status_code, refusal.json()["code"]) == (403, "deactivated")


def test_a_new_role_makes_open_pages_come_back_with_it(stack: Stack) -> None:
    person, user = newcomer(stack, "promoted", "vendor")
    assert person.http.get("/bots").status_code == 403
    with listening(person) as socket:
        assert change(stack, user, role="viewer").status_code == 200
        assert last_word(socket) == "role_changed"
    assert person.get("/me")["role"] == "viewer"
    assert person.get("/bots")["items"]


def test_signing_out_everywhere_ends_every_browser_and_socket(stack: Stack) -> None:
    here, _ = newcomer(stack, "everywhere", "viewer")
    there = Api(stack, None)
    there.post("/auth/login", {"email": "everywhere@example.com", "password": PASSWORD})
    with listening(there) as socket:
        assert here.http.post("/auth/logout-everywhere").status_code == 204
        assert last_word(socket) == "access_ended"
    for browser in (here, there):
        assert browser.http.get("/me").status_code == 401


def test_wrong_passwords_lock_one_address_for_a_minute(stack: Stack) -> None:
    newcomer(stack, "forgetful", "viewer")
    stranger = Api(stack, None)
    wrong = {"email": "forgetful@example.com", "password": "not the password"}
    answers = [stranger.http.post("/auth/login", json=wrong) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [401] * 5 + [429]
    right = stranger.http.post("/auth/login", json={**wrong, "password": PASSWORD})
    assert right.status_code == 429
    assert 1 <= int(right.headers["retry-after"]) <= 60
    assert right.headers["content-type"] == "application/problem+json"
    Api(stack)


def test_the_environments_and_the_last_owner_are_not_changed(stack: Stack) -> None:
    owner = Api(stack)
    answer = owner.http.patch(f"/team/{owner.get('/me')['user']['id']}", json={"role": "viewer"})
    assert (answer.status_code, answer.json()["code"]) == (409, "last_owner")


def test_where_a_change_comes_from_cannot_be_made_up(stack: Stack) -> None:
    made_up = {"X-Flotilla-Viewer": "203.0.113.9", "X-Flotilla-Origin": "made up", "X-Real-IP": "203.0.113.9"}
    admin = Api(stack)
    renamed = admin.http.patch("/tenant", json={"retention_days": 30}, headers=made_up)
    assert renamed.status_code == 200
    entry = admin.get("/audit?action=tenant.updated&limit=100")["items"][0]
    assert entry["from"]["address"] == "127.0.0.1"
    assert entry["after"]["retention_days"] == 30

    deployed = Deployed(stack)
    around = f"{deployed.config.aws_url}/_aws/execute-api/{deployed.physical('RestAPI')}/api/v1/tenant"
    answer = httpx.patch(
        around, json={"retention_days": None}, headers=made_up, cookies=dict(admin.http.cookies), timeout=20
    )
    assert answer.status_code == 200, answer.text
    newest = eventually(lambda: admin.get("/audit?action=tenant.updated&limit=100")["items"], "the entry")[0]
    assert newest["from"]["address"] == "127.0.0.1"
