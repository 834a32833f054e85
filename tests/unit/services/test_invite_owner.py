"""Into an installation that nobody is in leads one link, which the operator makes."""

import pytest

from flotilla.bootstrap import in_memory
from flotilla.domain.errors import ConflictError, InvalidInputError
from flotilla.domain.people import OPERATOR, Role
from flotilla.domain.plans import PLANS, Plan
from tests.unit.services.world import FREE_FOR_ALL

GOOD = "a good password"


def test_the_link_makes_the_first_owner_of_an_installation_that_was_empty() -> None:
    core = in_memory(FREE_FOR_ALL)
    secret = core.invite_owner(" First@Example.com ").secret
    signed = core.accept_invitation(secret, name="First Owner", password=GOOD)
    assert (signed.principal.email, signed.principal.role) == ("first@example.com", Role.OWNER)
    assert signed.principal.tenant == core.tenants.default()
    assert core.tenants.get(signed.principal.tenant).quotas == PLANS[Plan.FREE]
    member = core.members.find(signed.principal.tenant, signed.principal.user)
    assert member is not None
    assert member.added_by is None
    assert core.sign_in("first@example.com", GOOD).principal.role is Role.OWNER
    [made] = [one for one in core.list_audit(signed.principal).items if one.action == "invitation.created"]
    assert made.actor.user == OPERATOR
    assert core.invite_member(signed.principal, "second@example.com", Role.VENDOR).invitation.role is Role.VENDOR


def test_a_link_that_was_lost_is_made_anew_and_the_lost_one_is_void() -> None:
    core = in_memory()
    lost, found = core.invite_owner("first@example.com").secret, core.invite_owner("first@example.com").secret
    with pytest.raises(ConflictError, match="revoked"):
        core.accept_invitation(lost, name="First", password=GOOD)
    core.accept_invitation(found, name="First", password=GOOD)


def test_once_there_is_an_owner_only_owners_invite() -> None:
    core = in_memory()
    core.accept_invitation(core.invite_owner("first@example.com").secret, name="First", password=GOOD)
    with pytest.raises(ConflictError, match="Owners invite others"):
        core.invite_owner("second@example.com")


def test_what_is_no_address_makes_no_link() -> None:
    with pytest.raises(InvalidInputError):
        in_memory().invite_owner("nobody")
