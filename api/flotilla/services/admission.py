"""Let a person in whose identity is proven: the last step of every way to sign in."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from flotilla.domain.audit import Subject
from flotilla.domain.errors import ConflictError, ForbiddenError, UnauthenticatedError
from flotilla.domain.people import Membership, Principal, User
from flotilla.domain.policy import Policy
from flotilla.ports.clock import Clock, Ids
from flotilla.ports.repositories import MemberRepository, TenantRepository, UserRepository
from flotilla.ports.security import SignIn, SignInTokens
from flotilla.services.audited import audited
from flotilla.services.retry import until_no_conflict
from flotilla.services.standing import Standing

SIGN_IN_LIFETIME = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The person, and the token that proves it until it expires. `next`: the path that they wanted to go to."""

    principal: Principal
    token: str
    expires_at: datetime
    next: str | None = None


@dataclass(frozen=True, slots=True)
class Visitor:
    """From where somebody comes."""

    address: str | None = None
    user_agent: str | None = None


@dataclass(frozen=True, slots=True)
class Admission:
    """Shared by the use cases that sign in."""

    tenants: TenantRepository
    users: UserRepository
    members: MemberRepository
    tokens: SignInTokens
    clock: Clock
    ids: Ids
    policy: Policy

    def first_standing(self, user: User) -> Membership:
        """The oldest membership that lets the user in, with the role that counts.

        Raise ForbiddenError: `deactivated` if all that there are have ended, `no_access` if there are none.
        """
        memberships = self.users.memberships(user.id)
        standing = Standing(self.members, self.tenants, self.policy)
        first = next((member for member in memberships if member.active), None)
        if not user.active or (memberships and first is None):
            raise ForbiddenError("Your access has ended. Ask an admin of your workspace.", code="deactivated")
        if first is None:
            raise ForbiddenError("You do not belong to a workspace yet. Ask its admin to invite you.", code="no_access")
        return standing.effective(first)

    def __call__(self, user: User, member: Membership, visitor: Visitor) -> SignedIn:
        """Sign the user in to the tenant of the membership; noted there, in the audit log too."""
        now = self.clock.now()
        principal = Principal(
            member.tenant, user.id, user.email, user.name, member.role, visitor.address, visitor.user_agent
        )
        until_no_conflict(lambda: self._note(principal, now), final=_is_final)
        return self.issue(user, principal)

    def issue(self, user: User, principal: Principal) -> SignedIn:
        """A fresh token for somebody who is in already."""
        now = self.clock.now()
        expires_at = now + SIGN_IN_LIFETIME
        token = self.tokens.issue(SignIn(user.id, principal.tenant, now, expires_at, user.token_epoch))
        return SignedIn(principal, token, expires_at)

    def _note(self, principal: Principal, now: datetime) -> None:
        member = self.members.find(principal.tenant, principal.user)
        if member is None or not member.active:
            raise UnauthenticatedError("Your access to this workspace has ended.", code="deactivated")
        subject = Subject("person", principal.user, principal.email)
        entry = audited(self.ids, principal, now, "person.signed_in", subject)
        self.members.save(principal.tenant, replace(member, last_sign_in_at=now), audit=entry)


def _is_final(error: ConflictError) -> bool:
    return error.code != ConflictError.code
