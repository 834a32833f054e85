"""A workspace is backed up in one stack and restored into an empty one, and the API answers the same there."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import pytest
from chalice.test import Client

from app import app
from chalicelib.http.endpoints import Endpoint
from chalicelib.openapi.document import describe
from chalicelib.resources import registry
from flotilla import bootstrap
from flotilla.adapters.memory.clock import ManualClock
from flotilla.bootstrap.installation import Installation
from flotilla.bootstrap.memory import InMemory
from flotilla.domain.people import Role
from flotilla.domain.tenants import Tenant
from flotilla.operator.backup import back_up
from flotilla.operator.restore import restore
from tests.api.client import Browser
from tests.api.contract import Contract
from tests.api.requests import path_of
from tests.api.world import PASSWORD, Business, World
from tests.contract.operator.conftest import Place, installation

#: What is about the installation and not about the workspace.
OF_THE_INSTALLATION = {"start_google_sign_in", "finish_google_sign_in"}


class Stored(World):
    """A business in tables and buckets, which never bought anything."""

    def __post_init__(self) -> None:
        self.own = self._business("Own Sample Ltd")

    def _has_bought_before(self, tenant: Tenant) -> None:
        """Not here: there is no payment provider."""


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    with Client(app) as opened:
        yield opened


@pytest.fixture(scope="module")
def contract() -> Contract:
    return Contract(describe(registry()))


def answers(client: Client, contract: Contract, at: Installation, business: Business) -> dict[str, Any]:
    """What the owner, signed in by the password, is answered at every address that can be read."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bootstrap, "services", lambda: at)
        browser = Browser(client, contract).sign_in(business.owner.email, PASSWORD)
        return {entry.operation: _answer(browser, entry, business) for entry in readable()}


def readable() -> list[Endpoint]:
    return [one for one in registry() if one.method == "GET" and one.operation not in OF_THE_INSTALLATION]


def _answer(browser: Browser, entry: Endpoint, business: Business) -> Any:
    answer = browser.get(path_of(entry, business))
    assert answer.status == 200, (entry.operation, answer.body)
    if entry.operation in {"list_audit", "export_audit"}:
        return _without_sign_ins(answer.body)
    return _without_signatures(answer.body)


def _without_sign_ins(body: Any) -> Any:
    """The owner signed in to read this, in each place anew."""
    if isinstance(body, str):
        return [line for line in body.splitlines() if "person.signed_in" not in line]
    return [one for one in body["items"] if one["action"] != "person.signed_in"]


def _without_signatures(body: Any) -> Any:
    """Addresses of files are signed anew each time; what is before the question mark names the file."""
    if isinstance(body, dict):
        return {name: _without_signatures(value) for name, value in body.items()}
    if isinstance(body, list):
        return [_without_signatures(one) for one in body]
    if isinstance(body, str) and body.startswith("http"):
        return re.sub(r"^https?://[^/]+|\?.*$", "", body)
    return body


def at_rest(at: Installation, business: Business) -> None:
    """A restore brings nothing back that acts by itself, so nothing does: the bot is off, its schedules are
    paused, a person has the chat.
    """
    owner = business.principal(Role.OWNER)
    at.operate_session(owner, business.bot.id, "stop")
    at.pause_schedule(owner, business.schedule.id)
    at.take_over(owner, business.lead)


def test_an_empty_stack_answers_the_same_after_a_restore(
    place: Place, elsewhere: Place, client: Client, contract: Contract, tmp_path: Path
) -> None:
    clock = ManualClock(datetime.now(UTC))
    here, there = installation(place, clock), installation(elsewhere, clock)
    business = Stored(cast(InMemory, here)).own
    at_rest(here, business)
    archive = tmp_path / "tenant.zip"
    told = back_up(place.stack, business.tenant.id, archive)
    assert told.files >= 1
    restore(elsewhere.stack, archive)
    before, after = answers(client, contract, here, business), answers(client, contract, there, business)
    assert len(before) > 30
    for operation, answer in before.items():
        assert after[operation] == answer, operation
