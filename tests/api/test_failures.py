"""When something breaks: the right status, a request id to ask about, and nothing that helps an intruder."""

import json
from typing import Any

import pytest

from app import app
from chalicelib.http.errors import STATUS_OF_ERROR, status_of
from flotilla import bootstrap
from flotilla.domain import errors
from flotilla.domain.errors import FlotillaError
from flotilla.domain.plans import PLANS, Plan
from tests.api.client import Browser
from tests.api.conftest import Log
from tests.api.world import World


class Broken:
    """Stands in front of the services: `name` fails as told."""

    def __init__(self, world: World, name: str, error: Exception) -> None:
        self._world, self._name, self._error = world, name, error

    def __getattr__(self, name: str) -> Any:
        if name != self._name:
            return getattr(self._world.services, name)

        def fail(*_: object, **__: object) -> None:
            raise self._error

        return fail


def break_service(monkeypatch: pytest.MonkeyPatch, world: World, name: str, error: Exception) -> None:
    broken = Broken(world, name, error)
    monkeypatch.setattr(bootstrap, "services", lambda: broken)


def every_error(kind: type[FlotillaError] = FlotillaError) -> set[type[FlotillaError]]:
    return {kind}.union(*(every_error(child) for child in kind.__subclasses__()))


def test_every_error_of_the_domain_has_a_status() -> None:
    for kind in every_error():
        error = kind("Sample.", retry_after=1) if kind is errors.RateLimitedError else kind("Sample.")
        assert 400 <= status_of(error) <= 503
    assert STATUS_OF_ERROR[FlotillaError] == 500
    assert status_of(errors.StaleHolderError("Sample.")) == 409


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (errors.LimitReachedError("The plan has one bot."), 402, "limit_reached"),
        (errors.ConflictError("Somebody was faster."), 409, "conflict"),
        (errors.StaleHolderError("Not yours any more."), 409, "stale_holder"),
        (errors.UnavailableError("The database does not answer."), 503, "unavailable"),
    ],
)
def test_a_failure_on_purpose_says_what_it_is(
    owner: Browser, world: World, monkeypatch: pytest.MonkeyPatch, error: FlotillaError, status: int, code: str
) -> None:
    path = f"/bots/{world.own.bot.id}"
    break_service(monkeypatch, world, "update_bot", error)
    if status == 402:
        break_service(monkeypatch, world, "create_bot", error)
        answer = owner.post("/bots", {"name": "One too many"})
    else:
        answer = owner.patch(path, {"name": "X"})
    assert answer.problem(status, code)["detail"] == error.message
    assert ("retry-after" in answer.headers) is (status == 503)


def test_who_runs_into_a_limit_is_told_how_much_there_is_and_what_would_help(
    owner: Browser, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    error = errors.LimitReachedError("Your plan allows 1 bots.", limit="bots", allowed=1)
    error.plan, error.used = "free", 1
    break_service(monkeypatch, world, "create_bot", error)
    told = owner.post("/bots", {"name": "One too many"}).problem(402, "limit_reached")
    assert told["limit"] == {
        "name": "bots", "plan": "free", "allowed": 1, "used": 1, "larger": [{"plan": "pro", "allowed": None}],
        "upgrade": "/billing",
    }  # fmt: skip
    error.allowed = PLANS[Plan.PRO].users
    error.limit = "users"
    assert owner.post("/bots", {"name": "One too many"}).problem(402, "limit_reached")["limit"]["larger"] == []


def test_too_many_tries_say_when_to_come_back(stranger: Browser, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    break_service(monkeypatch, world, "sign_in", errors.RateLimitedError("Too many tries.", retry_after=30))
    answer = stranger.post("/auth/login", {"email": "a@example.com", "password": "x"})
    answer.problem(429, "rate_limited")
    assert answer.headers["retry-after"] == "30"


@pytest.mark.parametrize(
    "error", [RuntimeError("secret internals"), errors.MisconfiguredError("secret internals: JWT_KEY is missing.")]
)
def test_an_unexpected_failure_tells_a_request_id_and_nothing_else(
    owner: Browser,
    world: World,
    monkeypatch: pytest.MonkeyPatch,
    log: Log,
    error: Exception,
) -> None:
    break_service(monkeypatch, world, "list_bots", error)
    answer = owner.get("/bots")
    told = answer.problem(500, "internal")
    assert "secret" not in json.dumps(told)
    assert told["instance"] == f"urn:flotilla:request:{answer.headers['x-request-id']}"
    (logged,) = [line for line in log() if line["level"] == "ERROR"]
    assert "secret internals" in json.dumps(logged)
    assert logged["request_id"] == answer.headers["x-request-id"]


@pytest.mark.parametrize("path", ["/health/live", "/bots", "/bots/nope", "/openapi.json"])
def test_every_answer_has_the_security_headers(stranger: Browser, path: str) -> None:
    headers = stranger.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"
    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert headers["referrer-policy"] == "no-referrer"
    assert "set-cookie" not in headers


def gateway_event(method: str, resource: str, path: str) -> dict[str, Any]:
    """What API Gateway gives for a request that only the catch-all takes."""
    return {
        "requestContext": {"httpMethod": method, "resourcePath": resource, "path": f"/api{path}"},
        "headers": {},
        "multiValueQueryStringParameters": None,
        "pathParameters": {"proxy": path.removeprefix("/")},
        "stageVariables": None,
        "body": None,
    }


@pytest.mark.parametrize(("method", "path"), [("PUT", "/v1/bots"), ("PATCH", "/v1/bots")])
def test_a_method_that_an_address_does_not_take(method: str, path: str) -> None:
    answer = app(gateway_event(method, "/{proxy+}", path), None)
    assert answer["statusCode"] == 405
    assert json.loads(answer["body"])["code"] == "method_not_allowed"
    assert set(answer["headers"]["Allow"].split(", ")) == {"GET", "POST"}


@pytest.mark.parametrize("path", ["/v1/nope", "/", "/v1", "/v2/bots", "/v1/bots/1/2/3", "/v1/bots/x/session/dance"])
def test_an_address_where_nothing_is(path: str) -> None:
    answer = app(gateway_event("GET", "/{proxy+}", path), None)
    assert answer["statusCode"] == 404
    body = json.loads(answer["body"])
    assert (body["code"], body["status"], body["title"]) == ("not_found", 404, "Not Found")
    assert answer["headers"]["X-Content-Type-Options"] == "nosniff"


def test_a_method_that_chalice_itself_refuses(stranger: Browser) -> None:
    answer = stranger.send("PUT", "/bots")
    answer.problem(405, "method_not_allowed")
    assert set(answer.headers["allow"].split(", ")) == {"GET", "POST"}


def test_an_event_that_is_no_request_is_a_problem_too() -> None:
    answer = app({"requestContext": {}}, None)
    assert answer["statusCode"] == 500
    assert answer["headers"]["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("body", [{"body": "\ud800"}, {"body": "no base64", "isBase64Encoded": True}])
def test_a_body_that_cannot_be_decoded_is_refused(world: World, body: dict[str, Any]) -> None:
    context = {"httpMethod": "POST", "resourcePath": "/v1/auth/login"}
    event = {
        "requestContext": context,
        "headers": {"content-type": "application/json"},
        "multiValueQueryStringParameters": None,
        "pathParameters": None,
        "stageVariables": None,
        **body,
    }
    answer = app(event, None)
    assert answer["statusCode"] == 400
    assert json.loads(answer["body"])["code"] in ("malformed_body", "malformed_json")


def test_the_log_has_one_line_per_request_without_personal_data(owner: Browser, world: World, log: Log) -> None:
    log()
    owner.patch(f"/leads/{world.own.lead}", {"fields": {"email": 7, "name": "Sample Person"}})
    owner.post(f"/leads/{world.own.lead}/messages", {"text": "A private word"})
    lines = log()
    assert [(line["message"], line["route"], line["status"]) for line in lines] == [
        ("request", "/v1/leads/{lead_id}", 422),
        ("request", "/v1/leads/{lead_id}/messages", 201),
    ]
    assert all(line["tenant"] == world.own.tenant.id for line in lines)
    text = json.dumps(lines)
    assert not any(private in text for private in ("Sample Person", "private word", "example.com"))


def test_one_requests_person_is_not_in_the_next_ones_log(owner: Browser, stranger: Browser, log: Log) -> None:
    owner.get("/me")
    log()
    stranger.get("/config")
    (line,) = log()
    assert "user" not in line
    assert "tenant" not in line
