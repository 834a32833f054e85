"""Relay changes of state as events: to the bus, to the event log, and to open sockets."""

from collections.abc import Sequence
from dataclasses import dataclass

from flotilla.domain.access_changes import access_change
from flotilla.domain.events import Change, Event, derive_events
from flotilla.domain.ids import LeadId, TenantId, UserId
from flotilla.domain.people import Role
from flotilla.domain.views import View
from flotilla.domain.visibility import lead_of, view_of_event
from flotilla.ports.clock import Clock
from flotilla.ports.realtime import Connection, ConnectionRepository, EventBus, EventLog, Sockets
from flotilla.ports.repositories import LeadRepository
from flotilla.services.deliver_frames import DeliverFrames
from flotilla.services.hang_up import HangUp
from flotilla.services.seen_events import assignee


@dataclass(frozen=True, slots=True)
class RelayChanges:
    """Derives the events of stored changes and hands them on.

    The bus and the log come first and may fail the whole batch, which is then delivered again with the same event
    ids. Sockets are best effort: a page that missed something asks the log.
    """

    event_bus: EventBus
    event_log: EventLog
    connections: ConnectionRepository
    sockets: Sockets
    leads: LeadRepository
    clock: Clock

    def __call__(self, changes: Sequence[Change]) -> None:
        """Raise UnavailableError if the bus or the log did not take all events."""
        by_tenant: dict[TenantId, list[Event]] = {}
        for change in changes:
            for event in derive_events(change):
                by_tenant.setdefault(event.tenant, []).append(event)
        for events in by_tenant.values():
            self.event_bus.publish(events)
        for tenant, events in by_tenant.items():
            self.event_log.append(tenant, events)
        frames = [pair for tenant, events in by_tenant.items() for pair in self._frames(tenant, events)]
        self._delivery(frames)
        self._hang_up(changes)

    @property
    def _delivery(self) -> DeliverFrames:
        return DeliverFrames(self.connections, self.sockets, self.clock)

    def _hang_up(self, changes: Sequence[Change]) -> None:
        """Close sockets of who ended for good; with a new role, the page comes back and is told what it may see."""
        for ended in {found for found in map(access_change, changes) if found is not None}:
            HangUp(self.connections, self.sockets)(*ended)

    def _frames(self, tenant: TenantId, events: Sequence[Event]) -> list[tuple[Connection, View]]:
        connections = [one for one in self.connections.of_tenant(tenant) if self._delivery.hears(one)]
        envelopes = [event.envelope() for event in events]
        vendors = any(connection.role is Role.VENDOR for connection in connections)
        assigned = self._assigned(tenant, envelopes) if vendors else {}
        frames = []
        for connection in connections:
            seen = _as_seen_by(connection, envelopes, assigned)
            if seen:
                frames.append((connection, {"events": seen}))
        return frames

    def _assigned(self, tenant: TenantId, envelopes: Sequence[View]) -> dict[str, UserId | None]:
        leads = {lead for lead in map(lead_of, envelopes) if lead is not None}
        return {lead: assignee(self.leads, tenant, LeadId(lead)) for lead in leads}


def _as_seen_by(connection: Connection, envelopes: Sequence[View], assigned: dict[str, UserId | None]) -> list[View]:
    if connection.role is None or connection.user is None:
        return []
    seen = (
        view_of_event(envelope, connection.role, connection.user, assigned.get(lead_of(envelope) or ""))
        for envelope in envelopes
    )
    return [envelope for envelope in seen if envelope is not None]
