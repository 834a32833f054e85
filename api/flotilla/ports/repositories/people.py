"""Accounts, memberships and invitations."""

from typing import Protocol

from flotilla.domain.audit import AuditEntry
from flotilla.domain.ids import InvitationId, TenantId, UserId
from flotilla.domain.invitations import Invitation
from flotilla.domain.people import Membership, User


class UserRepository(Protocol):
    """Accounts, across tenants: an account may belong to several."""

    def add(self, user: User) -> None:
        """Raise ConflictError if the address has an account already."""
        ...

    def get(self, user: UserId) -> User:
        """Raise NotFoundError if there is none."""
        ...

    def find_by_email(self, email: str) -> User | None:
        """The account of a normalised address."""
        ...

    def save(self, user: User, *, audit: AuditEntry | None = None) -> User:
        """Save all but the address, which is an account's for good. Raise ConflictError if it changed meanwhile."""
        ...

    def memberships(self, user: UserId) -> tuple[Membership, ...]:
        """The tenants a user belongs to, oldest membership first."""
        ...


class MemberRepository(Protocol):
    """The people of one tenant. `limit` is how many active people the tenant may have; None is any number.

    Whatever is written, the tenant keeps an active owner if it had one: else ConflictError (`last_owner`).
    """

    def add(
        self, tenant: TenantId, member: Membership, *, limit: int | None = None, audit: AuditEntry | None = None
    ) -> None:
        """Raise ConflictError if the user is a member already, LimitReachedError beyond the limit."""
        ...

    def find(self, tenant: TenantId, user: UserId) -> Membership | None:
        """The membership, or None."""
        ...

    def list(self, tenant: TenantId) -> tuple[Membership, ...]:
        """All members, oldest first."""
        ...

    def save(
        self, tenant: TenantId, member: Membership, *, limit: int | None = None, audit: AuditEntry | None = None
    ) -> Membership:
        """Raise ConflictError if it changed meanwhile, LimitReachedError where an active one would be too many.

        A person who is made inactive is noted as one whose leads are to be released, until `released`; one who
        is made active is not.
        """
        ...

    def remove(self, tenant: TenantId, member: Membership, *, audit: AuditEntry | None = None) -> None:
        """Raise ConflictError if it changed meanwhile. The person is noted as one whose leads are to be released."""
        ...

    def released(self, tenant: TenantId, user: UserId) -> None:
        """The person's leads are all back to unassigned; a no-op if nothing was noted."""
        ...


class InvitationRepository(Protocol):
    """Invitations into a tenant."""

    def add(self, tenant: TenantId, invitation: Invitation, secret: str, *, audit: AuditEntry | None = None) -> None:
        """Store it; of the link's secret only a hash is kept."""
        ...

    def get(self, tenant: TenantId, invitation: InvitationId) -> Invitation:
        """Raise NotFoundError if there is none."""
        ...

    def list(self, tenant: TenantId) -> tuple[Invitation, ...]:
        """All, newest first."""
        ...

    def find_by_secret(self, secret: str) -> Invitation | None:
        """The invitation of a link, of whatever tenant: who has the link may see it."""
        ...

    def revoke(self, tenant: TenantId, invitation: Invitation, *, audit: AuditEntry | None = None) -> None:
        """Store it as revoked. Raise ConflictError if it was accepted or revoked meanwhile."""
        ...

    def accept(
        self,
        tenant: TenantId,
        invitation: Invitation,
        member: Membership,
        *,
        limit: int | None = None,
        audit: AuditEntry | None = None,
    ) -> None:
        """Store it as accepted together with the membership that it gives.

        Raise ConflictError if it was accepted or revoked meanwhile, or the user is a member already, and
        LimitReachedError beyond the limit of active people.
        """
        ...
