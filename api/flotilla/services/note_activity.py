"""Note which chats were active when, so that the inbox finds them."""

from collections.abc import Sequence
from dataclasses import dataclass

from flotilla.domain.events import Change
from flotilla.domain.ids import TenantId
from flotilla.domain.inbox import Active, activity_in
from flotilla.ports.repositories import InboxRepository


@dataclass(frozen=True, slots=True)
class NoteActivity:
    """Notes each hour in which a chat was active, once. Safe to repeat."""

    inbox: InboxRepository

    def __call__(self, changes: Sequence[Change]) -> None:
        """Raise UnavailableError if some can't be noted now; give all of them again then."""
        by_tenant: dict[TenantId, list[Active]] = {}
        for active in map(activity_in, changes):
            if active is not None:
                by_tenant.setdefault(active.tenant, []).append(active)
        for tenant, own in by_tenant.items():
            self.inbox.note(tenant, own)
