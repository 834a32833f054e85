"""Sign out of every browser at once."""

from dataclasses import dataclass, replace

from flotilla.domain.access_changes import ENDED
from flotilla.domain.audit import Subject
from flotilla.domain.people import Principal, User
from flotilla.ports.clock import Clock, Ids
from flotilla.ports.realtime import ConnectionRepository, Sockets
from flotilla.ports.repositories import UserRepository
from flotilla.services.audited import audited
from flotilla.services.hang_up import HangUp
from flotilla.services.retry import until_no_conflict


@dataclass(frozen=True, slots=True)
class SignOutEverywhere:
    """Begins a new epoch: all tokens of the person are void from now on, in every workspace."""

    users: UserRepository
    connections: ConnectionRepository
    sockets: Sockets
    clock: Clock
    ids: Ids

    def __call__(self, principal: Principal) -> None:
        """Void the tokens and close the sockets."""
        until_no_conflict(lambda: self._save(principal))
        for member in self.users.memberships(principal.user):
            HangUp(self.connections, self.sockets)(member.tenant, principal.user, ENDED)

    def _save(self, principal: Principal) -> User:
        user = self.users.get(principal.user)
        subject = Subject("person", principal.user, principal.email)
        entry = audited(self.ids, principal, self.clock.now(), "person.signed_out_everywhere", subject)
        return self.users.save(replace(user, token_epoch=user.token_epoch + 1), audit=entry)
