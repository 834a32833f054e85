"""Workspaces."""

from typing import Protocol

from flotilla.domain.audit import AuditEntry
from flotilla.domain.ids import TenantId
from flotilla.domain.people import Membership
from flotilla.domain.tenants import Tenant, Usage


class TenantRepository(Protocol):
    """Workspaces."""

    def add(self, tenant: Tenant, *, owner: Membership | None = None, audit: AuditEntry | None = None) -> None:
        """Store it, with its first owner if given. Raise ConflictError if the id is taken."""
        ...

    def get(self, tenant: TenantId) -> Tenant:
        """Raise NotFoundError if there is none."""
        ...

    def save(self, tenant: Tenant, *, audit: AuditEntry | None = None) -> Tenant:
        """Raise ConflictError if it changed meanwhile."""
        ...

    def usage(self, tenant: TenantId) -> Usage:
        """How much of its quotas it uses."""
        ...

    def default(self) -> TenantId | None:
        """The workspace of the people whom the environment names, or None while there is none."""
        ...

    def make_default(self, tenant: TenantId) -> TenantId:
        """Make it the default unless there is one; returns the one that is the default now."""
        ...
