"""Members in DynamoDB. Owners and people are counted beside them, in the same transactions."""

from dataclasses import replace

from pynamodb.expressions.operand import Path

from flotilla.adapters.dynamodb import keys
from flotilla.adapters.dynamodb.audit import note
from flotilla.adapters.dynamodb.codecs.accounts import read_member, write_member
from flotilla.adapters.dynamodb.codecs.invitations import write_release
from flotilla.adapters.dynamodb.conditions import as_read, new
from flotilla.adapters.dynamodb.database import Database, Transaction
from flotilla.adapters.dynamodb.keys import Key
from flotilla.adapters.dynamodb.own import require_own
from flotilla.adapters.dynamodb.usage import commit_counted, count_people
from flotilla.domain.audit import AuditEntry
from flotilla.domain.errors import ConflictError, FlotillaError
from flotilla.domain.ids import TenantId, UserId
from flotilla.domain.people import Membership


class DynamoMembers:
    """Implements MemberRepository."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(
        self, tenant: TenantId, member: Membership, *, limit: int | None = None, audit: AuditEntry | None = None
    ) -> None:
        """See the port."""
        require_own(tenant, member.tenant)
        transaction = Transaction()
        note(self._database, transaction, tenant, audit)
        refused = join(self._database, transaction, member, limit)
        already = ConflictError("This person is a member already.", code="already_member")
        commit_counted(self._database, transaction, refused, already)

    def find(self, tenant: TenantId, user: UserId) -> Membership | None:
        """See the port."""
        item = self._database.main.get(keys.member(tenant, user))
        return read_member(item) if item is not None else None

    def list(self, tenant: TenantId) -> tuple[Membership, ...]:
        """See the port."""
        items = self._database.main.query(
            keys.tenant(tenant).pk, sort=Path("sk").startswith(keys.MEMBER_PREFIX), consistent=True
        )
        return tuple(sorted(map(read_member, items), key=lambda member: (member.created_at, member.user)))

    def save(
        self, tenant: TenantId, member: Membership, *, limit: int | None = None, audit: AuditEntry | None = None
    ) -> Membership:
        """See the port."""
        require_own(tenant, member.tenant)
        stored = self._as_read(member)
        saved = replace(member, version=member.version + 1)
        transaction = Transaction()
        note(self._database, transaction, tenant, audit)
        for key in _keys_of(member):
            self._database.put(transaction, write_member(saved, key), as_read(member.version))
        if stored.active and not saved.active:
            self._database.put(transaction, write_release(tenant, member.user), None)
        elif saved.active and not stored.active:
            self._database.delete(transaction, keys.release(tenant, member.user))
        refused = count_people(self._database, transaction, stored, saved, limit)
        commit_counted(self._database, transaction, refused, _changed())
        return saved

    def remove(self, tenant: TenantId, member: Membership, *, audit: AuditEntry | None = None) -> None:
        """See the port."""
        require_own(tenant, member.tenant)
        stored = self._as_read(member)
        transaction = Transaction()
        note(self._database, transaction, tenant, audit)
        for key in _keys_of(member):
            self._database.delete(transaction, key, as_read(member.version))
        self._database.put(transaction, write_release(tenant, member.user), None)
        refused = count_people(self._database, transaction, stored, None)
        commit_counted(self._database, transaction, refused, _changed())

    def released(self, tenant: TenantId, user: UserId) -> None:
        """See the port."""
        self._database.main.delete(keys.release(tenant, user))

    def _as_read(self, member: Membership) -> Membership:
        """The stored membership, if it still is the one that the caller saw: what differs is counted from it."""
        stored = self.find(member.tenant, member.user)
        if stored is None or stored.version != member.version:
            raise _changed()
        return stored


def join(
    database: Database, transaction: Transaction, member: Membership, limit: int | None = None
) -> FlotillaError | None:
    """Add a new membership to the transaction, as its last writes; returns what a refusal of the count means."""
    for key in _keys_of(member):
        database.put(transaction, write_member(member, key), new())
    database.delete(transaction, keys.release(member.tenant, member.user))
    return count_people(database, transaction, None, member, limit)


def _keys_of(member: Membership) -> tuple[Key, Key]:
    return keys.member(member.tenant, member.user), keys.membership(member.user, member.tenant)


def _changed() -> ConflictError:
    return ConflictError("Somebody else changed this member meanwhile; look again.")
