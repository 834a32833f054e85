"""Workspaces, accounts and memberships in DynamoDB."""

from pynamodb.expressions.operand import Path

from flotilla.adapters.dynamodb import keys
from flotilla.adapters.dynamodb.codecs.accounts import (
    read_member,
    read_tenant,
    read_user,
    write_email,
    write_member,
    write_tenant,
    write_user,
)
from flotilla.adapters.dynamodb.conditions import new
from flotilla.adapters.dynamodb.database import Database, Transaction
from flotilla.adapters.dynamodb.failures import ConditionFailedError
from flotilla.adapters.dynamodb.own import require_own
from flotilla.domain.errors import ConflictError, NotFoundError
from flotilla.domain.ids import TenantId, UserId
from flotilla.domain.people import Membership, User
from flotilla.domain.tenants import Tenant


class DynamoTenants:
    """Implements TenantRepository."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, tenant: Tenant) -> None:
        """See the port."""
        try:
            self._database.main.put(write_tenant(tenant), new())
        except ConditionFailedError:
            raise ConflictError("There is a workspace with this id already.") from None

    def get(self, tenant: TenantId) -> Tenant:
        """See the port."""
        item = self._database.main.get(keys.tenant(tenant))
        if item is None:
            raise NotFoundError("There is no such workspace.")
        return read_tenant(item)


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

    def memberships(self, user: UserId) -> tuple[Membership, ...]:
        """See the port."""
        items = self._database.main.query(
            keys.user(user).pk, sort=Path("sk").startswith(keys.MEMBER_PREFIX), consistent=True
        )
        return tuple(sorted(map(read_member, items), key=lambda member: (member.created_at, member.tenant)))


class DynamoMembers:
    """Implements MemberRepository."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, tenant: TenantId, member: Membership) -> None:
        """See the port."""
        require_own(tenant, member.tenant)
        transaction = Transaction()
        for key in (keys.member(tenant, member.user), keys.membership(member.user, tenant)):
            self._database.put(transaction, write_member(member, key), new())
        try:
            self._database.commit(transaction)
        except ConditionFailedError:
            raise ConflictError("This person is a member already.") from None

    def find(self, tenant: TenantId, user: UserId) -> Membership | None:
        """See the port."""
        item = self._database.main.get(keys.member(tenant, user))
        return read_member(item) if item is not None else None
