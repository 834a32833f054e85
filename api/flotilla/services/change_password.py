"""Change one's password."""

from dataclasses import dataclass, replace

from flotilla.domain.access_changes import ENDED
from flotilla.domain.audit import Subject
from flotilla.domain.errors import InvalidInputError
from flotilla.domain.people import Principal, User
from flotilla.domain.policy import Policy
from flotilla.ports.clock import Clock, Ids
from flotilla.ports.limits import Lockouts
from flotilla.ports.realtime import ConnectionRepository, Sockets
from flotilla.ports.repositories import MemberRepository, TenantRepository, UserRepository
from flotilla.ports.security import PasswordHasher, SignInTokens
from flotilla.services.admission import Admission, SignedIn
from flotilla.services.audited import audited
from flotilla.services.hang_up import HangUp
from flotilla.services.passwords import check_password
from flotilla.services.prove_password import ProvePassword
from flotilla.services.retry import until_no_conflict


@dataclass(frozen=True, slots=True)
class ChangePassword:
    """Sets a new password, and signs out everywhere but here."""

    tenants: TenantRepository
    users: UserRepository
    members: MemberRepository
    connections: ConnectionRepository
    sockets: Sockets
    hasher: PasswordHasher
    tokens: SignInTokens
    lockouts: Lockouts
    clock: Clock
    ids: Ids
    policy: Policy

    def __call__(self, principal: Principal, current: str | None, new: str) -> SignedIn:
        """A fresh sign-in, since the old tokens are void. `current` is None for who has no password yet.

        Raise InvalidInputError if the current one is wrong or the new one can't be used, and RateLimitedError.
        """
        user = self.users.get(principal.user)
        if user.password_hash is not None:
            prove = ProvePassword(self.hasher, self.lockouts, self.clock)
            if not prove(user.email, user, current or ""):
                raise InvalidInputError("The current password is wrong.", fields={"current": "This is not it."})
        hashed = self.hasher.hash(check_password(new))
        saved = until_no_conflict(lambda: self._save(principal, hashed))
        for member in self.users.memberships(principal.user):
            HangUp(self.connections, self.sockets)(member.tenant, principal.user, ENDED)
        admission = Admission(
            self.tenants, self.users, self.members, self.tokens, self.clock, self.ids, self.policy
        )  # fmt: skip
        return admission.issue(saved, principal)

    def _save(self, principal: Principal, hashed: str) -> User:
        user = self.users.get(principal.user)
        changed = replace(user, password_hash=hashed, token_epoch=user.token_epoch + 1)
        subject = Subject("person", principal.user, principal.email)
        before, after = {"password": user.password_hash}, {"password": hashed}
        entry = audited(self.ids, principal, self.clock.now(), "password.changed", subject, before, after)
        return self.users.save(changed, audit=entry)
