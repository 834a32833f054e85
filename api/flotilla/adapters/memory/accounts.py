"""Tenants, users and members in memory."""

from flotilla.adapters.memory.store import Store, require_own
from flotilla.domain.errors import ConflictError, NotFoundError
from flotilla.domain.ids import TenantId, UserId
from flotilla.domain.people import Membership, User
from flotilla.domain.tenants import Tenant


class MemoryTenants:
    """Implements TenantRepository."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(self, tenant: Tenant) -> None:
        """See the port."""
        with self._store.lock:
            if tenant.id in self._store.tenants:
                raise ConflictError("There is a workspace with this id already.")
            self._store.tenants[tenant.id] = tenant

    def get(self, tenant: TenantId) -> Tenant:
        """See the port."""
        found = self._store.tenants.get(tenant)
        if found is None:
            raise NotFoundError("There is no such workspace.")
        return found


class MemoryUsers:
    """Implements UserRepository."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(self, user: User) -> None:
        """See the port."""
        with self._store.lock:
            if user.id in self._store.users or self.find_by_email(user.email) is not None:
                raise ConflictError("This address has an account already.")
            self._store.users[user.id] = user

    def get(self, user: UserId) -> User:
        """See the port."""
        found = self._store.users.get(user)
        if found is None:
            raise NotFoundError("There is no such account.")
        return found

    def find_by_email(self, email: str) -> User | None:
        """See the port."""
        with self._store.lock:
            return next((user for user in self._store.users.values() if user.email == email), None)

    def memberships(self, user: UserId) -> tuple[Membership, ...]:
        """See the port."""
        with self._store.lock:
            mine = [member for member in self._store.members.values() if member.user == user]
        return tuple(sorted(mine, key=lambda member: (member.created_at, member.tenant)))


class MemoryMembers:
    """Implements MemberRepository."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(self, tenant: TenantId, member: Membership) -> None:
        """See the port."""
        require_own(tenant, member.tenant)
        with self._store.lock:
            if (tenant, member.user) in self._store.members:
                raise ConflictError("This person is a member already.")
            self._store.members[tenant, member.user] = member

    def find(self, tenant: TenantId, user: UserId) -> Membership | None:
        """See the port."""
        return self._store.members.get((tenant, user))
