"""Accept an invitation."""

from dataclasses import dataclass

from flotilla.domain.errors import ConflictError, ForbiddenError, InvalidInputError, UnauthenticatedError
from flotilla.domain.ids import UserId
from flotilla.domain.invitations import Invitation
from flotilla.domain.people import Principal, User
from flotilla.domain.policy import Policy
from flotilla.ports.clock import Clock, Ids
from flotilla.ports.limits import Lockouts, RateLimiter
from flotilla.ports.repositories import (
    InvitationRepository,
    LimitNotes,
    MemberRepository,
    TenantRepository,
    UserRepository,
)
from flotilla.ports.security import PasswordHasher, SignInTokens
from flotilla.services.admission import Admission, SignedIn, Visitor
from flotilla.services.join_tenant import JoinTenant, require_open_invitation
from flotilla.services.passwords import check_password
from flotilla.services.prove_password import ProvePassword
from flotilla.services.show_invitation import invitation_of

MAX_NAME = 100


@dataclass(frozen=True, slots=True)
class AcceptInvitation:
    """Makes who has the link a member: signed in with that address, or with a new account, or an account's password.

    The link proves an address well enough for a new account. It opens no account that exists: whoever sent it knows
    it too.
    """

    tenants: TenantRepository
    users: UserRepository
    members: MemberRepository
    invitations: InvitationRepository
    limit_notes: LimitNotes
    hasher: PasswordHasher
    tokens: SignInTokens
    limiter: RateLimiter
    lockouts: Lockouts
    clock: Clock
    ids: Ids
    policy: Policy

    def __call__(
        self,
        secret: str,
        *,
        principal: Principal | None = None,
        name: str | None = None,
        password: str | None = None,
        address: str | None = None,
        user_agent: str | None = None,
    ) -> SignedIn:
        """The sign-in to the workspace. `principal` is who is signed in already, if anybody.

        Raise NotFoundError, ConflictError (`invitation_accepted|revoked|expired`, `other_address`, `already_member`),
        InvalidInputError naming what can't be used, UnauthenticatedError (`account_exists`) where the address has an
        account that the password does not open, LimitReachedError, and RateLimitedError.
        """
        limit = self.policy.sign_ins_per_address
        if address is not None:
            self.limiter.take(f"sign-in#{address}", capacity=limit.capacity, per_second=limit.per_second)
        invitation = invitation_of(self.invitations, secret)
        require_open_invitation(invitation, self.clock.now())
        user = self._user(invitation, principal, name, password)
        visitor = Visitor(address, user_agent)
        member = JoinTenant(self.tenants, self.invitations, self.limit_notes, self.clock, self.ids)(
            invitation, user, visitor
        )
        admission = Admission(
            self.tenants, self.users, self.members, self.tokens, self.clock, self.ids, self.policy
        )  # fmt: skip
        return admission(user, member, visitor)

    def _user(
        self, invitation: Invitation, principal: Principal | None, name: str | None, password: str | None
    ) -> User:
        if principal is not None and (principal.email == invitation.email or password is None):
            if principal.email != invitation.email:
                raise ConflictError("You are signed in with another address.", code="other_address")
            return self.users.get(principal.user)
        if password is None:
            raise InvalidInputError("Choose a password, or sign in.", fields={"password": "This is needed."})
        known = self.users.find_by_email(invitation.email)
        return self._open(known, password) if known is not None else self._register(invitation, name, password)

    def _open(self, known: User, password: str) -> User:
        if not ProvePassword(self.hasher, self.lockouts, self.clock)(known.email, known, password):
            raise UnauthenticatedError(
                "This address has an account. Give its password, or sign in first.", code="account_exists"
            )
        if not known.active:
            raise ForbiddenError("Your access has ended.", code="deactivated")
        return known

    def _register(self, invitation: Invitation, name: str | None, password: str) -> User:
        tidy = " ".join((name or "").split())
        if not 1 <= len(tidy) <= MAX_NAME or not tidy.isprintable():
            raise InvalidInputError("The name can't be used.", fields={"name": f"1 to {MAX_NAME} characters."})
        hashed = self.hasher.hash(check_password(password))
        user = User(
            UserId(self.ids.new()), invitation.email, tidy, hashed, self.clock.now(), proven=False
        )  # fmt: skip
        self.users.add(user)
        return user
