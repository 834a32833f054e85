"""List the audit log."""

from dataclasses import dataclass
from datetime import datetime

from flotilla.domain.audit import AuditEntry, AuditFilter
from flotilla.domain.errors import InvalidInputError
from flotilla.domain.page import Page
from flotilla.domain.people import Power, Principal
from flotilla.ports.clock import Clock
from flotilla.ports.repositories import AuditRepository, TenantRepository
from flotilla.services.list_leads import check_limit


def span(
    tenants: TenantRepository, principal: Principal, wanted: AuditFilter, now: datetime
) -> tuple[datetime, datetime]:
    """From when to when to look: no entry is older than its workspace, or from the future."""
    if wanted.since is not None and wanted.until is not None and wanted.until < wanted.since:
        raise InvalidInputError("The time ends before it begins.", fields={"until": "Not before `since`."})
    first = tenants.get(principal.tenant).created_at
    return max(wanted.since or first, first), min(wanted.until or now, now)


@dataclass(frozen=True, slots=True)
class ListAudit:
    """Reads who did what, newest first."""

    audit: AuditRepository
    tenants: TenantRepository
    clock: Clock

    def __call__(
        self, principal: Principal, wanted: AuditFilter | None = None, limit: int = 50, cursor: str | None = None
    ) -> Page[AuditEntry]:
        """One page. It may hold fewer than `limit` entries and still have a next one.

        Raise InvalidInputError for a bad limit, cursor or time.
        """
        principal.require(Power.AUDIT_READ)
        asked = wanted or AuditFilter()
        since, until = span(self.tenants, principal, asked, self.clock.now())
        return self.audit.list(
            principal.tenant, asked, since=since, until=until, limit=check_limit(limit), cursor=cursor
        )  # fmt: skip
