"""Members and invitations in memory."""

import hashlib
from dataclasses import replace

from flotilla.adapters.memory.store import Store, require_own
from flotilla.domain.audit import AuditEntry
from flotilla.domain.errors import ConflictError, LimitReachedError, NotFoundError
from flotilla.domain.ids import InvitationId, TenantId, UserId
from flotilla.domain.invitations import Invitation
from flotilla.domain.people import Membership


def join(store: Store, member: Membership, *, limit: int | None) -> None:
    """Add a membership. The caller holds the lock. Raise like MemberRepository.add."""
    if (member.tenant, member.user) in store.members:
        raise ConflictError("This person is a member already.", code="already_member")
    _require_room(store, None, member, limit)
    store.changed(None, member)
    store.members[member.tenant, member.user] = member
    store.releases.discard((member.tenant, member.user))


class MemoryMembers:
    """Implements MemberRepository."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(
        self, tenant: TenantId, member: Membership, *, limit: int | None = None, audit: AuditEntry | None = None
    ) -> None:
        """See the port."""
        require_own(tenant, member.tenant)
        with self._store.lock:
            join(self._store, member, limit=limit)
            self._store.note(tenant, audit)

    def find(self, tenant: TenantId, user: UserId) -> Membership | None:
        """See the port."""
        return self._store.members.get((tenant, user))

    def list(self, tenant: TenantId) -> tuple[Membership, ...]:
        """See the port."""
        with self._store.lock:
            mine = [member for (owner, _), member in self._store.members.items() if owner == tenant]
        return tuple(sorted(mine, key=lambda member: (member.created_at, member.user)))

    def save(
        self, tenant: TenantId, member: Membership, *, limit: int | None = None, audit: AuditEntry | None = None
    ) -> Membership:
        """See the port."""
        require_own(tenant, member.tenant)
        with self._store.lock:
            stored = self._as_read(member)
            saved = replace(member, version=member.version + 1)
            _require_room(self._store, stored, saved, limit)
            _require_owner(self._store, stored, saved)
            self._store.note(tenant, audit)
            self._store.changed(stored, saved)
            self._store.members[tenant, member.user] = saved
            if stored.active and not saved.active:
                self._store.releases.add((tenant, member.user))
            elif saved.active:
                self._store.releases.discard((tenant, member.user))
            return saved

    def remove(self, tenant: TenantId, member: Membership, *, audit: AuditEntry | None = None) -> None:
        """See the port."""
        require_own(tenant, member.tenant)
        with self._store.lock:
            stored = self._as_read(member)
            _require_owner(self._store, stored, None)
            self._store.note(tenant, audit)
            self._store.changed(stored, None)
            del self._store.members[tenant, member.user]
            self._store.releases.add((tenant, member.user))

    def released(self, tenant: TenantId, user: UserId) -> None:
        """See the port."""
        with self._store.lock:
            self._store.releases.discard((tenant, user))

    def _as_read(self, member: Membership) -> Membership:
        stored = self._store.members.get((member.tenant, member.user))
        if stored is None or stored.version != member.version:
            raise ConflictError("Somebody else changed this member meanwhile; look again.")
        return stored


class MemoryInvitations:
    """Implements InvitationRepository."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(self, tenant: TenantId, invitation: Invitation, secret: str, *, audit: AuditEntry | None = None) -> None:
        """See the port."""
        require_own(tenant, invitation.tenant)
        with self._store.lock:
            self._store.note(tenant, audit)
            self._store.invitations[tenant, invitation.id] = invitation
            self._store.invitation_links[_hash(secret)] = (tenant, invitation.id)

    def get(self, tenant: TenantId, invitation: InvitationId) -> Invitation:
        """See the port."""
        found = self._store.invitations.get((tenant, invitation))
        if found is None:
            raise NotFoundError("There is no such invitation.")
        return found

    def list(self, tenant: TenantId) -> tuple[Invitation, ...]:
        """See the port."""
        with self._store.lock:
            mine = [one for (owner, _), one in self._store.invitations.items() if owner == tenant]
        return tuple(sorted(mine, key=lambda one: one.id, reverse=True))

    def find_by_secret(self, secret: str) -> Invitation | None:
        """See the port."""
        key = self._store.invitation_links.get(_hash(secret))
        return self._store.invitations.get(key) if key is not None else None

    def revoke(self, tenant: TenantId, invitation: Invitation, *, audit: AuditEntry | None = None) -> None:
        """See the port."""
        require_own(tenant, invitation.tenant)
        with self._store.lock:
            self._require_open(invitation)
            self._store.note(tenant, audit)
            self._store.invitations[tenant, invitation.id] = invitation

    def accept(
        self,
        tenant: TenantId,
        invitation: Invitation,
        member: Membership,
        *,
        limit: int | None = None,
        audit: AuditEntry | None = None,
    ) -> None:
        """See the port."""
        for owner in (invitation.tenant, member.tenant):
            require_own(tenant, owner)
        with self._store.lock:
            self._require_open(invitation)
            join(self._store, member, limit=limit)
            self._store.note(tenant, audit)
            self._store.invitations[tenant, invitation.id] = invitation

    def _require_open(self, invitation: Invitation) -> None:
        stored = self.get(invitation.tenant, invitation.id)
        if stored.accepted_at is not None or stored.revoked_at is not None:
            raise ConflictError("This invitation was used or revoked meanwhile.", code="invitation_used")


def _require_room(store: Store, old: Membership | None, new: Membership, limit: int | None) -> None:
    if limit is None or not new.active or (old is not None and old.active):
        return
    if sum(one.active for (owner, _), one in store.members.items() if owner == new.tenant) >= limit:
        raise LimitReachedError(f"Your plan allows {limit} active people.", limit="users", allowed=limit)


def _require_owner(store: Store, old: Membership, new: Membership | None) -> None:
    if not old.is_active_owner or (new is not None and new.is_active_owner):
        return
    if sum(one.is_active_owner for (owner, _), one in store.members.items() if owner == old.tenant) < 2:
        raise ConflictError("A workspace needs an owner. Make somebody else an owner first.", code="last_owner")


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
