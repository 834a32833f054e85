"""Sign out of this browser."""

from dataclasses import dataclass

from flotilla.domain.audit import Subject
from flotilla.domain.people import Principal
from flotilla.ports.clock import Clock, Ids
from flotilla.ports.repositories import AuditRepository
from flotilla.services.audited import audited


@dataclass(frozen=True, slots=True)
class SignOut:
    """Notes that a person signed out; the browser forgets the token, which is all that it takes."""

    audit: AuditRepository
    clock: Clock
    ids: Ids

    def __call__(self, principal: Principal) -> None:
        """Add the entry to the audit log."""
        subject = Subject("person", principal.user, principal.email)
        entry = audited(self.ids, principal, self.clock.now(), "person.signed_out", subject)
        self.audit.add(principal.tenant, entry)
