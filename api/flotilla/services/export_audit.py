"""Export the audit log."""

from collections.abc import Iterator
from dataclasses import dataclass

from flotilla.domain.audit import AuditEntry, AuditFilter
from flotilla.domain.people import Power, Principal
from flotilla.domain.plans import PlanFeature
from flotilla.ports.clock import Clock
from flotilla.ports.repositories import AuditRepository, LimitNotes, TenantRepository
from flotilla.services.list_audit import span
from flotilla.services.within_plan import WithinPlan

MOST_EXPORTED = 5_000
PAGE = 100


@dataclass(frozen=True, slots=True)
class ExportAudit:
    """Reads who did what, newest first, in one go."""

    audit: AuditRepository
    tenants: TenantRepository
    limit_notes: LimitNotes
    clock: Clock

    def __call__(self, principal: Principal, wanted: AuditFilter | None = None) -> Iterator[AuditEntry]:
        """At most 5,000 entries, read as the caller goes on. Raise InvalidInputError for a bad time, at once, and
        LimitReachedError where the plan has no such thing.
        """
        principal.require(Power.AUDIT_READ)
        tenant = self.tenants.get(principal.tenant)
        WithinPlan(self.limit_notes, self.clock, self.tenants)(
            tenant, lambda: tenant.require_feature(PlanFeature.AUDIT_EXPORT)
        )
        asked = wanted or AuditFilter()
        since, until = span(self.tenants, principal, asked, self.clock.now())

        def entries() -> Iterator[AuditEntry]:
            left, cursor = MOST_EXPORTED, None
            while left > 0:
                page = self.audit.list(
                    principal.tenant, asked, since=since, until=until, limit=min(PAGE, left), cursor=cursor
                )
                yield from page.items
                left, cursor = left - len(page.items), page.next_cursor
                if cursor is None:
                    return

        return entries()
