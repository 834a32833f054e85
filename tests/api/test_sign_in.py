"""Signing in and out: the cookie, what pages learn of the person, and what an intruder does not."""

from datetime import timedelta

import pytest

from flotilla.domain.people import POWERS, Role
from tests.api.client import Browser
from tests.api.conftest import BrowserOf
from tests.api.world import PASSWORD, World


def test_signing_in_gives_the_person_and_a_cookie_out_of_scripts_reach(stranger: Browser, world: World) -> None:
    admin = world.own.people[Role.ADMIN]
    answer = stranger.post("/auth/login", {"email": f" {admin.email.upper()} ", "password": PASSWORD})
    assert answer.status == 200
    assert answer.body == {
        "user": {"id": admin.id, "email": admin.email, "name": admin.name},
        "role": "admin",
        "tenant": {"id": world.own.tenant.id, "name": "Own Sample Ltd"},
    }
    (cookie,) = answer.headers["set-cookie"]
    name_and_value, *attributes = cookie.split("; ")
    assert name_and_value.startswith("flotilla_session=")
    assert set(attributes) == {"HttpOnly", "Secure", "SameSite=Lax", "Path=/", "Max-Age=604800"}


def test_the_cookie_signs_in_what_follows(stranger: Browser, world: World) -> None:
    stranger.get("/me").problem(401, "unauthenticated")
    stranger.sign_in(world.own.people[Role.VENDOR].email, PASSWORD)
    answer = stranger.get("/me")
    assert answer.status == 200
    assert answer.body["role"] == "vendor"
    assert answer.body["tenant"]["name"] == "Own Sample Ltd"
    assert set(answer.body["powers"]) == {power.value for power in POWERS[Role.VENDOR]}
    assert answer.body["config"] == {
        "simulator_url": "http://localhost:4700",
        "whatsapp_url": "https://web.whatsapp.com/",
        "websocket_url": "wss://sockets.example.com/api",
        "stage": "staging",
        "sign_up_open": True,
    }


def test_signing_out_makes_the_browser_forget(owner: Browser) -> None:
    answer = owner.post("/auth/logout")
    assert answer.status == 204
    assert answer.body == b""
    assert owner.cookies == {}
    owner.get("/me").problem(401, "unauthenticated")
    assert owner.post("/auth/logout").status == 204


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(stranger: Browser, world: World) -> None:
    email = world.own.people[Role.ADMIN].email
    wrong = stranger.post("/auth/login", {"email": email, "password": "something else"})
    unknown = stranger.post("/auth/login", {"email": "nobody@example.com", "password": PASSWORD})
    told = [answer.problem(401, "wrong_credentials") for answer in (wrong, unknown)]
    assert told[0]["detail"] == told[1]["detail"]
    assert "set-cookie" not in wrong.headers


def test_a_sign_in_ends_after_seven_days(owner: Browser, world: World) -> None:
    world.services.clock.advance(timedelta(days=6, hours=23))
    assert owner.get("/me").status == 200
    world.services.clock.advance(timedelta(hours=1))
    owner.get("/me").problem(401, "unauthenticated")


def test_a_removed_member_is_out_at_once(browser_of: BrowserOf, world: World) -> None:
    editor = browser_of(Role.EDITOR, world.own)
    del world.services.store.members[world.own.tenant.id, world.own.people[Role.EDITOR].id]
    editor.get("/me").problem(401, "unauthenticated")


@pytest.mark.parametrize("cookie", ["", "nonsense", "a.b.c", "x" * 5000, "%00", 'quo"ted'])
def test_a_forged_cookie_signs_nobody_in(stranger: Browser, cookie: str) -> None:
    stranger.cookies["flotilla_session"] = cookie
    stranger.get("/me").problem(401, "unauthenticated")


def test_other_softwares_cookies_on_the_host_do_no_harm(owner: Browser) -> None:
    owner.cookies = {"prefs": '{"theme":"dark", "x":[1,2]}', "weird[]": "a=b=c", **owner.cookies, "": "", "last": "é"}
    assert owner.get("/me").status == 200
