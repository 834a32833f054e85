"""Sign-in with a provider: what must match, and where people land."""

from datetime import timedelta
from typing import Any

import pytest

from flotilla.bootstrap import in_memory
from flotilla.domain.errors import ConflictError, FlotillaError, ForbiddenError, NotFoundError, UnauthenticatedError
from flotilla.domain.people import Role
from flotilla.services.admission import SignedIn
from flotilla.services.finish_provider_sign_in import NoAccess
from flotilla.settings import read_settings
from tests.unit.services.world import OTHER_TENANT, TENANT, World

GOOD = "a good password"


def world_of(**environment: str) -> World:
    world = World()
    store = world.core.store
    world.core = in_memory(read_settings(environment))
    world.core.__dict__["store"] = store
    world.core.__dict__["clock"] = store.clock
    return world


def finish(world: World, email: str, *, next_: str | None = None, **start: Any) -> SignedIn | NoAccess:
    started = world.core.start_provider_sign_in(next_, **start)
    code = world.core.provider.vouch("code", email)
    return world.core.finish_provider_sign_in(code, world.core.provider.asked["state"], started.cookie)


def test_a_member_lands_where_they_wanted_or_where_their_role_lives() -> None:
    world = World()
    world.join("V", Role.VENDOR)
    world.join("E", Role.EDITOR)
    for email, wanted, landed in (
        ("V@Example.com", None, "/sales"),
        ("e@example.com", None, "/"),
        ("e@example.com", "/bots/1?tab=x#y", "/bots/1?tab=x#y"),
        ("e@example.com", "//evil.example", "/"),
        ("e@example.com", "/\\evil.example", "/"),
        ("e@example.com", "https://evil.example", "/"),
    ):
        signed = finish(world, email, next_=wanted)
        assert isinstance(signed, SignedIn)
        assert signed.next == landed
        assert world.core.authenticate(signed.token).email == email.lower()


@pytest.mark.parametrize("fault", ["state", "cookie", "no cookie", "replayed", "too late", "no state"])
def test_an_answer_that_is_not_this_browser_s_is_refused(fault: str) -> None:
    world = World()
    world.join("E", Role.EDITOR)
    started = world.core.start_provider_sign_in()
    state: str | None = world.core.provider.asked["state"]
    cookie: str | None = started.cookie
    code = world.core.provider.vouch("code", "e@example.com")
    if fault == "state":
        state = "forged"
    elif fault == "no state":
        state = None
    elif fault == "cookie":
        cookie = "another browser's"
    elif fault == "no cookie":
        cookie = None
    elif fault == "replayed":
        world.core.finish_provider_sign_in(code, state, cookie)
        code = world.core.provider.vouch("code", "e@example.com")
    else:
        world.core.clock.advance(timedelta(minutes=10))
    with pytest.raises(UnauthenticatedError) as refused:
        world.core.finish_provider_sign_in(code, state, cookie)
    assert refused.value.code == "bad_state"


def test_an_address_that_the_provider_does_not_vouch_for_is_refused() -> None:
    world = World()
    world.join("E", Role.EDITOR)
    started = world.core.start_provider_sign_in()
    code = world.core.provider.vouch("code", "e@example.com", email_verified=False)
    with pytest.raises(ForbiddenError) as refused:
        world.core.finish_provider_sign_in(code, world.core.provider.asked["state"], started.cookie)
    assert refused.value.code == "email_unverified"


def test_strangers_and_the_deactivated_get_no_access_and_leave_nothing_behind() -> None:
    world = World()
    owner, vendor = world.join("OWNER", Role.OWNER), world.join("V", Role.VENDOR)
    world.core.update_member(owner, vendor.user, active=False)
    assert finish(world, "stranger@example.com") == NoAccess("stranger@example.com", "no_access")
    assert world.core.users.find_by_email("stranger@example.com") is None
    assert finish(world, "v@example.com") == NoAccess("v@example.com", "deactivated")


def test_where_sign_up_is_open_a_stranger_gets_a_workspace_of_their_own() -> None:
    world = world_of(SIGNUP="open", DEFAULT_PLAN="free")
    signed = finish(world, "new@example.com")
    assert isinstance(signed, SignedIn)
    assert signed.principal.role is Role.OWNER
    tenant = world.core.show_tenant(signed.principal)
    assert (tenant.tenant.plan.value, tenant.usage.owners) == ("free", 1)
    again = finish(world, "new@example.com")
    assert isinstance(again, SignedIn)
    assert again.principal.tenant == signed.principal.tenant
    second = world.core.create_tenant(signed.principal, "Second")
    assert world.core.switch_tenant(signed.principal, second.id).principal.role is Role.OWNER


def test_where_it_is_not_nobody_makes_workspaces() -> None:
    world = World()
    with pytest.raises(ForbiddenError) as refused:
        world.core.create_tenant(world.join("OWNER", Role.OWNER), "Second")
    assert refused.value.code == "sign_up_closed"


def test_the_environment_s_people_come_in_without_an_invitation() -> None:
    world = world_of(ADMIN_EMAILS="boss@example.com, second@example.com", VENDOR_EMAILS="seller@example.com")
    assert finish(world, "seller@example.com") == NoAccess("seller@example.com", "no_access")
    roles = []
    for email in ("boss@example.com", "second@example.com", "seller@example.com"):
        signed = finish(world, email)
        assert isinstance(signed, SignedIn)
        assert signed.principal.tenant == world.core.tenants.default()
        roles.append(signed.principal.role)
    assert roles == [Role.OWNER, Role.ADMIN, Role.VENDOR]


def test_an_account_made_with_a_link_is_not_one_of_the_environment_s_people() -> None:
    """Else whoever may invite could invite an admin's address elsewhere, and become the admin."""
    world = world_of(ADMIN_EMAILS="boss@example.com")
    world.core.tenants.make_default(TENANT)
    stranger = world.join("STRANGER", Role.OWNER, OTHER_TENANT)
    link = world.core.invite_member(stranger, "boss@example.com", Role.VIEWER).secret
    world.core.accept_invitation(link, name="Not the boss", password=GOOD)
    there = world.core.sign_in("boss@example.com", GOOD).principal
    assert [one.id for one in world.core.show_me(there).tenants] == [OTHER_TENANT]
    with pytest.raises(NotFoundError):
        world.core.switch_tenant(there, TENANT)
    boss = finish(world, "boss@example.com")
    assert isinstance(boss, SignedIn)
    assert {one.id for one in world.core.show_me(boss.principal).tenants} == {TENANT, OTHER_TENANT}


def test_an_invitation_is_accepted_on_the_way() -> None:
    world = World()
    owner = world.join("OWNER", Role.OWNER)
    secret = world.core.invite_member(owner, "new@example.com", Role.VENDOR).secret
    with pytest.raises(ConflictError) as refused:
        finish(world, "other@example.com", invitation=secret)
    assert refused.value.code == "other_address"
    signed = finish(world, "new@example.com", invitation=secret)
    assert isinstance(signed, SignedIn)
    assert (signed.principal.tenant, signed.principal.role, signed.next) == (TENANT, Role.VENDOR, "/sales")


def test_a_password_that_only_a_link_vouched_for_ends_when_the_provider_speaks() -> None:
    """Whoever invites somebody has the link, and could have set the password before the invited person came."""
    world = World()
    attacker = world.join("ATTACKER", Role.OWNER)
    link = world.core.invite_member(attacker, "victim@example.com", Role.VIEWER).secret
    stolen = world.core.accept_invitation(link, name="Victim", password=GOOD)
    other = world.join("HONEST", Role.OWNER, OTHER_TENANT)
    invitation = world.core.invite_member(other, "victim@example.com", Role.ADMIN).secret
    victim = finish(world, "victim@example.com", invitation=invitation)
    assert isinstance(victim, SignedIn)
    assert victim.principal.tenant == OTHER_TENANT
    for attempt in (
        lambda: world.core.authenticate(stolen.token),
        lambda: world.core.sign_in("victim@example.com", GOOD),
    ):
        with pytest.raises(UnauthenticatedError):
            attempt()
    assert not world.core.show_me(victim.principal).has_password
    world.core.change_password(victim.principal, None, "my own password")
    assert isinstance(finish(world, "victim@example.com"), SignedIn)
    assert world.core.sign_in("victim@example.com", "my own password")


def test_without_a_provider_and_without_a_code_there_is_no_sign_in() -> None:
    world = World()
    started = world.core.start_provider_sign_in()
    with pytest.raises(FlotillaError) as refused:
        world.core.finish_provider_sign_in(None, world.core.provider.asked["state"], started.cookie)
    assert refused.value.code == "refused"
    world.core.provider.offered = False
    with pytest.raises(NotFoundError):
        world.core.start_provider_sign_in()
