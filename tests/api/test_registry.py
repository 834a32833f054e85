"""No route without an entry in the registry, and a description that leaves nothing out."""

import json
from pathlib import Path

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from app import app
from chalicelib.http.endpoints import Access
from chalicelib.http.fallback import ANYWHERE, METHODS
from chalicelib.resources import RESOURCES, registry
from chalicelib.resources.schemas import Body
from chalicelib.web import Resource
from flotilla.domain.people import Power
from flotilla.domain.views import View
from tests.api.client import Browser
from tests.api.contract import Contract

CONFIG = Path(__file__).resolve().parents[2] / "api" / ".chalice" / "config.json"


def test_every_route_of_the_app_is_in_the_registry_and_every_entry_is_served() -> None:
    served = {(method, path) for path, methods in app.routes.items() for method in methods}
    declared = {(entry.method, entry.path) for entry in registry()}
    assert served - declared == {(method, ANYWHERE) for method in METHODS}
    assert declared <= served


def test_every_function_that_is_deployed_has_its_handler() -> None:
    functions = json.loads(CONFIG.read_text())["stages"]["dev"]["lambda_functions"]
    expected = {name.removeprefix("websocket_") for name in functions} - {"api_handler"}
    routes = {entry.operation for entry in registry()}
    assert set(app.handler_map) - routes - {"nothing_here"} == expected


def test_a_route_cannot_be_declared_past_the_registry() -> None:
    for door in (app, RESOURCES[0]):
        with pytest.raises(TypeError, match=r"Resource\.endpoint"):
            door.route("/v1/back-door", methods=["GET"])


def test_an_endpoint_whose_handler_does_not_fit_its_path_is_refused() -> None:
    resource = Resource("sample")

    def without_parameter() -> View:
        """Show nothing."""
        return {}

    def with_untyped_body(body: dict[str, str]) -> View:
        """Take anything."""
        return dict(body)

    for path, handler in (("/samples/{sample_id}", without_parameter), ("/samples", with_untyped_body)):
        with pytest.raises(TypeError):
            resource.endpoint("POST", path, access=Access.PUBLIC)(handler)
    assert resource.endpoints == []


def test_the_description_is_valid_openapi(contract: Contract) -> None:
    OpenAPIV31SpecValidator(contract.document).validate()


def test_the_description_is_complete(contract: Contract) -> None:
    described = {(method, path): operation for method, path, operation in contract.operations()}
    assert set(described) == {(entry.method, entry.path) for entry in registry()}
    assert len({operation["operationId"] for operation in described.values()}) == len(described)
    for entry in registry():
        operation = described[entry.method, entry.path]
        assert operation["summary"]
        assert operation["tags"] == [entry.resource]
        assert bool(operation["security"]) is (entry.access is not Access.PUBLIC)
        assert ({} in operation["security"]) is (entry.access is Access.OPTIONAL)
        assert ("requestBody" in operation) is (entry.takes.body is not None)
        assert [p["name"] for p in operation["parameters"] if p["in"] == "path"] == list(entry.takes.path)
        assert {"500", "503"} < set(operation["responses"])
        if entry.answers.status not in (204, 302):
            assert "content" in operation["responses"][str(entry.answers.status)]


def test_every_endpoint_that_writes_names_a_power_or_says_why_not() -> None:
    without_power = {entry.operation for entry in registry() if entry.writes and not isinstance(entry.access, Power)}
    assert without_power == {
        "sign_in", "sign_out", "sign_out_everywhere", "change_password", "switch_tenant", "issue_ticket",  # One's own.
        "create_tenant",  # Where sign-up is open, anybody may.
        "receive_stripe_event",  # The signature is.
        "accept_invitation",  # The link's secret is the permission.
    }  # fmt: skip


def test_requests_take_nothing_that_they_do_not_know() -> None:
    for entry in registry():
        for model in (entry.takes.body, entry.takes.query):
            # What a provider adds to its answer is not for us to refuse.
            lenient = entry.operation == "finish_google_sign_in"
            assert model is None or model.model_config["extra"] == ("ignore" if lenient else "forbid")
        assert entry.takes.body is None or issubclass(entry.takes.body, Body)


def test_the_description_is_served_to_anybody(stranger: Browser, contract: Contract) -> None:
    answer = stranger.get("/openapi.json")
    assert answer.status == 200
    assert answer.body == contract.document
