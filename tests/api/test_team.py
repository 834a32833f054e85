"""The team: roles change, people come and go, and the workspace keeps an owner."""

from datetime import timedelta

import pytest

from flotilla.domain.people import Role
from tests.api.client import Browser
from tests.api.conftest import BrowserOf
from tests.api.requests import NEW_PASSWORD
from tests.api.world import PASSWORD, World


def test_the_team_is_listed_with_what_admins_need_to_know(owner: Browser, world: World) -> None:
    items = owner.get("/team").body["items"]
    assert {item["email"] for item in items} == {
        *(person.email for person in world.own.people.values()),
        world.own.colleague.email,
    }
    me = next(item for item in items if item["user_id"] == world.own.owner.id)
    assert (me["role"], me["active"], me["managed_by"]) == ("owner", True, None)
    assert me["last_sign_in_at"] == "2026-01-01T12:00:00.000Z"


def test_a_new_role_counts_at_the_next_request(owner: Browser, browser_of: BrowserOf, world: World) -> None:
    viewer = browser_of(Role.VIEWER, world.own)
    path = f"/team/{world.own.people[Role.VIEWER].id}"
    assert owner.patch(path, {"role": "editor"}).body["role"] == "editor"
    assert viewer.get("/me").body["role"] == "editor"
    assert viewer.post("/bots", {"name": "Mine"}).status == 201


@pytest.mark.parametrize(
    ("role", "gives"),
    [
        (Role.OWNER, ["owner", "admin", "editor", "viewer", "vendor"]),
        (Role.ADMIN, ["admin", "editor", "viewer", "vendor"]),
        (Role.EDITOR, []),
    ],
)
def test_people_learn_which_roles_they_may_give(
    role: Role, gives: list[str], browser_of: BrowserOf, world: World
) -> None:
    browser = browser_of(role, world.own)
    assert browser.get("/me").body["roles_to_give"] == gives
    for wanted in Role:
        answer = browser.post("/team/invitations", {"email": f"{wanted}@example.org", "role": wanted.value})
        assert answer.status == (201 if wanted.value in gives else 403)


def test_who_is_kept_out_is_out_and_comes_back(owner: Browser, browser_of: BrowserOf, world: World) -> None:
    editor, path = browser_of(Role.EDITOR, world.own), f"/team/{world.own.people[Role.EDITOR].id}"
    assert owner.patch(path, {"active": False}).body["active"] is False
    editor.get("/me").problem(401, "unauthenticated")
    assert owner.patch(path, {"active": True}).status == 200
    assert editor.get("/me").status == 200


def test_the_last_owner_stays(owner: Browser, world: World) -> None:
    path = f"/team/{world.own.owner.id}"
    owner.patch(path, {"role": "admin"}).problem(409, "last_owner")
    owner.patch(path, {"active": False}).problem(409, "last_owner")
    owner.send("DELETE", path).problem(409, "last_owner")
    assert owner.patch(f"/team/{world.own.colleague.id}", {"role": "owner"}).status == 200
    assert owner.patch(path, {"role": "viewer"}).status == 200


def test_an_admin_neither_makes_nor_unmakes_owners(browser_of: BrowserOf, world: World) -> None:
    admin = browser_of(Role.ADMIN, world.own)
    admin.patch(f"/team/{world.own.colleague.id}", {"role": "owner"}).problem(403, "forbidden")
    admin.patch(f"/team/{world.own.owner.id}", {"role": "viewer"}).problem(403, "forbidden")
    admin.delete(f"/team/{world.own.owner.id}").problem(403, "forbidden")
    admin.post("/team/invitations", {"email": "new@example.com", "role": "owner"}).problem(403, "forbidden")


def test_who_was_removed_is_gone_and_may_be_invited_again(owner: Browser, world: World) -> None:
    path = f"/team/{world.own.colleague.id}"
    assert owner.delete(path).status == 204
    owner.delete(path).problem(404, "not_found")
    body = {"email": world.own.colleague.email, "role": "vendor"}
    assert owner.post("/team/invitations", body).status == 201


def test_the_link_of_an_invitation_is_told_once(owner: Browser, stranger: Browser) -> None:
    made = owner.post("/team/invitations", {"email": " New@Example.com ", "role": "vendor"}).body
    assert made["url"] == f"https://bots.example.com/invitations/{made['token']}"
    listed = next(item for item in owner.get("/team/invitations").body["items"] if item["id"] == made["id"])
    assert (listed["email"], listed["state"]) == ("new@example.com", "open")
    assert made["token"] not in str(owner.get("/team/invitations").body)
    assert made["token"] not in str(owner.get("/audit").body)
    offer = stranger.get(f"/invitations/{made['token']}").body
    assert (offer["workspace"], offer["email"], offer["role"]) == ("Own Sample Ltd", "n•••@example.com", "vendor")


def test_a_newcomer_accepts_with_a_name_and_a_password(stranger: Browser, world: World) -> None:
    path = f"/invitations/{world.own.invitation.secret}/accept"
    told = stranger.post(path, {"name": "Sample newcomer"}).problem(422, "invalid_input")
    assert list(told["fields"]) == ["password"]
    answer = stranger.post(path, {"name": "Sample newcomer", "password": NEW_PASSWORD})
    assert answer.status == 200
    assert (answer.body["role"], answer.body["user"]["name"]) == ("editor", "Sample newcomer")
    assert stranger.get("/me").body["tenant"]["id"] == world.own.tenant.id
    stranger.post(path, {"name": "Again", "password": NEW_PASSWORD}).problem(409, "invitation_accepted")


def test_who_has_an_account_gives_its_password_or_is_signed_in(
    owner: Browser, stranger: Browser, browser_of: BrowserOf, world: World
) -> None:
    person = world.other.people[Role.EDITOR]
    made = owner.post("/team/invitations", {"email": person.email, "role": "viewer"}).body
    path = f"/invitations/{made['token']}/accept"
    stranger.post(path, {"name": "Thief", "password": NEW_PASSWORD}).problem(401, "account_exists")
    browser_of(Role.VIEWER, world.other).post(path, {}).problem(409, "other_address")
    signed_in = browser_of(Role.EDITOR, world.other)
    assert signed_in.post(path, {}).body["tenant"]["id"] == world.own.tenant.id
    places = {one["name"]: one["role"] for one in signed_in.get("/me").body["tenants"]}
    assert places == {"Other Sample Ltd": "editor", "Own Sample Ltd": "viewer"}
    assert signed_in.post("/auth/switch", {"tenant_id": world.other.tenant.id}).body["role"] == "editor"
    assert signed_in.get("/me").body["tenant"]["id"] == world.other.tenant.id


@pytest.mark.parametrize("end", ["revoke", "expire"])
def test_a_link_that_ended_opens_nothing(owner: Browser, stranger: Browser, world: World, end: str) -> None:
    secret, invitation = world.own.invitation.secret, world.own.invitation.invitation
    if end == "revoke":
        assert owner.delete(f"/team/invitations/{invitation.id}").status == 204
    else:
        world.services.clock.advance(timedelta(days=7))
    state = {"revoke": "revoked", "expire": "expired"}[end]
    assert stranger.get(f"/invitations/{secret}").body["state"] == state
    body = {"name": "Late", "password": NEW_PASSWORD}
    stranger.post(f"/invitations/{secret}/accept", body).problem(409, f"invitation_{state}")


@pytest.mark.parametrize("password", ["short", "aaaaaaaaaaaaaaaa"])
def test_a_poor_password_is_refused(owner: Browser, password: str) -> None:
    owner.post("/auth/password", {"current": PASSWORD, "new": password}).problem(422, "invalid_input")


def test_a_new_password_needs_the_old_one_and_signs_out_elsewhere(browser_of: BrowserOf, world: World) -> None:
    here, there = browser_of(Role.EDITOR, world.own), browser_of(Role.EDITOR, world.own)
    told = here.post("/auth/password", {"current": "wrong", "new": NEW_PASSWORD}).problem(422, "invalid_input")
    assert list(told["fields"]) == ["current"]
    assert there.get("/me").status == 200
    assert here.post("/auth/password", {"current": PASSWORD, "new": NEW_PASSWORD}).status == 200
    assert here.get("/me").status == 200
    there.get("/me").problem(401, "unauthenticated")


def test_signing_out_everywhere_means_everywhere(browser_of: BrowserOf, world: World) -> None:
    here, there = browser_of(Role.EDITOR, world.own), browser_of(Role.EDITOR, world.own)
    kept = dict(here.cookies)
    assert here.post("/auth/logout-everywhere").status == 204
    assert here.cookies == {}
    here.cookies = kept
    for browser in (here, there):
        browser.get("/me").problem(401, "unauthenticated")
