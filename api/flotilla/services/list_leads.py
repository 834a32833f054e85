"""List a tenant's leads."""

from dataclasses import dataclass, replace

from flotilla.domain.errors import InvalidInputError
from flotilla.domain.lead_lists import ANY, LeadFilter
from flotilla.domain.leads import Lead
from flotilla.domain.page import Page
from flotilla.domain.people import Power, Principal
from flotilla.domain.visibility import may_see_lead
from flotilla.ports.repositories import ShownLeads, TenantRepository
from flotilla.services.lead_days import Days, within

MAX_LIMIT = 100


def check_limit(limit: int) -> int:
    """The limit; raise InvalidInputError unless it is 1 to 100."""
    if not 1 <= limit <= MAX_LIMIT:
        raise InvalidInputError("The limit is out of range.", fields={"limit": f"From 1 to {MAX_LIMIT}."})
    return limit


@dataclass(frozen=True, slots=True)
class ListLeads:
    """Reads leads, newest first; vendors see their own and the unassigned ones."""

    leads: ShownLeads
    tenants: TenantRepository

    def __call__(
        self,
        principal: Principal,
        wanted: LeadFilter = ANY,
        days: Days | None = None,
        limit: int = 50,
        cursor: str | None = None,
    ) -> Page[Lead]:
        """One page. It may hold fewer than `limit` leads and still have a next one.

        Raise InvalidInputError for a bad limit or cursor, and for days that make no span.
        """
        principal.require(Power.LEADS_READ)
        asked = within(wanted, days or Days(), principal, self.tenants)
        page = self.leads.list(principal.tenant, asked, limit=check_limit(limit), cursor=cursor)
        visible = tuple(x for x in page.items if may_see_lead(principal.role, principal.user, x.assigned_to))
        return replace(page, items=visible)
