"""Invitations in DynamoDB."""

from pynamodb.expressions.condition import Condition
from pynamodb.expressions.operand import Path

from flotilla.adapters.dynamodb import keys
from flotilla.adapters.dynamodb.audit import note
from flotilla.adapters.dynamodb.codecs.invitations import read_invitation, write_invitation, write_link
from flotilla.adapters.dynamodb.conditions import every, new
from flotilla.adapters.dynamodb.database import Database, Transaction
from flotilla.adapters.dynamodb.members import join
from flotilla.adapters.dynamodb.own import require_own
from flotilla.adapters.dynamodb.usage import commit_counted
from flotilla.adapters.dynamodb.values import write_time
from flotilla.domain.audit import AuditEntry
from flotilla.domain.errors import ConflictError, NotFoundError
from flotilla.domain.ids import InvitationId, TenantId
from flotilla.domain.invitations import Invitation
from flotilla.domain.people import Membership


class DynamoInvitations:
    """Implements InvitationRepository."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, tenant: TenantId, invitation: Invitation, secret: str, *, audit: AuditEntry | None = None) -> None:
        """See the port."""
        require_own(tenant, invitation.tenant)
        digest = keys.digest_of(secret)
        transaction = Transaction()
        note(self._database, transaction, tenant, audit)
        self._database.put(transaction, write_invitation(invitation, digest), new())
        self._database.put(transaction, write_link(invitation, digest), new())
        taken = ConflictError("There is an invitation with this id already.")
        commit_counted(self._database, transaction, None, taken)

    def get(self, tenant: TenantId, invitation: InvitationId) -> Invitation:
        """See the port."""
        item = self._database.main.get(keys.invitation(tenant, invitation))
        if item is None:
            raise NotFoundError("There is no such invitation.")
        return read_invitation(item)

    def list(self, tenant: TenantId) -> tuple[Invitation, ...]:
        """See the port."""
        items = self._database.main.query(
            keys.tenant(tenant).pk,
            sort=Path("sk").startswith(keys.INVITATION_PREFIX),
            newest_first=True,
            consistent=True,
        )
        return tuple(map(read_invitation, items))

    def find_by_secret(self, secret: str) -> Invitation | None:
        """See the port."""
        link = self._database.main.get(keys.invitation_link(keys.digest_of(secret)))
        if link is None:
            return None
        item = self._database.main.get(keys.invitation(TenantId(link["tenant"]), InvitationId(link["invitation"])))
        return read_invitation(item) if item is not None else None

    def revoke(self, tenant: TenantId, invitation: Invitation, *, audit: AuditEntry | None = None) -> None:
        """See the port."""
        require_own(tenant, invitation.tenant)
        transaction = Transaction()
        note(self._database, transaction, tenant, audit)
        self._mark(transaction, invitation)
        commit_counted(self._database, transaction, None, _used())

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
        transaction = Transaction()
        note(self._database, transaction, tenant, audit)
        self._mark(transaction, invitation)
        refused = join(self._database, transaction, member, limit)
        commit_counted(self._database, transaction, refused, _used())

    def _mark(self, transaction: Transaction, invitation: Invitation) -> None:
        marks = {"accepted_at": invitation.accepted_at, "revoked_at": invitation.revoked_at}
        actions = [Path(name).set(write_time(at)) for name, at in marks.items() if at is not None]
        self._database.update(transaction, keys.invitation(invitation.tenant, invitation.id), actions, _open())


def _open() -> Condition:
    return every(Path("pk").exists(), Path("accepted_at").does_not_exist(), Path("revoked_at").does_not_exist())


def _used() -> ConflictError:
    return ConflictError("This invitation was used or revoked meanwhile.", code="invitation_used")
