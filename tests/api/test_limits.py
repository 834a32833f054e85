"""Limits: who asks too often is told when to come back, and nobody else suffers."""

from typing import Any

from chalice.test import Client

from flotilla.domain.people import Role
from tests.api.client import Browser
from tests.api.conftest import BrowserOf
from tests.api.contract import Contract
from tests.api.world import PASSWORD, World


def told_to_wait(answer: Any) -> int:
    """The seconds; fail unless the answer is a refusal that names them."""
    answer.problem(429, "rate_limited")
    return int(answer.headers["retry-after"])


def test_a_workspace_that_asks_too_much_is_slowed_down_alone(
    owner: Browser, browser_of: BrowserOf, world: World
) -> None:
    answers = [owner.get("/bots") for _ in range(120)]
    first = next(n for n, answer in enumerate(answers) if answer.status == 429)
    assert 95 <= first <= 110
    assert told_to_wait(answers[-1]) == 1
    assert browser_of(Role.OWNER, world.other).get("/bots").status == 200
    world.services.clock.advance(seconds=1)
    assert owner.get("/bots").status == 200


def test_wrong_passwords_lock_the_sign_in_for_a_while_even_for_the_right_one(stranger: Browser, world: World) -> None:
    email = world.own.owner.email
    for _ in range(5):
        stranger.post("/auth/login", {"email": email, "password": "wrong"}).problem(401, "wrong_credentials")
    right = {"email": email, "password": PASSWORD}
    assert told_to_wait(stranger.post("/auth/login", right)) == 60
    world.services.clock.advance(seconds=60)
    assert stranger.post("/auth/login", right).status == 200


def test_an_unknown_address_is_locked_like_a_known_one(stranger: Browser) -> None:
    body = {"email": "nobody@example.com", "password": "wrong"}
    answers = [stranger.post("/auth/login", body) for _ in range(6)]
    assert [answer.status for answer in answers] == [401] * 5 + [429]


def test_one_place_tries_so_many_addresses_and_no_more(client: Client, contract: Contract, world: World) -> None:
    stranger = Browser(client, contract)
    answers = [
        stranger.post("/auth/login", {"email": f"nobody-{n}@example.com", "password": "wrong"}) for n in range(11)
    ]
    assert [answer.status for answer in answers] == [401] * 10 + [429]
    assert told_to_wait(answers[-1]) <= 60
