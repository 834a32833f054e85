"""Sign in with Google, in a real browser against the local OpenID provider: the honest way, and every crooked one.

The provider puts whatever a person's claims say into the id token, so that it can be made to issue tokens that have
expired, are for somebody else, or don't vouch for the address.
"""

import re
import time
from typing import Any
from urllib.parse import parse_qs, quote, urlencode, urlsplit

import httpx
import pytest
from playwright.sync_api import Page, expect

from infra.local.config import LocalConfig
from tests.e2e.client import Api
from tests.stack import Stack

pytestmark = pytest.mark.browser


class Provider:
    """The local OpenID provider: who it knows, and what it says of them."""

    def __init__(self, stack: Stack) -> None:
        self.issuer = LocalConfig(stack.folder, stack.port).oidc_issuer

    def knows(self, subject: str, **claims: Any) -> str:
        """Have it know a person, vouching for their address unless the claims say otherwise; returns the subject."""
        told = {"email": subject, "email_verified": True, "name": "Sample Person", **claims}
        httpx.put(f"{self.issuer}/users/{quote(subject)}", json=told).raise_for_status()
        return subject


@pytest.fixture
def provider(stack: Stack) -> Provider:
    return Provider(stack)


def site(stack: Stack, path: str = "/") -> str:
    return str(stack.endpoints["site"]).rstrip("/") + path


def go_to_provider(page: Page, stack: Stack) -> None:
    """Click the link on the sign-in page, as people do."""
    page.goto(site(stack))
    page.get_by_role("link", name="Sign in with Google").click()
    expect(page.get_by_role("heading", name="Authorize Client")).to_be_visible()


def choose(page: Page, person: str) -> None:
    """On the provider's page: be this person."""
    page.get_by_placeholder("sub").fill(person)
    page.get_by_role("button", name="Authorize", exact=True).click()


def answer_for(page: Page, stack: Stack, person: str) -> str:
    """The address that the provider would send this browser back to. It is not gone to."""
    go_to_provider(page, stack)
    answer = page.request.post(page.url, form={"sub": person}, max_redirects=0)
    assert answer.status == 302, answer.text()
    return str(answer.headers["location"])


def changed(url: str, **parts: str) -> str:
    """The address with other values of its parameters."""
    query = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
    return f"{url.partition('?')[0]}?{urlencode({**query, **parts})}"


def parameter(url: str, name: str) -> str:
    return parse_qs(urlsplit(url).query)[name][0]


def expect_refused(page: Page, stack: Stack, error: str) -> None:
    """The sign-in page says why, and nobody is signed in."""
    expect(page).to_have_url(site(stack, f"/sign-in?error={error}"))
    expect(page.get_by_role("alert")).to_be_visible()
    assert is_nobody(page, stack)


def is_nobody(page: Page, stack: Stack) -> bool:
    """Whether the browser is not signed in."""
    return page.request.get(f"{stack.endpoints['api']}/me").status == 401


@pytest.mark.parametrize(("account", "home"), [("admin", "/"), ("vendor", "/sales")])
def test_people_come_in_where_their_role_lives(page: Page, stack: Stack, account: str, home: str) -> None:
    go_to_provider(page, stack)
    email = stack.endpoints[account]["email"]
    page.get_by_role("button", name=email).click()
    expect(page.get_by_role("navigation", name="Pages").or_(page.get_by_role("banner")).first).to_be_visible()
    assert urlsplit(page.url).path.startswith(home)
    me = page.request.get(f"{stack.endpoints['api']}/me").json()
    assert (me["user"]["email"], me["role"] == "vendor") == (email, account == "vendor")
    names = {cookie["name"]: cookie for cookie in page.context.cookies()}
    assert "flotilla_sign_in" not in names
    session = names["flotilla_session"]
    assert (session["httpOnly"], session["sameSite"]) == (True, "Lax")
    assert session["expires"] == pytest.approx(time.time() + 7 * 86_400, abs=300)


def test_a_deep_link_is_gone_to_afterwards(page: Page, stack: Stack) -> None:
    page.goto(site(stack, f"/api/v1/auth/google/start?{urlencode({'next': '/leads?status=qualified'})}"))
    choose(page, stack.endpoints["admin"]["email"])
    expect(page).to_have_url(site(stack, "/leads?status=qualified"))
    expect(page.get_by_role("heading", level=1, name="Leads")).to_be_visible()


def test_a_link_that_would_lead_elsewhere_leads_home(page: Page, stack: Stack) -> None:
    page.goto(site(stack, f"/api/v1/auth/google/start?{urlencode({'next': '//elsewhere.example/'})}"))
    choose(page, stack.endpoints["admin"]["email"])
    expect(page.get_by_role("navigation", name="Pages")).to_be_visible()
    assert page.url.startswith(site(stack))


def test_the_provider_is_asked_with_state_nonce_and_a_pkce_challenge(page: Page, stack: Stack) -> None:
    go_to_provider(page, stack)
    asked = {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}
    assert (asked["response_type"], asked["code_challenge_method"]) == ("code", "S256")
    assert {"openid", "email"} <= set(asked["scope"].split())
    assert asked["redirect_uri"] == site(stack, "/api/v1/auth/google/callback")
    assert all(len(asked[name]) >= 20 for name in ("state", "nonce", "code_challenge"))


def test_a_wrong_state_is_refused(page: Page, stack: Stack) -> None:
    answer = answer_for(page, stack, stack.endpoints["admin"]["email"])
    page.goto(changed(answer, state="made-up"))
    expect_refused(page, stack, "bad_state")


def test_an_answer_for_another_browser_is_refused(page: Page, other_page: Page, stack: Stack) -> None:
    """Else a link could sign somebody in as the one who sent it."""
    answer = answer_for(page, stack, stack.endpoints["admin"]["email"])
    other_page.goto(answer)
    expect_refused(other_page, stack, "bad_state")
    page.goto(answer)
    expect_refused(page, stack, "bad_state")


def test_a_replayed_answer_and_a_replayed_code_are_refused(page: Page, stack: Stack) -> None:
    person = stack.endpoints["admin"]["email"]
    used = answer_for(page, stack, person)
    page.goto(used)
    expect(page.get_by_role("navigation", name="Pages")).to_be_visible()

    page.context.clear_cookies()
    page.goto(used)
    expect_refused(page, stack, "bad_state")

    fresh = answer_for(page, stack, person)
    page.goto(changed(fresh, code=parameter(used, "code")))
    expect_refused(page, stack, "bad_code")


@pytest.mark.parametrize(
    "claims",
    [
        pytest.param({"exp": 1_600_000_000}, id="expired"),
        pytest.param({"aud": "another-client"}, id="for another client"),
        pytest.param({"iss": "https://elsewhere.example"}, id="of another issuer"),
        pytest.param({"nonce": "of another sign-in"}, id="for another sign-in"),
    ],
)
def test_an_id_token_that_is_not_for_this_sign_in_is_refused(
    page: Page, stack: Stack, provider: Provider, claims: dict[str, Any]
) -> None:
    # The account is another subject at the provider, with the admin's address.
    person = provider.knows("crooked@example.com", **{**claims, "email": stack.endpoints["admin"]["email"]})
    go_to_provider(page, stack)
    choose(page, person)
    expect_refused(page, stack, "bad_id_token")


@pytest.mark.parametrize("verified", [False, None, "false", 1])
def test_an_address_that_the_provider_does_not_vouch_for_is_nobodys(
    page: Page, stack: Stack, provider: Provider, verified: object
) -> None:
    claims = {"email": stack.endpoints["admin"]["email"], "email_verified": verified}
    person = provider.knows("unverified@example.com", **claims)
    go_to_provider(page, stack)
    choose(page, person)
    expect_refused(page, stack, "email_unverified")


def test_a_change_of_mind_at_the_provider_leads_back(page: Page, stack: Stack) -> None:
    go_to_provider(page, stack)
    page.get_by_role("button", name="Deny").click()
    expect(page).to_have_url(re.compile(r"/sign-in\?error="))
    expect(page.get_by_role("alert")).to_be_visible()
    assert is_nobody(page, stack)


def test_somebody_whom_nobody_invited_gets_a_friendly_page(page: Page, stack: Stack, provider: Provider) -> None:
    person = provider.knows("uninvited@example.com")
    go_to_provider(page, stack)
    choose(page, person)
    expect(page).to_have_url(site(stack, "/no-access"))
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert is_nobody(page, stack)


def test_an_invited_person_comes_in_and_once_deactivated_stays_out(
    page: Page, stack: Stack, provider: Provider
) -> None:
    admin = Api(stack)
    person = provider.knows("invited@example.com", name="Sample Newcomer")
    invited = admin.post("/team/invitations", {"email": person, "role": "viewer"})
    page.goto(site(stack, f"/api/v1/auth/google/start?{urlencode({'invitation': invited['token']})}"))
    choose(page, person)
    expect(page.get_by_role("navigation", name="Pages")).to_be_visible()
    me = page.request.get(f"{stack.endpoints['api']}/me").json()
    assert (me["user"]["name"], me["role"], me["has_password"]) == ("Sample Newcomer", "viewer", False)

    answer = admin.http.patch(f"/team/{me['user']['id']}", json={"active": False})
    assert answer.status_code == 200, answer.text
    assert is_nobody(page, stack)
    page.context.clear_cookies()
    go_to_provider(page, stack)
    choose(page, person)
    expect(page).to_have_url(site(stack, "/no-access?reason=deactivated"))
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert is_nobody(page, stack)
