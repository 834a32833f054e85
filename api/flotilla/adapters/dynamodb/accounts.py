"""Workspaces and accounts in DynamoDB."""

from dataclasses import replace

from pynamodb.expressions.operand import Path

from flotilla.adapters.dynamodb import keys
from flotilla.adapters.dynamodb.audit import note
from flotilla.adapters.dynamodb.codecs.accounts import (
    read_member,
    read_tenant,
    read_usage,
    read_user,
    write_email,
    write_tenant,
    write_user,
)
from flotilla.adapters.dynamodb.conditions import as_read, new
from flotilla.adapters.dynamodb.database import Database, Transaction
from flotilla.adapters.dynamodb.failures import ConditionFailedError
from flotilla.adapters.dynamodb.members import join
from flotilla.adapters.dynamodb.own import require_own
from flotilla.domain.audit import AuditEntry
from flotilla.domain.errors import ConflictError, NotFoundError
from flotilla.domain.ids import TenantId, UserId
from flotilla.domain.people import Membership, User
from flotilla.domain.tenants import Tenant, Usage


class DynamoTenants:
    """Implements TenantRepository."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, tenant: Tenant, *, owner: Membership | None = None, audit: AuditEntry | None = None) -> None:
        """See the port."""
        require_own(tenant.id, owner.tenant if owner is not None else tenant.id)
        transaction = Transaction()
        self._database.put(transaction, write_tenant(tenant), new())
        note(self._database, transaction, tenant.id, audit)
        if owner is not None:
            join(self._database, transaction, owner)
        try:
            self._database.commit(transaction)
        except ConditionFailedError:
            raise ConflictError("There is a workspace with this id already.") from None

    def get(self, tenant: TenantId) -> Tenant:
        """See the port."""
        item = self._database.main.get(keys.tenant(tenant))
        if item is None:
            raise NotFoundError("There is no such workspace.")
        return read_tenant(item)

    def save(self, tenant: Tenant, *, audit: AuditEntry | None = None) -> Tenant:
        """See the port."""
        saved = replace(tenant, version=tenant.version + 1)
        transaction = Transaction()
        note(self._database, transaction, tenant.id, audit)
        self._database.put(transaction, write_tenant(saved), as_read(tenant.version))
        try:
            self._database.commit(transaction)
        except ConditionFailedError:
            raise ConflictError("Somebody else changed the workspace meanwhile; look at it again.") from None
        return saved

    def usage(self, tenant: TenantId) -> Usage:
        """See the port."""
        return read_usage(self._database.main.get(keys.usage(tenant)))

    def default(self) -> TenantId | None:
        """See the port."""
        item = self._database.main.get(keys.DEFAULT_TENANT)
        return TenantId(item["tenant"]) if item is not None else None

    def make_default(self, tenant: TenantId) -> TenantId:
        """See the port."""
        item = {**keys.DEFAULT_TENANT._asdict(), "kind": "default_tenant", "v": 1, "tenant": tenant}
        try:
            self._database.main.put(item, new())
        except ConditionFailedError:
            return self.default() or tenant
        return tenant


class DynamoUsers:
    """Implements UserRepository."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, user: User) -> None:
        """See the port."""
        transaction = Transaction()
        self._database.put(transaction, write_user(user), new())
        self._database.put(transaction, write_email(user), new())
        try:
            self._database.commit(transaction)
        except ConditionFailedError:
            raise ConflictError("This address has an account already.") from None

    def get(self, user: UserId) -> User:
        """See the port."""
        item = self._database.main.get(keys.user(user))
        if item is None:
            raise NotFoundError("There is no such account.")
        return read_user(item)

    def find_by_email(self, email: str) -> User | None:
        """See the port."""
        found = self._database.main.get(keys.email(email))
        item = self._database.main.get(keys.user(UserId(found["user"]))) if found is not None else None
        return read_user(item) if item is not None else None

    def save(self, user: User, *, audit: AuditEntry | None = None) -> User:
        """See the port."""
        saved = replace(user, version=user.version + 1)
        transaction = Transaction()
        if audit is not None:
            note(self._database, transaction, audit.tenant, audit)
        same_address = Path("email") == user.email
        self._database.put(transaction, write_user(saved), as_read(user.version) & same_address)
        try:
            self._database.commit(transaction)
        except ConditionFailedError:
            raise ConflictError("The account changed meanwhile; look at it again.") from None
        return saved

    def memberships(self, user: UserId) -> tuple[Membership, ...]:
        """See the port."""
        items = self._database.main.query(
            keys.user(user).pk, sort=Path("sk").startswith(keys.MEMBER_PREFIX), consistent=True
        )
        return tuple(sorted(map(read_member, items), key=lambda member: (member.created_at, member.tenant)))
