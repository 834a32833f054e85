"""Fleet-wide state, for runners and jobs only: nothing that serves a person's request may use it."""

from typing import Protocol

from flotilla.domain.bots import Bot
from flotilla.domain.ids import BotId, RunnerId, TenantId, UserId
from flotilla.domain.leases import Lease
from flotilla.domain.tenants import Tenant


class FleetRepository(Protocol):
    """Scans over all tenants."""

    def enabled_bots(self) -> tuple[Bot, ...]:
        """Every bot whose session should run. Eventually consistent."""
        ...

    def deleted_tenants(self) -> tuple[Tenant, ...]:
        """The workspaces that people deleted, those first whose removal is due first. Eventually consistent."""
        ...

    def unfinished_releases(self) -> tuple[tuple[TenantId, UserId], ...]:
        """People who ended, and whose leads may not all be back to unassigned. Eventually consistent."""
        ...


class TenantRemoval(Protocol):
    """Removes a workspace for good."""

    def step(self, tenant: TenantId, *, limit: int = 500) -> bool:
        """Remove up to about `limit` of its stored things, the workspace itself last; whether anything is left.

        Safe to repeat, and to go on with after a crash.
        """
        ...


class Files(Protocol):
    """The files of tenants."""

    def remove_all(self, tenant: TenantId) -> None:
        """Remove every file of the tenant. Raise UnavailableError if some are left; call again then."""
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
