"""What is known of payments in memory."""

from dataclasses import replace
from datetime import datetime

from flotilla.adapters.memory.store import Store, require_own
from flotilla.domain.audit import AuditEntry
from flotilla.domain.billing import Billing
from flotilla.domain.errors import ConflictError
from flotilla.domain.ids import PaymentEventId, TenantId
from flotilla.domain.limit_notes import LimitNote
from flotilla.domain.payments import PaymentEvent


class MemoryBilling:
    """Implements BillingRepository."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def get(self, tenant: TenantId) -> Billing:
        """See the port."""
        return self._store.billing.get(tenant, Billing(tenant))

    def save(self, tenant: TenantId, billing: Billing, *, audit: AuditEntry | None = None) -> Billing:
        """See the port."""
        require_own(tenant, billing.tenant)
        with self._store.lock:
            stored = self._store.billing.get(tenant)
            owner = self._store.customers.get(billing.customer, tenant) if billing.customer is not None else tenant
            if (stored.version if stored is not None else 0) != billing.version or owner != tenant:
                raise ConflictError("The workspace's payments changed meanwhile; try again.")
            self._store.note(tenant, audit)
            saved = replace(billing, version=billing.version + 1)
            self._store.changed(stored, saved)
            self._store.billing[tenant] = saved
            if billing.customer is not None:
                self._store.customers[billing.customer] = tenant
            return saved


class MemoryLimitNotes:
    """Implements LimitNotes."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def put(self, tenant: TenantId, note: LimitNote, *, unless_since: datetime) -> bool:
        """See the port."""
        require_own(tenant, note.tenant)
        with self._store.lock:
            last = self._store.limit_notes.get((tenant, note.limit))
            if last is not None and last.at > unless_since:
                return False
            self._store.changed(last, note)
            self._store.limit_notes[tenant, note.limit] = note
            return True

    def list(self, tenant: TenantId) -> tuple[LimitNote, ...]:
        """See the port."""
        with self._store.lock:
            mine = [note for (owner, _), note in self._store.limit_notes.items() if owner == tenant]
        return tuple(sorted(mine, key=lambda note: note.limit))


class MemoryPaymentEvents:
    """Implements PaymentEvents; `settled` are the ids of those that nothing is left to do for."""

    def __init__(self) -> None:
        self.events: dict[PaymentEventId, PaymentEvent] = {}
        self.settled: set[PaymentEventId] = set()

    def add(self, event: PaymentEvent, now: datetime) -> bool:  # noqa: ARG002  # Nothing expires in memory.
        """See the port."""
        self.events.setdefault(event.id, event)
        return event.id not in self.settled

    def find(self, event: PaymentEventId) -> PaymentEvent | None:
        """See the port."""
        return self.events.get(event)

    def settle(self, event: PaymentEventId, now: datetime) -> None:  # noqa: ARG002
        """See the port."""
        if event in self.events:
            self.settled.add(event)
