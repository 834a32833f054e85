"""Signing in, and who is asking."""

from datetime import timedelta

import pytest

from flotilla.domain.errors import ForbiddenError, UnauthenticatedError
from flotilla.domain.ids import UserId
from flotilla.domain.people import Membership, Role, User
from flotilla.services.admission import SIGN_IN_LIFETIME
from tests.unit.services.world import OTHER_TENANT, TENANT, World


@pytest.fixture
def world() -> World:
    world = World()
    now = world.core.clock.now()
    world.core.users.add(User(UserId("U2"), "vendor@example.com", "V", world.core.hasher.hash("right"), now))
    world.core.members.add(TENANT, Membership(TENANT, UserId("U2"), "vendor@example.com", "V", Role.VENDOR, now))
    return world


def test_the_right_password_gives_a_token_that_tells_who_is_asking(world: World) -> None:
    signed = world.core.sign_in(" Vendor@Example.com ", "right")
    assert signed.principal.role is Role.VENDOR
    assert signed.expires_at == world.core.clock.now() + SIGN_IN_LIFETIME
    assert world.core.authenticate(signed.token) == signed.principal


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(world: World) -> None:
    with pytest.raises(UnauthenticatedError) as wrong:
        world.core.sign_in("vendor@example.com", "wrong")
    with pytest.raises(UnauthenticatedError) as unknown:
        world.core.sign_in("nobody@example.com", "right")
    assert (wrong.value.message, wrong.value.code) == (unknown.value.message, unknown.value.code)


def test_somebody_who_belongs_nowhere_is_told_so(world: World) -> None:
    hashed = world.core.hasher.hash("right")
    world.core.users.add(User(UserId("U3"), "alone@example.com", "A", hashed, world.core.clock.now()))
    with pytest.raises(ForbiddenError):
        world.core.sign_in("alone@example.com", "right")


def test_the_first_of_several_tenants_is_signed_in_to(world: World) -> None:
    later = world.core.clock.advance(seconds=60)
    member = Membership(OTHER_TENANT, UserId("U2"), "vendor@example.com", "V", Role.ADMIN, later)
    world.core.members.add(OTHER_TENANT, member)
    assert world.core.sign_in("vendor@example.com", "right").principal.tenant == TENANT


def test_an_expired_or_foreign_token_is_refused(world: World) -> None:
    token = world.core.sign_in("vendor@example.com", "right").token
    world.core.clock.advance(SIGN_IN_LIFETIME + timedelta(seconds=1))
    for bad in (token, "forged"):
        with pytest.raises(UnauthenticatedError):
            world.core.authenticate(bad)


def test_a_token_ends_with_the_membership(world: World) -> None:
    token = world.core.sign_in("vendor@example.com", "right").token
    world.core.store.members.clear()
    with pytest.raises(UnauthenticatedError):
        world.core.authenticate(token)
