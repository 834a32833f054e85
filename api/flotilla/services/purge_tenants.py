"""Remove deleted workspaces for good, when their time has come."""

import logging
from dataclasses import dataclass

from flotilla.domain.access_changes import ENDED
from flotilla.domain.errors import NotFoundError
from flotilla.domain.ids import TenantId
from flotilla.ports.clock import Clock
from flotilla.ports.files import Files
from flotilla.ports.fleet import FleetRepository, LeaseRepository, TenantRemoval
from flotilla.ports.payments import Payments
from flotilla.ports.realtime import ConnectionRepository, Doorbell, Sockets
from flotilla.ports.repositories import BillingRepository, BotRepository, TenantRepository
from flotilla.ports.runner_fleet import Erasures
from flotilla.ports.snapshots import Snapshots
from flotilla.services.hang_up import HangUp
from flotilla.services.suspend_bots import SuspendBots

log = logging.getLogger(__name__)

MOST_STEPS = 100
"""One call removes so much at most; the next one goes on where it stopped."""


@dataclass(frozen=True, slots=True)
class PurgeTenants:
    """Housekeeping. Safe to repeat: what is removed is gone, and the workspace itself goes last."""

    fleet: FleetRepository
    tenants: TenantRepository
    bots: BotRepository
    billing: BillingRepository
    payments: Payments
    removal: TenantRemoval
    files: Files
    snapshots: Snapshots
    connections: ConnectionRepository
    sockets: Sockets
    doorbell: Doorbell
    leases: LeaseRepository
    erasures: Erasures
    clock: Clock

    def __call__(self) -> int:
        """How many workspaces are gone for good now. Raise UnavailableError if something can't be removed now."""
        steps = MOST_STEPS
        gone = 0
        for deleted in self.fleet.deleted_tenants():
            if not self._is_due(deleted.id):
                continue
            HangUp(self.connections, self.sockets)(deleted.id, None, ENDED)
            self._stop_paying(deleted.id)
            self._have_profiles_erased(deleted.id)
            self.files.remove_all(deleted.id)
            self.snapshots.remove_all(deleted.id)
            left = True
            while left and steps > 0:
                left, steps = self.removal.step(deleted.id), steps - 1
            gone += not left
            log.info("workspace removed" if not left else "workspace partly removed", extra={"tenant": deleted.id})
        return gone

    def _have_profiles_erased(self, tenant_id: TenantId) -> None:
        """Before the leases go, which alone tell of which bots a runner may have a profile on its disk."""
        for lease in self.leases.list():
            if lease.tenant == tenant_id:
                self.erasures.ask(tenant_id, lease.bot)

    def _stop_paying(self, tenant_id: TenantId) -> None:
        """Whoever is gone pays no more. Before the record goes, which alone leads to the subscription."""
        live = self.billing.get(tenant_id).live
        if live is not None and self.payments.is_set_up():
            self.payments.cancel(live.id)

    def _is_due(self, tenant_id: TenantId) -> bool:
        """Asked anew, since the list may be behind: somebody may have restored the workspace a moment ago."""
        try:
            tenant = self.tenants.get(tenant_id)
        except NotFoundError:
            return False
        if tenant.delete_at is None:
            return False
        # A bot that slipped through at the moment of deletion would run on.
        SuspendBots(self.bots, self.doorbell, self.clock)(tenant_id, suspended=True)
        return self.clock.now() >= tenant.delete_at
