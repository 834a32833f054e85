"""What every endpoint does with requests that can't be right, made from the registry."""

import json

import pytest

from chalicelib.http.endpoints import Endpoint
from chalicelib.resources import registry
from tests.api.client import SITE, Browser
from tests.api.requests import path_of, sample_of
from tests.api.world import World

WRITES = [pytest.param(entry, id=f"{entry.method} {entry.path}") for entry in registry() if entry.writes]
WITH_BODY = [pytest.param(entry, id=f"{entry.method} {entry.path}") for entry in registry() if entry.takes.body]


@pytest.mark.parametrize("entry", WITH_BODY)
@pytest.mark.parametrize("raw", [b"{not json", b"", b"\xff\xfe", b'{"name": "x"', b'{"name": "\\ud800"}', b"nul"])
def test_malformed_json_is_told_from_json_that_says_the_wrong_thing(
    entry: Endpoint, raw: bytes, owner: Browser, world: World
) -> None:
    told = owner.send(entry.method, path_of(entry, world.own), raw).problem(400, "malformed_json")
    assert "fields" not in told


@pytest.mark.parametrize("entry", WITH_BODY)
@pytest.mark.parametrize("raw", [b"[]", b"null", b"7", b'"text"', b"true"])
def test_json_that_is_no_object_is_refused(entry: Endpoint, raw: bytes, owner: Browser, world: World) -> None:
    owner.send(entry.method, path_of(entry, world.own), raw).problem(422, "invalid_input")


@pytest.mark.parametrize("entry", WITH_BODY)
def test_unknown_members_are_refused_by_name(entry: Endpoint, owner: Browser, world: World) -> None:
    body = {**sample_of(entry, world.own), "surprise": True}
    told = owner.send(entry.method, path_of(entry, world.own), body).problem(422, "invalid_input")
    assert list(told["fields"]) == ["surprise"]


@pytest.mark.parametrize("entry", WRITES)
def test_an_oversized_body_is_refused_before_it_is_read(entry: Endpoint, owner: Browser, world: World) -> None:
    padded = json.dumps({**(sample_of(entry, world.own) or {}), "padding": "x" * entry.largest}).encode()
    owner.send(entry.method, path_of(entry, world.own), padded).problem(413, "too_large")


@pytest.mark.parametrize("entry", WRITES)
@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
def test_what_a_form_could_send_is_no_json(entry: Endpoint, content_type: str, owner: Browser, world: World) -> None:
    answer = owner.send(entry.method, path_of(entry, world.own), b"{}", {"Content-Type": content_type})
    answer.problem(415, "unsupported_media_type")


@pytest.mark.parametrize("entry", WRITES)
@pytest.mark.parametrize(
    "origin",
    ["https://elsewhere.example", "null", "http://bots.example.com", "https://bots.example.com:8443", "", "https://["],
)
def test_a_write_from_another_site_is_refused(entry: Endpoint, origin: str, owner: Browser, world: World) -> None:
    sample = sample_of(entry, world.own)
    answer = owner.send(entry.method, path_of(entry, world.own), sample, {"Origin": origin})
    answer.problem(403, "origin_refused")


@pytest.mark.parametrize("origin", [SITE, f"{SITE}:443", "https://BOTS.example.com", "https://api.example.com", None])
def test_a_write_from_our_pages_or_from_a_program_is_taken(owner: Browser, origin: str | None) -> None:
    owner.origin = origin
    assert owner.post("/bots", {"name": "Welcome"}).status == 201


def test_a_browser_that_hides_the_origin_still_says_that_it_is_foreign(owner: Browser) -> None:
    owner.origin = None
    owner.post("/bots", {"name": "X"}, Sec_Fetch_Site="cross-site").problem(403, "origin_refused")
    owner.post("/bots", {"name": "X"}, Sec_Fetch_Site="same-site").problem(403, "origin_refused")
    assert owner.post("/bots", {"name": "X"}, Sec_Fetch_Site="same-origin").status == 201


def test_a_refused_write_changed_nothing(owner: Browser, world: World) -> None:
    owner.send("DELETE", f"/bots/{world.own.bot.id}", None, {"Origin": "https://elsewhere.example"})
    assert len(owner.get("/bots").body["items"]) == 1


@pytest.mark.parametrize("field", ["email", "password"])
def test_what_was_typed_at_sign_in_is_not_repeated(stranger: Browser, field: str) -> None:
    body = {"email": "sample@example.com", "password": "very secret", field: ["very secret"]}
    told = stranger.post("/auth/login", body).problem(422, "invalid_input")
    assert "very secret" not in str(told)
