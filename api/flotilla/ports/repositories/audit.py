"""The audit log."""

from datetime import datetime
from typing import Protocol

from flotilla.domain.audit import AuditEntry, AuditFilter
from flotilla.domain.ids import TenantId
from flotilla.domain.page import Page


class AuditRepository(Protocol):
    """The audit log of a tenant: it can be added to and read. Nothing changes or removes an entry."""

    def add(self, tenant: TenantId, entry: AuditEntry) -> None:
        """Add an entry of what changed nothing that is stored (a sign-out)."""
        ...

    def list(
        self, tenant: TenantId, wanted: AuditFilter, *, since: datetime, until: datetime, limit: int = 50,
        cursor: str | None = None,
    ) -> Page[AuditEntry]:  # fmt: skip
        """Newest first, between two moments. A page may hold fewer than `limit` and still have a next one.

        Raise InvalidInputError for a cursor that isn't one of this list's.
        """
        ...
