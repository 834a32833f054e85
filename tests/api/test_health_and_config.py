"""Whether the API is there, and what anybody may know of it."""

import pytest

from tests.api.client import Browser
from tests.api.contract import Contract
from tests.api.world import World


class Unreadable:
    """A table that doesn't answer."""

    def get(self, _: object) -> None:
        raise ConnectionError("no route to the table")


def test_it_is_live_and_ready(stranger: Browser) -> None:
    for path in ("/health/live", "/health/ready"):
        answer = stranger.get(path)
        assert (answer.status, answer.body) == (200, {"status": "ok"})


def test_it_is_live_but_not_ready_without_its_table(
    stranger: Browser, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(world.services, "tenants", Unreadable())
    answer = stranger.get("/health/ready")
    told = answer.problem(503, "not_ready")
    assert "route" not in told["detail"]
    assert stranger.get("/health/live").status == 200


def test_the_public_configuration_has_no_secrets(stranger: Browser) -> None:
    answer = stranger.get("/config")
    assert answer.status == 200
    assert answer.body == {"simulator_url": "http://localhost:4700", "stage": "staging", "google": False}


def test_google_is_offered_only_where_it_leads_somewhere(
    stranger: Browser, world: World, contract: Contract, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = world.services.settings.model_copy(update={"google_client_id": "sample-client"})
    monkeypatch.setattr(type(world.services), "settings", settings)
    leads_somewhere = contract.operation("GET", "/v1/auth/google/start") is not None
    assert stranger.get("/config").body["google"] is leads_somewhere


def test_a_ticket_is_for_the_signed_in(owner: Browser, stranger: Browser, world: World) -> None:
    first, second = owner.post("/realtime/ticket"), owner.post("/realtime/ticket", {})
    assert first.status == 201
    assert first.body["url"] == "wss://sockets.example.com/api"
    assert first.body["expires_at"] == "2026-01-01T12:01:00.000Z"
    assert first.body["ticket"] != second.body["ticket"]
    stranger.post("/realtime/ticket").problem(401, "unauthenticated")
