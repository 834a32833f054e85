"""Change a workspace's settings."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from flotilla.domain.audit import Subject
from flotilla.domain.errors import ConflictError
from flotilla.domain.people import Power, Principal
from flotilla.domain.team_views import tenant_view
from flotilla.domain.tenants import Tenant, Usage
from flotilla.ports.clock import Clock, Ids
from flotilla.ports.repositories import TenantRepository
from flotilla.services.audited import audited
from flotilla.services.retry import until_no_conflict
from flotilla.services.show_tenant import TenantWithUsage
from flotilla.services.tenant_fields import check_tenant_fields


@dataclass(frozen=True, slots=True)
class UpdateTenant:
    """Merges changes into the workspace that the person is in."""

    tenants: TenantRepository
    clock: Clock
    ids: Ids

    def __call__(
        self, principal: Principal, changes: Mapping[str, Any], expected_version: int | None = None
    ) -> TenantWithUsage:
        """The workspace after the changes (name, time_zone, language, retention_days).

        Raise InvalidInputError naming what can't be used, and ConflictError (`changed_meanwhile`) if the workspace no
        longer has the expected version.
        """
        principal.require(Power.TENANT_WRITE)
        values = check_tenant_fields(changes)
        saved = until_no_conflict(lambda: self._save(principal, values, expected_version), final=_is_final)
        return TenantWithUsage(saved, self.tenants.usage(principal.tenant))

    def _save(self, principal: Principal, values: Mapping[str, Any], expected: int | None) -> Tenant:
        tenant = self.tenants.get(principal.tenant)
        if expected is not None and tenant.version != expected:
            raise ConflictError("Somebody else changed the workspace meanwhile. Load it again.", code=_CHANGED)
        changed = replace(tenant, **values)
        if changed == tenant:
            return tenant
        before, after = (tenant_view(one, Usage()) for one in (tenant, changed))
        subject = Subject("tenant", tenant.id, tenant.name)
        entry = audited(self.ids, principal, self.clock.now(), "tenant.updated", subject, before, after)
        return self.tenants.save(changed, audit=entry)


_CHANGED = "changed_meanwhile"


def _is_final(error: ConflictError) -> bool:
    return error.code == _CHANGED
