"""Finish a sign-in with the OpenID provider."""

import hmac
from dataclasses import dataclass, replace

from flotilla.domain.errors import ForbiddenError, UnauthenticatedError
from flotilla.domain.ids import UserId
from flotilla.domain.people import Membership, User, normalise_email
from flotilla.domain.policy import Policy
from flotilla.domain.sign_in_paths import home_of
from flotilla.ports.clock import Clock, Ids
from flotilla.ports.identity import Identity, IdentityProvider, PendingSignIn, PendingSignIns
from flotilla.ports.repositories import (
    InvitationRepository,
    LimitNotes,
    MemberRepository,
    TenantRepository,
    UserRepository,
)
from flotilla.ports.security import SignInTokens
from flotilla.services.admission import Admission, SignedIn, Visitor
from flotilla.services.retry import until_no_conflict
from flotilla.services.welcome import Welcome


@dataclass(frozen=True, slots=True)
class NoAccess:
    """The person is who they say, and no workspace lets them in. `reason`: `no_access` or `deactivated`."""

    email: str
    reason: str


@dataclass(frozen=True, slots=True)
class FinishProviderSignIn:
    """Checks the provider's answer against what was kept at the start, and lets the person in."""

    provider: IdentityProvider
    pending: PendingSignIns
    tenants: TenantRepository
    users: UserRepository
    members: MemberRepository
    invitations: InvitationRepository
    limit_notes: LimitNotes
    tokens: SignInTokens
    clock: Clock
    ids: Ids
    policy: Policy

    def __call__(
        self,
        code: str | None,
        state: str | None,
        cookie: str | None,
        *,
        address: str | None = None,
        user_agent: str | None = None,
    ) -> SignedIn | NoAccess:
        """The sign-in, with `next` the path to go to. Whatever comes of it, the state is used up.

        Raise UnauthenticatedError: `bad_state` (unknown, used, expired, or begun in another browser), `refused` (no
        code), `bad_code`, `bad_id_token`; ForbiddenError (`email_unverified`); UnavailableError; and what stands
        against an invitation that was to be accepted.
        """
        pending = self._pending(state, cookie)
        if not code:
            raise UnauthenticatedError("The provider did not sign you in.", code="refused")
        identity = self.provider.identify(code=code, nonce=pending.nonce, verifier=pending.verifier)
        if not identity.email_verified or "@" not in identity.email:
            raise ForbiddenError("The provider does not vouch for your e-mail address.", code="email_unverified")
        email = normalise_email(identity.email)
        visitor = Visitor(address, user_agent)
        try:
            user, member = self._admitted(email, identity, pending, visitor)
        except ForbiddenError as error:
            return NoAccess(email, error.code)
        admission = self._admission()
        signed_in = admission(user, member, visitor)
        return replace(signed_in, next=pending.next or home_of(signed_in.principal.role))

    def _pending(self, state: str | None, cookie: str | None) -> PendingSignIn:
        pending = self.pending.take(state, self.clock.now()) if state else None
        if pending is None or not hmac.compare_digest(pending.browser.encode(), (cookie or "").encode()):
            raise UnauthenticatedError("This sign-in is not valid any more. Begin again.", code="bad_state")
        return pending

    def _admitted(
        self, email: str, identity: Identity, pending: PendingSignIn, visitor: Visitor
    ) -> tuple[User, Membership]:
        known = self.users.find_by_email(email)
        user = self._proven(known) if known is not None else self._newcomer(email, identity)
        welcome = Welcome(
            self.tenants,
            self.users,
            self.members,
            self.invitations,
            self.limit_notes,
            self.clock,
            self.ids,
            self.policy,
        )
        user, invited = welcome(user, pending.invitation, visitor, is_new=known is None)
        return user, invited or self._admission().first_standing(user)

    def _newcomer(self, email: str, identity: Identity) -> User:
        """The account that somebody new would have; it is stored only once a workspace lets them in."""
        name = " ".join(identity.name.split())[:100] or email.partition("@")[0]
        return User(UserId(self.ids.new()), email, name, None, self.clock.now())

    def _proven(self, known: User) -> User:
        """The account, whose address is its owner's beyond doubt now.

        A password that was set with no more than an invitation's link ends here: whoever sent the link may have set it.
        """
        if known.proven:
            return known

        def save() -> User:
            user = self.users.get(known.id)
            epoch = user.token_epoch + 1
            return self.users.save(replace(user, proven=True, password_hash=None, token_epoch=epoch))

        return until_no_conflict(save)

    def _admission(self) -> Admission:
        return Admission(self.tenants, self.users, self.members, self.tokens, self.clock, self.ids, self.policy)
