"""Signing in and out: passwords, what wrong ones cost, and how many pages one may have open."""

from datetime import timedelta

import pytest

from flotilla.bootstrap import in_memory
from flotilla.domain.errors import (
    FlotillaError,
    RateLimitedError,
    UnauthenticatedError,
)
from flotilla.domain.ids import ConnectionId
from flotilla.domain.people import Principal, Role
from flotilla.settings import read_settings
from tests.unit.services.world import TENANT, World

GOOD = "a good password"


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def owner(world: World) -> Principal:
    return world.join("OWNER", Role.OWNER, password=GOOD)


def test_wrong_passwords_lock_longer_and_longer_and_the_right_one_forgives(world: World) -> None:
    world.join("V", Role.VENDOR, password=GOOD)

    def wrong() -> FlotillaError:
        with pytest.raises(FlotillaError) as error:
            world.core.sign_in("v@example.com", "wrong")
        return error.value

    waits = []
    for _ in range(9):
        while not isinstance(refused := wrong(), RateLimitedError):
            pass
        waits.append(refused.retry_after)
        with pytest.raises(RateLimitedError):
            world.core.sign_in("v@example.com", GOOD)
        world.core.clock.advance(timedelta(seconds=refused.retry_after))
    assert waits == [60, 120, 240, 480, 900, 900, 900, 900, 900]
    world.core.sign_in("v@example.com", GOOD)
    assert isinstance(wrong(), UnauthenticatedError)


def test_an_unknown_address_locks_just_the_same(world: World) -> None:
    codes = []
    for _ in range(6):
        with pytest.raises(FlotillaError) as error:
            world.core.sign_in("nobody@example.com", "wrong")
        codes.append(error.value.code)
    assert codes == ["wrong_credentials"] * 5 + ["rate_limited"]


def test_one_network_address_may_not_try_many_accounts() -> None:
    world = World()
    world.core = in_memory(read_settings({"RATE_LIMIT_SIGN_INS_PER_MINUTE": "10"}))

    def attempt(n: int, address: str) -> str:
        with pytest.raises(FlotillaError) as error:
            world.core.sign_in(f"somebody{n}@example.com", "wrong", address=address)
        return error.value.code

    assert [attempt(n, "192.0.2.1") for n in range(11)] == ["wrong_credentials"] * 10 + ["rate_limited"]
    assert attempt(12, "192.0.2.2") == "wrong_credentials"
    world.core.clock.advance(seconds=6)
    assert attempt(13, "192.0.2.1") == "wrong_credentials"


def test_signing_out_everywhere_voids_every_token_and_closes_every_socket(world: World, owner: Principal) -> None:
    tokens = [world.core.sign_in(owner.email, GOOD).token for _ in range(2)]
    world.core.open_connection(world.core.issue_ticket(owner).secret, ConnectionId("page"))
    world.core.sign_out_everywhere(owner)
    for token in tokens:
        with pytest.raises(UnauthenticatedError):
            world.core.authenticate(token)
    assert world.core.sockets.closed == {"page": "access_ended"}
    assert world.core.authenticate(world.core.sign_in(owner.email, GOOD).token).user == owner.user


def test_a_new_password_needs_the_old_one_and_ends_other_sign_ins(world: World, owner: Principal) -> None:
    old = world.core.sign_in(owner.email, GOOD).token
    for current, new in (
        ("wrong", "a better password"),
        (None, "a better password"),
        (GOOD, "short"),
        (GOOD, "a" * 12),
    ):
        with pytest.raises(FlotillaError):
            world.core.change_password(owner, current, new)
    fresh = world.core.change_password(owner, GOOD, "a better password")
    assert world.core.authenticate(fresh.token).user == owner.user
    with pytest.raises(UnauthenticatedError):
        world.core.authenticate(old)
    with pytest.raises(UnauthenticatedError):
        world.core.sign_in(owner.email, GOOD)


def test_a_person_has_ten_sockets_and_the_oldest_makes_room(world: World, owner: Principal) -> None:
    for n in range(12):
        world.core.clock.advance(seconds=1)
        world.core.open_connection(world.core.issue_ticket(owner).secret, ConnectionId(f"C{n:02}"))
    assert world.core.sockets.closed == {"C00": "too_many_sockets", "C01": "too_many_sockets"}
    assert len(world.core.connections.of_tenant(TENANT)) == 10
