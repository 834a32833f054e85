"""Sign-in by provider: wherever it ends, a browser lands on a page, and only an honest one is signed in."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from flotilla.domain.people import Role
from tests.api.client import Answer, Browser
from tests.api.conftest import BrowserOf
from tests.api.requests import NEW_PASSWORD
from tests.api.world import World

CALLBACK = "/auth/google/callback"


def begin(browser: Browser, query: str = "") -> str:
    """Start; returns the state that the provider will bring back."""
    answer = browser.get(f"/auth/google/start{query}")
    assert answer.status == 302
    (state,) = parse_qs(urlsplit(str(answer.headers["location"])).query)["state"]
    return state


def finish(browser: Browser, world: World, state: str, email: str, *, email_verified: bool = True) -> Answer:
    """Come back from the provider, which vouches for the address."""
    code = world.services.provider.vouch("code-1", email, email_verified=email_verified)
    return browser.get(f"{CALLBACK}?code={code}&state={state}&scope=openid+email&authuser=0")


def refused(answer: Answer, code: str) -> None:
    """Fail unless the browser is sent to the sign-in page with this error, signed in as nobody."""
    assert (answer.status, answer.headers["location"]) == (302, f"/sign-in?error={code}")
    assert not any(line.startswith("flotilla_session=") for line in answer.headers.get("set-cookie", []))


def test_the_start_binds_the_answer_to_this_browser(stranger: Browser) -> None:
    answer = stranger.get("/auth/google/start")
    (cookie,) = answer.headers["set-cookie"]
    pair, *attributes = cookie.split("; ")
    assert set(attributes) == {"HttpOnly", "Secure", "SameSite=Lax", "Path=/api/v1/auth/google", "Max-Age=600"}
    assert pair.partition("=")[2] not in answer.headers["location"]
    assert answer.body == b""


@pytest.mark.parametrize(("role", "home"), [(Role.OWNER, "/"), (Role.VIEWER, "/"), (Role.VENDOR, "/sales")])
def test_who_comes_back_is_signed_in_where_their_role_lives(
    stranger: Browser, world: World, role: Role, home: str
) -> None:
    person = world.own.people[role]
    answer = finish(stranger, world, begin(stranger), person.email.upper())
    assert (answer.status, answer.headers["location"]) == (302, home)
    assert list(stranger.cookies) == ["flotilla_session"]
    assert stranger.get("/me").body["user"]["id"] == person.id


def test_a_path_of_this_site_is_gone_to_and_no_other(stranger: Browser, world: World) -> None:
    owner = world.own.owner.email
    for wanted, reached in (
        ("/leads%3Fstatus=qualified", "/leads?status=qualified"),
        ("/caf%C3%A9", "/caf%C3%A9"),
        ("https://elsewhere.example", "/"),
        ("//elsewhere.example", "/"),
        ("/%5Celsewhere.example", "/"),
        ("/%0d%0aSet-Cookie:%20x=y", "/"),
    ):
        answer = finish(stranger, world, begin(stranger, f"?next={wanted}"), owner)
        assert answer.headers["location"] == reached


def test_an_answer_is_good_once(stranger: Browser, world: World) -> None:
    state = begin(stranger)
    before = dict(stranger.cookies)
    assert finish(stranger, world, state, world.own.owner.email).headers["location"] == "/"
    stranger.cookies = before
    refused(finish(stranger, world, state, world.own.owner.email), "bad_state")


def test_an_answer_for_another_browser_is_worth_nothing(stranger: Browser, browser_of: BrowserOf, world: World) -> None:
    other = browser_of(Role.VIEWER, world.other)
    state = begin(stranger)
    refused(finish(other, world, state, world.own.owner.email), "bad_state")
    refused(finish(stranger, world, state, world.own.owner.email), "bad_state")


@pytest.mark.parametrize("query", ["", "?code=x", "?code=x&state=made-up", "?state=" + "x" * 5000, "?error=oops"])
def test_an_answer_nobody_asked_for_ends_on_the_sign_in_page(stranger: Browser, query: str) -> None:
    refused(stranger.get(CALLBACK + query), "bad_state")


def test_an_answer_that_comes_too_late_is_refused(stranger: Browser, world: World) -> None:
    state = begin(stranger)
    world.services.clock.advance(timedelta(minutes=10))
    refused(finish(stranger, world, state, world.own.owner.email), "bad_state")


def test_a_refusal_at_the_provider_and_a_made_up_code_are_told_apart(stranger: Browser) -> None:
    refused(stranger.get(f"{CALLBACK}?error=access_denied&state={begin(stranger)}"), "refused")
    refused(stranger.get(f"{CALLBACK}?code=made-up&state={begin(stranger)}"), "bad_code")


def test_an_address_that_the_provider_does_not_vouch_for_is_nobodys(stranger: Browser, world: World) -> None:
    answer = finish(stranger, world, begin(stranger), world.own.owner.email, email_verified=False)
    refused(answer, "email_unverified")


def test_who_was_deactivated_is_told_so(stranger: Browser, owner: Browser, world: World) -> None:
    vendor = world.own.people[Role.VENDOR]
    assert owner.patch(f"/team/{vendor.id}", {"active": False}).status == 200
    answer = finish(stranger, world, begin(stranger), vendor.email)
    assert (answer.status, answer.headers["location"]) == (302, "/no-access?reason=deactivated")
    stranger.get("/me").problem(401, "unauthenticated")


def test_a_newcomer_has_a_workspace_of_their_own_where_sign_up_is_open(stranger: Browser, world: World) -> None:
    assert finish(stranger, world, begin(stranger), "newcomer@example.com").headers["location"] == "/"
    me = stranger.get("/me").body
    assert (me["role"], me["has_password"]) == ("owner", False)
    assert me["tenant"]["id"] not in (world.own.tenant.id, world.other.tenant.id)


def test_an_invitation_is_accepted_on_the_way(stranger: Browser, owner: Browser, world: World) -> None:
    made = owner.post("/team/invitations", {"email": "newcomer@example.com", "role": "editor"}).body
    state = begin(stranger, f"?invitation={made['token']}")
    assert finish(stranger, world, state, "newcomer@example.com").headers["location"] == "/"
    me = stranger.get("/me").body
    assert (me["role"], me["tenant"]["id"]) == ("editor", world.own.tenant.id)
    assert stranger.post("/auth/password", {"new": NEW_PASSWORD}).status == 200
    assert stranger.get("/me").body["has_password"] is True


def test_an_invitation_for_another_address_is_not_accepted(stranger: Browser, world: World) -> None:
    state = begin(stranger, f"?invitation={world.own.invitation.secret}")
    refused(finish(stranger, world, state, "somebody-else@example.com"), "other_address")


def test_where_there_is_no_provider_one_is_told_so(stranger: Browser, world: World) -> None:
    world.services.provider.offered = False
    refused(stranger.get("/auth/google/start"), "no_provider")


def test_too_many_starts_from_one_place_are_slowed_down(stranger: Browser) -> None:
    for _ in range(10):
        begin(stranger)
    refused(stranger.get("/auth/google/start"), "rate_limited")
