"""Keep a bot."""

from dataclasses import dataclass, replace
from datetime import datetime

from flotilla.domain.health import Health
from flotilla.domain.ids import ConnectionId
from flotilla.domain.leases import Lease
from flotilla.ports.fleet import LeaseRepository


@dataclass(frozen=True, slots=True)
class RenewLease:
    """The holder's heartbeat; it carries the doorbell's address and the newest proof that the session hears, with
    the numbers of its last probe."""

    leases: LeaseRepository

    def __call__(
        self,
        lease: Lease,
        *,
        connection: ConnectionId | None,
        proven_at: datetime | None,
        health: Health | None = None,
    ) -> Lease:
        """The lease as it stands now. Raise StaleHolderError if another runner has taken the bot."""
        return self.leases.renew(replace(lease, connection=connection, proven_at=proven_at, health=health))
