"""Admit a greeted socket to what happens from now on."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flotilla.domain.ids import ConnectionId
from flotilla.domain.views import View
from flotilla.ports.realtime import ConnectionRepository, EventLog
from flotilla.ports.repositories import BotRepository, LeadRepository
from flotilla.services.seen_events import as_seen

OVERLAP = timedelta(seconds=2)
"""An event may reach the log a moment after the change that it tells of; clients drop the ids they have."""


@dataclass(frozen=True, slots=True)
class AdmitConnection:
    """Lets the relay send to a socket that has had its snapshot, and reads what happened since that was made.

    The relay logs an event before it looks for sockets: what it could not send yet is in the log by the time the
    socket is admitted.
    """

    connections: ConnectionRepository
    event_log: EventLog
    bots: BotRepository
    leads: LeadRepository

    def __call__(self, connection_id: ConnectionId, greeted_at: datetime) -> tuple[View, ...]:
        """Envelopes to send; none for a runner, or for a socket that is not known any more."""
        self.connections.mark_greeted(connection_id)
        connection = self.connections.find(connection_id)
        if connection is None or connection.tenant is None:
            return ()
        logged = self.event_log.since(connection.tenant, greeted_at - OVERLAP)
        if not logged:
            return ()
        bots = {bot.id for bot in self.bots.list(connection.tenant)}
        return tuple(as_seen(self.leads, bots, connection, logged))
