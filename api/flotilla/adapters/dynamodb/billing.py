"""What is known of payments in DynamoDB."""

from dataclasses import replace
from datetime import datetime, timedelta

from pynamodb.expressions.operand import Path

from flotilla.adapters.dynamodb import keys
from flotilla.adapters.dynamodb.audit import note as note_audit
from flotilla.adapters.dynamodb.codecs.billing import (
    read_billing,
    read_limit_note,
    read_payment_event,
    write_billing,
    write_limit_note,
    write_payment_event,
)
from flotilla.adapters.dynamodb.codecs.runtime import epoch
from flotilla.adapters.dynamodb.conditions import either, new, unchanged
from flotilla.adapters.dynamodb.database import Database, Transaction
from flotilla.adapters.dynamodb.failures import ConditionFailedError
from flotilla.adapters.dynamodb.own import require_own
from flotilla.adapters.dynamodb.values import write_time
from flotilla.domain.audit import AuditEntry
from flotilla.domain.billing import Billing
from flotilla.domain.errors import ConflictError
from flotilla.domain.ids import PaymentEventId, TenantId
from flotilla.domain.limit_notes import LimitNote
from flotilla.domain.payments import PaymentEvent

EVENTS_KEPT = timedelta(days=90)


class DynamoBilling:
    """Implements BillingRepository. Whose a customer is stands in an item of its own, which payment events lead to."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, tenant: TenantId) -> Billing:
        """See the port."""
        item = self._database.main.get(keys.billing(tenant))
        return read_billing(item) if item is not None else Billing(tenant)

    def save(self, tenant: TenantId, billing: Billing, *, audit: AuditEntry | None = None) -> Billing:
        """See the port."""
        require_own(tenant, billing.tenant)
        saved = replace(billing, version=billing.version + 1)
        transaction = Transaction()
        note_audit(self._database, transaction, tenant, audit)
        self._database.put(transaction, write_billing(saved), unchanged(billing.version))
        if billing.customer is not None:
            owner = {**keys.customer(billing.customer)._asdict(), "kind": "customer", "v": 1, "tenant": tenant}
            self._database.put(transaction, owner, either(new(), Path("tenant") == tenant))
        try:
            self._database.commit(transaction)
        except ConditionFailedError:
            raise ConflictError("The workspace's payments changed meanwhile; try again.") from None
        return saved


class DynamoLimitNotes:
    """Implements LimitNotes."""

    def __init__(self, database: Database) -> None:
        self._table = database.main

    def put(self, tenant: TenantId, note: LimitNote, *, unless_since: datetime) -> bool:
        """See the port."""
        require_own(tenant, note.tenant)
        try:
            self._table.put(write_limit_note(note), either(new(), Path("at") <= write_time(unless_since)))
        except ConditionFailedError:
            return False
        return True

    def list(self, tenant: TenantId) -> tuple[LimitNote, ...]:
        """See the port."""
        prefix = Path("sk").startswith(keys.LIMIT_NOTE_PREFIX)
        return tuple(map(read_limit_note, self._table.query(keys.tenant(tenant).pk, sort=prefix, consistent=True)))


class DynamoPaymentEvents:
    """Implements PaymentEvents."""

    def __init__(self, database: Database) -> None:
        self._table = database.runtime

    def add(self, event: PaymentEvent, now: datetime) -> bool:
        """See the port."""
        item = {**write_payment_event(event), "expires_at": epoch(now + EVENTS_KEPT)}
        try:
            self._table.put(item, new())
        except ConditionFailedError:
            known = self._table.get(keys.payment_event(event.id))
            return known is None or "settled_at" not in known
        return True

    def find(self, event: PaymentEventId) -> PaymentEvent | None:
        """See the port."""
        item = self._table.get(keys.payment_event(event))
        return read_payment_event(item) if item is not None else None

    def settle(self, event: PaymentEventId, now: datetime) -> None:
        """See the port."""
        try:
            self._table.update(
                keys.payment_event(event), [Path("settled_at").set(write_time(now))], Path("pk").exists()
            )
        except ConditionFailedError:
            return  # It has expired.
