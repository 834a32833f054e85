"""Leases: which runner holds which bot, by a fencing token that only grows.

No wall clocks are compared: an observer judges a holder by its own monotonic clock alone.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from flotilla.domain.health import Health
from flotilla.domain.ids import BotId, ConnectionId, RunnerId, TenantId

LEASE_TTL_SECONDS = 15.0
"""An observer takes over only after it saw the holder's counter unchanged this long on its own monotonic clock."""

HEARTBEAT_SECONDS = 3.0

SEND_MARGIN_SECONDS = 3.0
"""A holder stops sending this long before an observer may take over, so that both never send."""


@dataclass(frozen=True, slots=True)
class Lease:
    """A runner's hold on a bot. `counter` grows with each heartbeat; `fence` with each change of holder.

    `holder` is None after a graceful release. `proven_at` is the last success of the health probe, `connection` the
    holder's socket for the doorbell, `health` the numbers of the newest probe.
    """

    tenant: TenantId
    bot: BotId
    holder: RunnerId | None
    fence: int
    counter: int
    connection: ConnectionId | None = None
    proven_at: datetime | None = None
    health: Health | None = None


@dataclass(frozen=True, slots=True)
class Sighting:
    """The lease's state as an observer saw it, and when it first saw that state (monotonic seconds)."""

    lease: Lease
    since: float


def observe_leases(known: Mapping[BotId, Sighting], leases: Iterable[Lease], now: float) -> dict[BotId, Sighting]:
    """What the observer knows after another look: a lease that moved is a new sighting, a still one keeps its time."""
    seen: dict[BotId, Sighting] = {}
    for lease in leases:
        before = known.get(lease.bot)
        still = before is not None and _state(before.lease) == _state(lease)
        seen[lease.bot] = Sighting(lease, before.since if before is not None and still else now)
    return seen


def may_take(sighting: Sighting | None, now: float) -> bool:
    """Whether an observer may try to acquire the bot: nobody ever held it, it was released, or its holder is dead."""
    if sighting is None or sighting.lease.holder is None:
        return True
    return now - sighting.since >= LEASE_TTL_SECONDS


def send_until(renewed_at: float) -> float:
    """Until when (monotonic seconds) a holder may send that began its last successful renewal at `renewed_at`."""
    return renewed_at + LEASE_TTL_SECONDS - SEND_MARGIN_SECONDS


def _state(lease: Lease) -> tuple[RunnerId | None, int, int]:
    return lease.holder, lease.fence, lease.counter
