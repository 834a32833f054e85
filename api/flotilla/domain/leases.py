"""Leases: which runner holds which bot, by a fencing token that only grows."""

from dataclasses import dataclass
from datetime import datetime

from flotilla.domain.ids import BotId, ConnectionId, RunnerId, TenantId

LEASE_TTL_SECONDS = 15.0
"""An observer takes over only after it saw the holder's counter unchanged this long on its own monotonic clock."""

HEARTBEAT_SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class Lease:
    """A runner's hold on a bot. `counter` grows with each heartbeat; `fence` with each change of holder.

    `holder` is None after a graceful release. `proven_at` is the last success of the health probe, `connection` the
    holder's socket for the doorbell.
    """

    tenant: TenantId
    bot: BotId
    holder: RunnerId | None
    fence: int
    counter: int
    connection: ConnectionId | None = None
    proven_at: datetime | None = None
