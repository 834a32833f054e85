"""Take a bot."""

from dataclasses import dataclass

from flotilla.domain.bots import Bot
from flotilla.domain.ids import RunnerId
from flotilla.domain.leases import Lease
from flotilla.ports.fleet import LeaseRepository


@dataclass(frozen=True, slots=True)
class AcquireLease:
    """Makes a runner the holder of a bot whose lease nobody keeps alive."""

    leases: LeaseRepository

    def __call__(self, bot: Bot, runner: RunnerId, *, seen: Lease | None) -> Lease | None:
        """The new lease with the next fence, or None if the lease moved since it was seen."""
        return self.leases.acquire(bot.tenant, bot.id, runner, seen=seen)
