"""What browsers are told about the site and the API: run only our scripts, frame nothing, guess and leak nothing."""

import re

import httpx
import pytest

from tests.e2e.client import Api
from tests.stack import Stack

pytestmark = pytest.mark.e2e

INTERNALS = re.compile(r"Traceback|\.py\b|chalice|python|pydantic|boto|dynamodb|arn:aws|lambda", re.IGNORECASE)


def policy_of(answer: httpx.Response) -> dict[str, list[str]]:
    """The content security policy by directive."""
    parts = [part.split() for part in answer.headers["content-security-policy"].split(";") if part.strip()]
    return {name: sources for name, *sources in parts}


@pytest.mark.parametrize("path", ["/", "/leads", "/sign-in?error=state", "/favicon.svg"])
def test_the_sites_pages_run_its_own_scripts_only_and_cannot_be_framed(stack: Stack, path: str) -> None:
    answer = httpx.get(stack.endpoints["site"].rstrip("/") + path)
    assert answer.status_code == 200
    policy = policy_of(answer)
    assert policy["default-src"] == ["'self'"]
    assert policy["script-src"] == ["'self'"]
    assert policy["object-src"] == policy["base-uri"] == policy["frame-ancestors"] == ["'none'"]
    assert answer.headers["x-frame-options"] == "DENY"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "same-origin"


def test_no_page_needs_a_script_of_its_own_making(stack: Stack) -> None:
    page = httpx.get(stack.endpoints["site"]).text
    assert "<script" in page
    assert all("src=" in opening for opening in re.findall(r"<script[^>]*>", page))
    assert not re.search(r"\son\w+=", page)


API_PATHS = ["/health/live", "/me", "/bots/nope", "/nope", "/openapi.json", "/auth/google/callback"]


@pytest.mark.parametrize("path", API_PATHS)
def test_the_apis_answers_are_data_that_nobody_stores_frames_or_runs(stack: Stack, path: str) -> None:
    answer = Api(stack, None).http.get(path)
    assert policy_of(answer) == {"default-src": ["'none'"], "frame-ancestors": ["'none'"]}
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["strict-transport-security"].startswith("max-age=31536000")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["x-frame-options"] == "DENY"


def test_errors_and_headers_say_nothing_of_what_runs_behind_them(stack: Stack) -> None:
    api = Api(stack, None)
    for answer in (
        api.http.get("/bots/nope"),
        api.http.post("/auth/login", content=b"{", headers={"Content-Type": "application/json"}),
        api.http.post("/auth/login", json={"email": "nobody@example.com", "password": "wrong"}),
        api.http.get("/auth/google/callback?code=made-up&state=made-up"),
    ):
        told = f"{answer.text} {dict(answer.headers)}"
        assert not re.search(
            r"Traceback|\.py|chalice|python|pydantic|boto|dynamodb|arn:aws|lambda", told, re.IGNORECASE
        )


def test_the_sign_in_cookie_is_out_of_scripts_reach(stack: Stack) -> None:
    api = Api(stack, None)
    answer = api.http.post("/auth/login", json=stack.endpoints["admin"])
    (cookie,) = answer.headers.get_list("set-cookie")
    pair, *attributes = cookie.split("; ")
    assert pair.startswith("flotilla_session=")
    # Plain HTTP on this machine: everywhere else it is Secure too.
    assert set(attributes) == {"HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=604800"}
    assert pair.partition("=")[2] not in answer.text
