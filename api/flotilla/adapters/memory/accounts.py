"""Tenants and users in memory."""

from dataclasses import replace

from flotilla.adapters.memory.members import join
from flotilla.adapters.memory.store import Store, require_own
from flotilla.domain.audit import AuditEntry
from flotilla.domain.errors import ConflictError, NotFoundError
from flotilla.domain.ids import TenantId, UserId
from flotilla.domain.people import Membership, User
from flotilla.domain.tenants import Tenant, Usage


class MemoryTenants:
    """Implements TenantRepository."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(self, tenant: Tenant, *, owner: Membership | None = None, audit: AuditEntry | None = None) -> None:
        """See the port."""
        require_own(tenant.id, owner.tenant if owner is not None else tenant.id)
        with self._store.lock:
            if tenant.id in self._store.tenants:
                raise ConflictError("There is a workspace with this id already.")
            self._store.note(tenant.id, audit)
            self._store.tenants[tenant.id] = tenant
            if owner is not None:
                join(self._store, owner, limit=None)

    def get(self, tenant: TenantId) -> Tenant:
        """See the port."""
        found = self._store.tenants.get(tenant)
        if found is None:
            raise NotFoundError("There is no such workspace.")
        return found

    def save(self, tenant: Tenant, *, audit: AuditEntry | None = None) -> Tenant:
        """See the port."""
        with self._store.lock:
            stored = self._store.tenants.get(tenant.id)
            if stored is None or stored.version != tenant.version:
                raise ConflictError("Somebody else changed the workspace meanwhile; look at it again.")
            self._store.note(tenant.id, audit)
            saved = replace(tenant, version=tenant.version + 1)
            self._store.tenants[tenant.id] = saved
            return saved

    def usage(self, tenant: TenantId) -> Usage:
        """See the port."""
        with self._store.lock:
            active = [one for (owner, _), one in self._store.members.items() if owner == tenant and one.active]
            bots = [one for (owner, _), one in self._store.bots.items() if owner == tenant and not one.deleted]
            live = [one for (owner, _), one in self._store.schedules.items() if owner == tenant and one.live]
        running = sum(one.should_run for one in bots)
        return Usage(sum(one.is_active_owner for one in active), len(active), len(bots), len(live), running)

    def default(self) -> TenantId | None:
        """See the port."""
        return self._store.default_tenant

    def make_default(self, tenant: TenantId) -> TenantId:
        """See the port."""
        with self._store.lock:
            self._store.default_tenant = self._store.default_tenant or tenant
            return self._store.default_tenant


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

    def save(self, user: User, *, audit: AuditEntry | None = None) -> User:
        """See the port."""
        with self._store.lock:
            stored = self._store.users.get(user.id)
            if stored is None or (stored.version, stored.email) != (user.version, user.email):
                raise ConflictError("The account changed meanwhile; look at it again.")
            if audit is not None:
                self._store.note(audit.tenant, audit)
            saved = replace(user, version=user.version + 1)
            self._store.users[user.id] = saved
            return saved

    def memberships(self, user: UserId) -> tuple[Membership, ...]:
        """See the port."""
        with self._store.lock:
            mine = [member for member in self._store.members.values() if member.user == user]
        return tuple(sorted(mine, key=lambda member: (member.created_at, member.tenant)))
