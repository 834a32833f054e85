"""The app over an installation in memory, and browsers to visit it with."""

import io
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from chalice.test import Client

from app import app
from chalicelib.log import logger
from chalicelib.openapi.document import describe
from chalicelib.resources import registry
from flotilla import bootstrap
from flotilla.domain.people import Role
from tests.api.client import Browser
from tests.api.contract import Contract
from tests.api.world import PASSWORD, Business, World, make_world

BrowserOf = Callable[[Role, Business], Browser]
Log = Callable[[], list[dict[str, Any]]]


@pytest.fixture(scope="session")
def contract() -> Contract:
    """The API's description."""
    return Contract(describe(registry()))


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> World:
    """Two businesses; the app works on them."""
    monkeypatch.setenv("AWS_REGION", "us-east-1")
    made = make_world()
    monkeypatch.setattr(bootstrap, "services", lambda: made.services)
    return made


@pytest.fixture(scope="session")
def client() -> Iterator[Client]:
    """Chalice's own test client."""
    with Client(app) as opened:
        yield opened


@pytest.fixture
def log() -> Iterator[Log]:
    """Gives the lines logged since the last look."""
    written = io.StringIO()

    def look() -> list[dict[str, Any]]:
        lines = [json.loads(line) for line in written.getvalue().splitlines()]
        written.seek(0)
        written.truncate()
        return lines

    before = logger.registered_handler.setStream(written)  # type: ignore[attr-defined]  # It is a StreamHandler.
    yield look
    logger.registered_handler.setStream(before)  # type: ignore[attr-defined]


@pytest.fixture
def stranger(client: Client, contract: Contract, world: World) -> Browser:
    """Somebody who is not signed in."""
    return Browser(client, contract)


@pytest.fixture
def browser_of(client: Client, contract: Contract, world: World) -> BrowserOf:
    """Makes browsers of a business's people."""

    def sign_in(role: Role, business: Business) -> Browser:
        return Browser(client, contract).sign_in(business.people[role].email, PASSWORD)

    return sign_in


@pytest.fixture
def owner(browser_of: BrowserOf, world: World) -> Browser:
    """The owner of the own business, signed in."""
    return browser_of(Role.OWNER, world.own)
