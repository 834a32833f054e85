"""Fleet-wide state, for runners and jobs only: nothing that serves a person's request may use it."""

from typing import Protocol

from flotilla.domain.bots import Bot
from flotilla.domain.ids import BotId, RunnerId, TenantId
from flotilla.domain.leases import Lease


class FleetRepository(Protocol):
    """Scans over all tenants."""

    def enabled_bots(self) -> tuple[Bot, ...]:
        """Every bot whose session should run. Eventually consistent."""
        ...


class LeaseRepository(Protocol):
    """Who holds which bot."""

    def list(self) -> tuple[Lease, ...]:
        """All leases, released ones too."""
        ...

    def find(self, tenant: TenantId, bot: BotId) -> Lease | None:
        """The bot's lease (strongly consistent), or None if it never had one."""
        ...

    def acquire(self, tenant: TenantId, bot: BotId, runner: RunnerId, *, seen: Lease | None) -> Lease | None:
        """Take the bot, with the next fence, if its lease is still exactly as seen (None: has none); else None."""
        ...

    def renew(self, lease: Lease) -> Lease:
        """Write counter + 1, connection and proof; raise StaleHolderError if the fence is no longer ours."""
        ...

    def release(self, lease: Lease) -> None:
        """Give it up, so that another may take it at once; a no-op if it is no longer ours."""
        ...
