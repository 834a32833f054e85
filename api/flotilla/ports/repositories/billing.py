"""What is known of a workspace's payments."""

from datetime import datetime
from typing import Protocol

from flotilla.domain.audit import AuditEntry
from flotilla.domain.billing import Billing
from flotilla.domain.ids import TenantId
from flotilla.domain.limit_notes import LimitNote


class BillingRepository(Protocol):
    """One record a workspace."""

    def get(self, tenant: TenantId) -> Billing:
        """The record (strongly consistent); one of version 0 if there is none."""
        ...

    def save(self, tenant: TenantId, billing: Billing, *, audit: AuditEntry | None = None) -> Billing:
        """Raise ConflictError if it changed meanwhile. Each save counts as a change, also one that changes nothing."""
        ...


class LimitNotes(Protocol):
    """That limits were reached."""

    def put(self, tenant: TenantId, note: LimitNote, *, unless_since: datetime) -> bool:
        """Keep the note in place of the last one of this limit, unless that one is younger than the moment."""
        ...

    def list(self, tenant: TenantId) -> tuple[LimitNote, ...]:
        """The last note of each limit."""
        ...
