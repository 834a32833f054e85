"""Rubbish gets a clear error each, and nothing else happens."""

from typing import Any

import httpx
import pytest

from tests.e2e.client import BOT_NUMBER, Api, Phone
from tests.stack import Stack

pytestmark = pytest.mark.e2e


def problem(answer: httpx.Response, status: int) -> Any:
    """The body of an RFC 9457 answer with this status."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"].startswith("application/problem+json")
    body = answer.json()
    assert body["status"] == status
    assert body["title"]
    return body


def test_wrong_password_and_unknown_address_get_the_same_answer(stack: Stack) -> None:
    api = Api(stack, None)
    known = api.http.post("/auth/login", json={**stack.endpoints["admin"], "password": "not the password"})
    unknown = api.http.post("/auth/login", json={"email": "nobody@example.com", "password": "not the password"})
    assert problem(known, 401)["detail"] == problem(unknown, 401)["detail"]


def test_without_a_sign_in_nothing_is_shown(stack: Stack) -> None:
    api = Api(stack, None)
    for path in ("/me", "/bots", "/leads", f"/bots/{stack.endpoints['bot_id']}/session"):
        problem(api.http.get(path), 401)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{not json", 400),
        (b'{"name": 7}', 422),
        (b"[]", 422),
        (b'{"name": ""}', 422),
        (b'{"name": "x", "surprise": true}', 422),
        (b'{"name": "' + b"x" * 200_000 + b'"}', 413),
    ],
)
def test_a_bot_is_not_made_of_rubbish(stack: Stack, body: bytes, status: int) -> None:
    api = Api(stack)
    before = len(api.get("/bots")["items"])
    problem(api.http.post("/bots", content=body, headers={"Content-Type": "application/json"}), status)
    assert len(api.get("/bots")["items"]) == before


@pytest.mark.parametrize("path", ["/bots/nope", "/bots/nope/session", "/leads/nope", "/leads/nope/messages", "/nope"])
def test_unknown_things_are_not_found(stack: Stack, path: str) -> None:
    problem(Api(stack).http.get(path), 404)


def test_a_write_from_another_site_is_refused(stack: Stack) -> None:
    api = Api(stack)
    answer = api.http.post("/bots", json={"name": "Foreign"}, headers={"Origin": "https://elsewhere.example"})
    problem(answer, 403)


def test_an_unreadable_qr_and_an_unknown_number_are_explained(stack: Stack) -> None:
    phone = Phone.make(stack, "5511988880009", "Curious (sample)")
    problem(phone.scan("not a code"), 422)
    answer = httpx.post(
        f"{phone.simulator}/phones/{phone.number}/messages", json={"to": "5500000000000", "text": "Anybody?"}
    )
    problem(answer, 404)
    missing = httpx.post(f"{phone.simulator}/phones/5500000000000/messages", json={"to": BOT_NUMBER, "text": "x"})
    problem(missing, 404)
