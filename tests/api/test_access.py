"""Every endpoint by every role by own tenant, other tenant, no sign-in: compared with the one table of powers.

The calls are made from the registry, so that a new endpoint is in the matrix by being there. An endpoint with a body
needs a sample in tests/api/requests.py; one without fails the suite.
"""

import pytest

from chalicelib.http.endpoints import Access, Endpoint
from chalicelib.resources import registry
from flotilla.domain.people import POWERS, Power, Role
from tests.api.client import Answer, Browser
from tests.api.conftest import BrowserOf
from tests.api.requests import NEW_PASSWORD, headers_of, path_of, path_with, prepare, sample_of
from tests.api.world import Business, World

ENDPOINTS = [pytest.param(entry, id=f"{entry.method} {entry.path}") for entry in registry()]
OF_A_THING = [pytest.param(entry, id=f"{entry.method} {entry.path}") for entry in registry() if entry.takes.path]
OF_A_TENANT = [
    pytest.param(entry, id=f"{entry.method} {entry.path}")
    for entry in registry()
    if entry.takes.path and "token" not in entry.takes.path
]
"""An invitation's link is for whoever has it: the token in it is a secret, and no thing of the tenant that asks."""

WITHOUT_SIGN_IN = (Access.PUBLIC, Access.OPTIONAL)


@pytest.fixture(autouse=True)
def _failed(world: World) -> None:
    """Something to try again, in either business."""
    world.fail(world.own)
    world.fail(world.other)


def call(browser: Browser, entry: Endpoint, business: Business) -> Answer:
    """Ask for what the endpoint is for, of the business's things."""
    return browser.send(entry.method, path_of(entry, business), sample_of(entry, business), headers_of(entry))


def may(role: Role, access: Access | Power) -> bool:
    return access in POWERS[role] if isinstance(access, Power) else True


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("entry", ENDPOINTS)
def test_a_role_gets_what_the_table_of_powers_says(
    entry: Endpoint, role: Role, browser_of: BrowserOf, world: World
) -> None:
    browser = browser_of(role, world.own)
    prepare(entry, world)
    answer = call(browser, entry, world.own)
    if may(role, entry.access):
        assert answer.status == entry.answers.status, answer.body
    else:
        answer.problem(403, "forbidden")


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("entry", OF_A_TENANT)
def test_another_tenants_things_are_as_good_as_absent(
    entry: Endpoint, role: Role, browser_of: BrowserOf, world: World
) -> None:
    answer = call(browser_of(role, world.own), entry, world.other)
    answer.problem(*((404, "not_found") if may(role, entry.access) else (403, "forbidden")))


@pytest.mark.parametrize("entry", ENDPOINTS)
def test_without_a_sign_in_only_what_is_public_answers(entry: Endpoint, stranger: Browser, world: World) -> None:
    answer = call(stranger, entry, world.own)
    if entry.access in WITHOUT_SIGN_IN:
        assert answer.status == entry.answers.status
    else:
        answer.problem(401, "unauthenticated")


@pytest.mark.parametrize("entry", OF_A_THING)
@pytest.mark.parametrize("unknown", ["01K0ABCDEFGHJKMNPQRSTVWXYZ", "nope", "x" * 65, "a%23b", "%C3%A9", "a..b"])
def test_unknown_and_impossible_ids_are_not_found(entry: Endpoint, unknown: str, owner: Browser, world: World) -> None:
    answer = owner.send(entry.method, path_with(entry, unknown), sample_of(entry, world.own))
    answer.problem(404, "not_found")


def test_lists_hold_nothing_of_another_tenant(browser_of: BrowserOf, world: World) -> None:
    own = browser_of(Role.OWNER, world.own)
    paths = [entry.path.removeprefix("/v1") for entry in registry() if entry.method == "GET" and not entry.takes.path]
    for path in (*paths, f"/leads?bot_id={world.other.bot.id}", f"/audit?subject={world.other.bot.id}"):
        text = str(own.get(path).body)
        for theirs in (world.other.bot.id, world.other.lead, world.other.tenant.id, world.other.owner.email):
            assert theirs not in text, path


def test_another_tenants_cursor_opens_nothing(browser_of: BrowserOf, world: World) -> None:
    for n in range(2, 4):
        world.services.clock.advance(seconds=1)
        world.write(world.other, f"Secret {n}", f"3EB000000000000000000{n}")
    theirs = browser_of(Role.OWNER, world.other)
    cursor = theirs.get(f"/leads/{world.other.lead}/messages?limit=1").body["next_cursor"]
    answer = browser_of(Role.OWNER, world.own).get(f"/leads/{world.own.lead}/messages?cursor={cursor}")
    assert answer.status in (200, 422)
    assert "Secret" not in str(answer.body)


def test_another_workspaces_cursor_of_the_audit_log_opens_nothing(browser_of: BrowserOf, world: World) -> None:
    theirs, own = browser_of(Role.OWNER, world.other), browser_of(Role.OWNER, world.own)
    cursor = theirs.get("/audit?limit=1").body["next_cursor"]
    assert cursor
    answer = own.get(f"/audit?cursor={cursor}")
    assert answer.status in (200, 422)
    for private in (world.other.owner.email, world.other.bot.id, world.other.tenant.id):
        assert private not in str(answer.body)


def test_somebody_who_only_knows_a_workspaces_id_does_not_get_in(owner: Browser, world: World) -> None:
    owner.post("/auth/switch", {"tenant_id": world.other.tenant.id}).problem(404, "not_found")
    assert owner.get("/me").body["tenant"]["id"] == world.own.tenant.id


@pytest.mark.parametrize("entry", ENDPOINTS)
def test_who_was_deactivated_is_out_at_once(entry: Endpoint, browser_of: BrowserOf, world: World) -> None:
    admin = browser_of(Role.ADMIN, world.own)
    assert (
        browser_of(Role.OWNER, world.own).patch(f"/team/{world.own.people[Role.ADMIN].id}", {"active": False}).status
        == 200
    )
    answer = call(admin, entry, world.own)
    if entry.access not in WITHOUT_SIGN_IN:
        answer.problem(401, "unauthenticated")
    elif entry.operation == "sign_in":
        assert answer.status == 200


@pytest.mark.parametrize("entry", ENDPOINTS)
def test_a_token_from_before_signing_out_everywhere_is_void(
    entry: Endpoint, browser_of: BrowserOf, world: World
) -> None:
    here, there = browser_of(Role.OWNER, world.own), browser_of(Role.OWNER, world.own)
    changed = here.post("/auth/password", {"current": "a sample password", "new": NEW_PASSWORD + "!"})
    assert changed.status == 200
    answer = call(there, entry, world.own)
    if entry.access not in WITHOUT_SIGN_IN:
        answer.problem(401, "unauthenticated")
    assert here.get("/me").status == 200
