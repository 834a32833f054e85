"""Empty what is older than its workspace keeps it."""

import logging
from dataclasses import dataclass, replace
from datetime import datetime

from flotilla.domain.errors import NotFoundError
from flotilla.domain.ids import TenantId
from flotilla.domain.retention import SWEPT_EVERY, Sweep, kept_since
from flotilla.ports.clock import Clock
from flotilla.ports.files import Files
from flotilla.ports.fleet import FleetRepository, RetentionSweeps
from flotilla.ports.repositories import ConversationRepository, LeadRepository, TenantRepository
from flotilla.services.empty_chat import Emptied, EmptyChat

log = logging.getLogger(__name__)

MOST_MESSAGES = 5_000
"""One call empties about so many, shared out among the workspaces that are due; the next one goes on."""

MOST_LEADS = 2_000
"""One call looks at the chats of about so many leads, shared out in the same way."""

LEADS_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class KeepRetention:
    """Housekeeping. Safe to repeat, and to go on with after a crash.

    Each workspace is looked through once a day, lead by lead; how far that has come is remembered after it was done.
    """

    fleet: FleetRepository
    retention_sweeps: RetentionSweeps
    tenants: TenantRepository
    leads: LeadRepository
    conversations: ConversationRepository
    files: Files
    clock: Clock

    def __call__(self) -> Emptied:
        """What was emptied now. Raise UnavailableError if something can't be removed now."""
        done = Emptied()
        due = [(tenant, sweep) for tenant in self.fleet.tenants_with_retention() if (sweep := self._due(tenant))]
        for tenant, sweep in due:
            since = self._since(tenant)
            if since is not None:
                self._go_on(tenant, sweep, since, len(due), done)
        return done

    def _due(self, tenant: TenantId) -> Sweep | None:
        now = self.clock.now()
        last = self.retention_sweeps.find(tenant)
        if last is None or (last.done and now - last.began_at >= SWEPT_EVERY):
            return Sweep(now)
        return None if last.done else last

    def _since(self, tenant: TenantId) -> datetime | None:
        """Asked anew, since the list may be behind: somebody may want to keep more than a moment ago."""
        try:
            return kept_since(self.tenants.get(tenant), self.clock.now())
        except NotFoundError:
            return None

    def _go_on(self, tenant: TenantId, sweep: Sweep, since: datetime, sharers: int, done: Emptied) -> None:
        empty_chat = EmptyChat(self.leads, self.conversations, self.files, self.clock)
        last_message, leads_left = done.messages + MOST_MESSAGES // sharers + 1, MOST_LEADS // sharers + 1
        while not sweep.done and leads_left > 0:
            page = self.leads.list(tenant, limit=LEADS_AT_ONCE, cursor=sweep.cursor)
            for lead in page.items:
                if not empty_chat(lead, since, last_message - done.messages, done):
                    return  # The next call looks at these leads again: a chat that is done by then costs little.
            leads_left -= len(page.items)
            sweep = replace(sweep, cursor=page.next_cursor, done=page.next_cursor is None)
            self.retention_sweeps.save(tenant, sweep)
        log.info("retention", extra={"tenant": tenant, "through": sweep.done})
