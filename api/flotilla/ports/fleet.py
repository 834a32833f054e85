"""Fleet-wide state, for runners and jobs only: nothing that serves a person's request may use it."""

from collections.abc import Iterator
from datetime import datetime
from typing import Protocol

from flotilla.domain.bots import Bot
from flotilla.domain.ids import BotId, CustomerId, PaymentEventId, RunnerId, TenantId, UserId
from flotilla.domain.leases import Lease
from flotilla.domain.payments import PaymentEvent
from flotilla.domain.retention import Sweep
from flotilla.domain.schedules import Schedule
from flotilla.domain.tenants import Tenant
from flotilla.domain.uploads import Upload


class FleetRepository(Protocol):
    """Scans over all tenants."""

    def enabled_bots(self) -> tuple[Bot, ...]:
        """Every bot whose session should run. Eventually consistent."""
        ...

    def deleted_bots(self) -> tuple[Bot, ...]:
        """The bots that people deleted and whose things are not all removed yet. Eventually consistent."""
        ...

    def deleted_tenants(self) -> tuple[Tenant, ...]:
        """The workspaces that people deleted, those first whose removal is due first. Eventually consistent."""
        ...

    def tenants_with_retention(self) -> tuple[TenantId, ...]:
        """Workspaces that don't keep everything for ever, and are not deleted. Eventually consistent."""
        ...

    def unfinished_releases(self) -> tuple[tuple[TenantId, UserId], ...]:
        """People who ended, and whose leads may not all be back to unassigned. Eventually consistent."""
        ...

    def uploads(self) -> tuple[Upload, ...]:
        """Uploads that were started and not completed, the oldest first. Eventually consistent."""
        ...

    def tenants_in_grace(self) -> tuple[TenantId, ...]:
        """Workspaces with more than they pay for, those first whose grace ends first. Eventually consistent."""
        ...

    def tenant_of_customer(self, customer: CustomerId) -> TenantId | None:
        """Whose payments the provider's customer makes; None if it is nobody's."""
        ...


class RetentionSweeps(Protocol):
    """How far the looking for what is too old has come."""

    def find(self, tenant: TenantId) -> Sweep | None:
        """The last one of the workspace, or None if there was none yet."""
        ...

    def save(self, tenant: TenantId, sweep: Sweep) -> None:
        """Remember it in place of the last one."""
        ...


class PaymentEvents(Protocol):
    """What the payment provider reported, kept for 90 days. An event belongs to nobody until it is settled."""

    def add(self, event: PaymentEvent, now: datetime) -> bool:
        """Keep it, once. Whether it is still to be settled: False for one that is known and was."""
        ...

    def find(self, event: PaymentEventId) -> PaymentEvent | None:
        """The event, or None if it was never kept, or expired."""
        ...

    def settle(self, event: PaymentEventId, now: datetime) -> None:
        """Remember that nothing is left to do for it."""
        ...


class ScheduleFleet(Protocol):
    """Schedules of all tenants. Eventually consistent: read again what you act on."""

    def due(self, now: datetime, *, limit: int = 200) -> tuple[Schedule, ...]:
        """Those that need something: whose time has come, or of which the firing clock has to be told."""
        ...

    def pending(self) -> Iterator[Schedule]:
        """All that wait for their time and that the firing clock was told of, the nearest first."""
        ...


class TenantRemoval(Protocol):
    """Removes a workspace for good."""

    def step(self, tenant: TenantId, *, limit: int = 500) -> bool:
        """Remove up to about `limit` of its stored things, the workspace itself last; whether anything is left.

        The leases of its bots, which may no longer run, go first: whoever still holds one can write nothing more of it.
        Safe to repeat, and to go on with after a crash.
        """
        ...


class BotRemoval(Protocol):
    """Removes a deleted bot for good."""

    def step(self, tenant: TenantId, bot: BotId, *, limit: int = 500) -> bool:
        """Remove up to about `limit` of its stored things, the bot itself last; whether anything is left.

        The lease goes first, so that whoever still holds the bot can write nothing more of it; then chats with their
        messages and notes, leads, and the session with its history. Safe to repeat, and to go on with after a crash.
        Raise ConflictError for a bot that is not deleted.
        """
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
        """Take the bot, with the next fence, if its lease is still exactly as seen; else None.

        With `seen` None it gets its first lease, if it has none and should run: of a bot that was removed for good
        there is no lease, and none is made.
        """
        ...

    def renew(self, lease: Lease) -> Lease:
        """Write counter + 1, connection and proof; raise StaleHolderError if the fence is no longer ours."""
        ...

    def release(self, lease: Lease) -> None:
        """Give it up, so that another may take it at once; a no-op if it is no longer ours."""
        ...
