"""Greet a socket that has just opened: the snapshot, then what it missed."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from flotilla.domain.bots import Bot
from flotilla.domain.errors import UnauthenticatedError
from flotilla.domain.ids import ConnectionId, TenantId, UserId
from flotilla.domain.leads import LeadStatus
from flotilla.domain.people import POWERS, Power, Role
from flotilla.domain.views import View, bot_with_session_view, iso
from flotilla.domain.visibility import may_see_lead
from flotilla.ports.clock import Clock, Ids
from flotilla.ports.fleet import LeaseRepository
from flotilla.ports.realtime import ConnectionRepository, EventLog
from flotilla.ports.repositories import BotRepository, SessionRepository, ShownLeads
from flotilla.services.read_session import ReadSession
from flotilla.services.seen_events import as_seen

OVERLAP = timedelta(seconds=10)
"""How far before the asked moment to start: clocks differ, and clients drop the ids they have."""

MAX_MISSED = 500
"""A page that missed this many events is told so (`missed_too_much`) and had better load its lists anew."""

PAGE = 100
MAX_COUNTED = 5_000
"""Beyond this many leads the counters say `truncated`; a page may then show '5,000+'."""


@dataclass(frozen=True, slots=True)
class GreetConnection:
    """Reads what a page needs to start, as its person may see it."""

    connections: ConnectionRepository
    bots: BotRepository
    sessions: SessionRepository
    leases: LeaseRepository
    leads: ShownLeads
    event_log: EventLog
    clock: Clock
    ids: Ids

    def __call__(self, connection_id: ConnectionId, since: datetime | None = None) -> tuple[View, ...]:
        """Envelopes to send, the snapshot first; to a runner only `connected` with the id of its own socket.

        Raise UnauthenticatedError for a socket that is not known.
        """
        connection = self.connections.find(connection_id)
        if connection is None:
            raise UnauthenticatedError("This connection is not known. Open a new one.")
        tenant, user, role = connection.tenant, connection.user, connection.role
        if tenant is None or user is None or role is None:
            return (self._envelope("connected", None, {"connection": connection_id}),)
        logged = self.event_log.since(tenant, since - OVERLAP, limit=MAX_MISSED) if since is not None else ()
        bots = self.bots.list(tenant)
        data = {**self._snapshot(tenant, user, role, bots), "missed_too_much": len(logged) >= MAX_MISSED}
        missed = as_seen(self.leads, {bot.id for bot in bots}, connection, logged)
        return (self._envelope("snapshot", tenant, data), *missed)

    def _envelope(self, kind: str, tenant: TenantId | None, data: View) -> View:
        now = iso(self.clock.now())
        return {"id": self.ids.new(), "type": kind, "time": now, "tenant": tenant, "bot": None, "data": data}

    def _snapshot(self, tenant: TenantId, user: UserId, role: Role, bots: Sequence[Bot]) -> View:
        shown: list[View] = []
        if Power.BOTS_READ in POWERS[role]:
            read = ReadSession(self.sessions, self.leases, self.clock)
            shown = [bot_with_session_view(read.beside(bot)) for bot in bots]
        counters: View = {}
        if Power.LEADS_READ in POWERS[role]:
            counters = self._counters(tenant, user, role)
        return {"bots": shown, "counters": counters}

    def _counters(self, tenant: TenantId, user: UserId, role: Role) -> View:
        counted: Counter[str] = Counter()
        truncated = False
        for page in islice(self.leads.pages(tenant, size=PAGE), MAX_COUNTED // PAGE):
            counted.update(x.status.value for x in page.items if may_see_lead(role, user, x.assigned_to))
            truncated = page.next_cursor is not None
        by_status = {status.value: counted[status.value] for status in LeadStatus}
        return {"leads_by_status": by_status, "truncated": truncated}
