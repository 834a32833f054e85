"""Give a bot up."""

from dataclasses import dataclass

from flotilla.domain.leases import Lease
from flotilla.ports.fleet import LeaseRepository


@dataclass(frozen=True, slots=True)
class ReleaseLease:
    """Ends a runner's hold in order, so that another may take the bot at once."""

    leases: LeaseRepository

    def __call__(self, lease: Lease) -> None:
        """Release it; a no-op if it is no longer ours."""
        self.leases.release(lease)
