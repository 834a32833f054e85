"""Export leads."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flotilla.domain.audit import Subject
from flotilla.domain.ids import BotId, UserId
from flotilla.domain.lead_lists import ANY, LeadFilter
from flotilla.domain.leads import Lead
from flotilla.domain.people import Power, Principal
from flotilla.ports.clock import Clock, Ids
from flotilla.ports.repositories import (
    AuditRepository,
    BotRepository,
    MemberRepository,
    ShownLeads,
    TenantRepository,
)
from flotilla.services.audited import audited
from flotilla.services.lead_days import Days, within

MOST_EXPORTED = 5_000


@dataclass(frozen=True, slots=True)
class LeadExport:
    """Leads, newest first, with what bots and people are called. `complete`: whether there are no more."""

    leads: tuple[Lead, ...]
    complete: bool
    bots: Mapping[BotId, str] = field(default_factory=dict)
    people: Mapping[UserId, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ExportLeads:
    """Reads leads in one go. That somebody took them out of Flotilla is kept in the audit log."""

    leads: ShownLeads
    bots: BotRepository
    members: MemberRepository
    tenants: TenantRepository
    audit: AuditRepository
    clock: Clock
    ids: Ids

    def __call__(self, principal: Principal, wanted: LeadFilter = ANY, days: Days | None = None) -> LeadExport:
        """At most 5,000 leads. Raise InvalidInputError for days that make no span."""
        principal.require(Power.LEADS_EXPORT)
        asked = within(wanted, days or Days(), principal, self.tenants)
        found, complete = self._read(principal, asked)
        # Written before anything is given away: who can't be noted gets nothing.
        self._note(principal, asked, len(found))
        bots = {bot.id: bot.name for bot in self.bots.list(principal.tenant)}
        people = {member.user: member.name for member in self.members.list(principal.tenant)}
        return LeadExport(tuple(found), complete, bots, people)

    def _read(self, principal: Principal, wanted: LeadFilter) -> tuple[list[Lead], bool]:
        found: list[Lead] = []
        for page in self.leads.pages(principal.tenant, wanted):
            found += page.items
            if len(found) > MOST_EXPORTED or (len(found) == MOST_EXPORTED and page.next_cursor is not None):
                return found[:MOST_EXPORTED], False
        return found, True

    def _note(self, principal: Principal, wanted: LeadFilter, count: int) -> None:
        """The text that was looked for is left out: it may be a customer's name or number."""
        told = {
            "leads": count, "bot": wanted.bot, "status": wanted.status, "assigned_to": wanted.assigned_to,
            "nobodys": wanted.nobodys or None, "searched": bool(wanted.text) or None,
            "since": wanted.since.isoformat() if wanted.since else None,
            "until": wanted.until.isoformat() if wanted.until else None,
            "by": wanted.by.value if wanted.since or wanted.until else None,
        }  # fmt: skip
        tenant = self.tenants.get(principal.tenant)
        kept = {name: value for name, value in told.items() if value is not None}
        subject = Subject("tenant", tenant.id, tenant.name)
        entry = audited(self.ids, principal, self.clock.now(), "leads.exported", subject, after=kept)
        self.audit.add(principal.tenant, entry)
