"""Count what happened, by bot and day, and tell the pages that show it."""

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from flotilla.domain.errors import NotFoundError, RateLimitedError
from flotilla.domain.events import Change
from flotilla.domain.ids import TenantId
from flotilla.domain.metrics import KEPT, Tally, counts_anything, tallies_of
from flotilla.domain.people import POWERS, Power
from flotilla.domain.views import iso
from flotilla.ports.clock import Clock
from flotilla.ports.limits import RateLimiter
from flotilla.ports.realtime import ConnectionRepository, Sockets
from flotilla.ports.repositories import MetricsRepository, TenantRepository
from flotilla.services.deliver_frames import DeliverFrames

TOLD_EVERY_SECONDS = 5


@dataclass(frozen=True, slots=True)
class CountChanges:
    """Adds what changes of state add to the counts. Safe to repeat: each change counts once."""

    metrics: MetricsRepository
    tenants: TenantRepository
    connections: ConnectionRepository
    sockets: Sockets
    limiter: RateLimiter
    clock: Clock

    def __call__(self, changes: Sequence[Change]) -> None:
        """Raise UnavailableError or ConflictError if some are not counted; give all of them again then."""
        by_tenant: dict[TenantId, list[Change]] = {}
        for change in changes:
            if change.new is not None and counts_anything(change):
                by_tenant.setdefault(change.new.tenant, []).append(change)
        for tenant, own in by_tenant.items():
            zone = self._zone(tenant)
            if zone is not None:
                tallies = [one for change in own for one in tallies_of(change, zone)]
                self.metrics.add(tenant, tallies)
                self._tell(tenant, tallies)

    def _zone(self, tenant: TenantId) -> ZoneInfo | None:
        """None for a workspace that was removed: there is nothing left to count for."""
        try:
            return ZoneInfo(self.tenants.get(tenant).time_zone)
        except NotFoundError:
            return None

    def _tell(self, tenant: TenantId, tallies: Sequence[Tally]) -> None:
        """At most once in a few seconds: what happens meanwhile is in the counts that the page then asks for."""
        delivery = DeliverFrames(self.connections, self.sockets, self.clock)
        watching = [
            one
            for one in self.connections.of_tenant(tenant)
            if one.role is not None and Power.METRICS_READ in POWERS[one.role] and delivery.hears(one)
        ]
        if not watching:
            return
        try:
            self.limiter.take(f"metrics#{tenant}", capacity=1, per_second=1 / TOLD_EVERY_SECONDS)
        except RateLimitedError:
            return
        days = sorted({day.isoformat() for one in tallies for day in one.days if day != KEPT})
        bots = sorted({one.bot for one in tallies})
        event = {
            "id": f"{tallies[0].change}.metrics",
            "type": "metrics.updated",
            "time": iso(self.clock.now()),
            "tenant": tenant,
            "bot": bots[0] if len(bots) == 1 else None,
            "data": {"metrics": {"bot_ids": bots, "days": days}},
        }
        delivery([(connection, {"events": [event]}) for connection in watching])
