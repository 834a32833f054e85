"""Every endpoint by every role by own tenant, other tenant, no sign-in: compared with the one table of powers.

The calls are made from the registry, so that a new endpoint is in the matrix by being there. An endpoint with a body
needs a sample in SAMPLES; one without fails the suite.
"""

from typing import Any

import pytest
from chalicelib.http.endpoints import Access, Endpoint
from chalicelib.resources import registry
from flotilla.domain.people import POWERS, Power, Role

from tests.api.client import Answer, Browser
from tests.api.conftest import BrowserOf
from tests.api.world import PASSWORD, Business, World

SAMPLES: dict[str, Any] = {
    "sign_in": {"email": "owner@own.example.com", "password": PASSWORD},
    "create_bot": {"name": "Another bot"},
    "update_bot": {"name": "Renamed"},
    "update_lead": {"fields": {"name": "Sample Name"}},
    "send_message": {"text": "Hello"},
}

ENDPOINTS = [pytest.param(entry, id=f"{entry.method} {entry.path}") for entry in registry()]
OF_A_THING = [pytest.param(entry, id=f"{entry.method} {entry.path}") for entry in registry() if entry.takes.path]


def call(browser: Browser, entry: Endpoint, business: Business) -> Answer:
    """Ask for what the endpoint is for, of the business's things."""
    path = entry.path.removeprefix("/v1").format(bot_id=business.bot.id, lead_id=business.lead)
    return browser.send(entry.method, path, SAMPLES[entry.operation] if entry.takes.body else None)


def may(role: Role, access: Access | Power) -> bool:
    return access in POWERS[role] if isinstance(access, Power) else True


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("entry", ENDPOINTS)
def test_a_role_gets_what_the_table_of_powers_says(
    entry: Endpoint, role: Role, browser_of: BrowserOf, world: World
) -> None:
    answer = call(browser_of(role, world.own), entry, world.own)
    if may(role, entry.access):
        assert answer.status == entry.answers.status, answer.body
    else:
        answer.problem(403, "forbidden")


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("entry", OF_A_THING)
def test_another_tenants_things_are_as_good_as_absent(
    entry: Endpoint, role: Role, browser_of: BrowserOf, world: World
) -> None:
    answer = call(browser_of(role, world.own), entry, world.other)
    answer.problem(*((404, "not_found") if may(role, entry.access) else (403, "forbidden")))


@pytest.mark.parametrize("entry", ENDPOINTS)
def test_without_a_sign_in_only_what_is_public_answers(entry: Endpoint, stranger: Browser, world: World) -> None:
    answer = call(stranger, entry, world.own)
    if entry.access is Access.PUBLIC:
        assert answer.status == entry.answers.status
    else:
        answer.problem(401, "unauthenticated")


@pytest.mark.parametrize("entry", OF_A_THING)
@pytest.mark.parametrize("unknown", ["01K0ABCDEFGHJKMNPQRSTVWXYZ", "nope", "x" * 65, "a%23b", "%C3%A9", "a..b"])
def test_unknown_and_impossible_ids_are_not_found(entry: Endpoint, unknown: str, owner: Browser, world: World) -> None:
    path = entry.path.removeprefix("/v1").format(bot_id=unknown, lead_id=unknown)
    answer = owner.send(entry.method, path, SAMPLES[entry.operation] if entry.takes.body else None)
    answer.problem(404, "not_found")


def test_lists_hold_nothing_of_another_tenant(browser_of: BrowserOf, world: World) -> None:
    own = browser_of(Role.OWNER, world.own)
    for path in ("/bots", "/leads", f"/leads?bot_id={world.other.bot.id}"):
        text = str(own.get(path).body)
        assert world.other.bot.id not in text
        assert world.other.lead not in text


def test_another_tenants_cursor_opens_nothing(browser_of: BrowserOf, world: World) -> None:
    for n in range(2, 4):
        world.services.clock.advance(seconds=1)
        world.write(world.other, f"Secret {n}", f"3EB000000000000000000{n}")
    theirs = browser_of(Role.OWNER, world.other)
    cursor = theirs.get(f"/leads/{world.other.lead}/messages?limit=1").body["next_cursor"]
    answer = browser_of(Role.OWNER, world.own).get(f"/leads/{world.own.lead}/messages?cursor={cursor}")
    assert answer.status in (200, 422)
    assert "Secret" not in str(answer.body)
