"""Removal of a whole workspace from DynamoDB, in steps that can be repeated."""

from collections.abc import Iterator

from pynamodb.expressions.operand import Path

from flotilla.adapters.dynamodb import keys
from flotilla.adapters.dynamodb.codecs.accounts import read_member, read_tenant
from flotilla.adapters.dynamodb.codecs.leads import read_lead
from flotilla.adapters.dynamodb.database import Database
from flotilla.adapters.dynamodb.keys import Key
from flotilla.adapters.dynamodb.table import Table
from flotilla.adapters.dynamodb.values import Item
from flotilla.domain.ids import AuditId, BotId, LeadId, TenantId
from flotilla.domain.people import Membership
from flotilla.ports.clock import Clock

_Doomed = tuple[Table, Key]


class DynamoTenantRemoval:
    """Implements TenantRemoval.

    What leads to other things goes after them: a lead after its chat, a member after the account, an invitation after
    its link, a bot after its lease, and the workspace's own item last of all. So a crash leaves nothing behind that
    nothing leads to.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._main = database.main
        self._runtime = database.runtime
        self._clock = clock

    def step(self, tenant: TenantId, *, limit: int = 500) -> bool:
        """See the port."""
        item = self._main.get(keys.tenant(tenant))
        if item is None:
            return False
        batch: list[_Doomed] = []
        for together in self._doomed(tenant, item):
            batch += together
            if len(batch) >= limit:
                break
        for table in (self._main, self._runtime):
            table.delete_all(tuple(dict.fromkeys(key for owner, key in batch if owner is table)))
        if len(batch) >= limit:
            return True
        self._forget_default(tenant)
        self._main.delete(keys.tenant(tenant))
        return False

    def _doomed(self, tenant: TenantId, item: Item) -> Iterator[list[_Doomed]]:
        """All that is to go, in the order in which it may; what hangs together comes together."""
        yield from self._conversations(tenant)
        yield from self._audit(tenant, item)
        yield from self._people(tenant)
        yield from self._own(tenant)
        for entry in self._runtime.query(keys.event(tenant, "", "").pk, consistent=True):
            yield [(self._runtime, _key(entry))]

    def _conversations(self, tenant: TenantId) -> Iterator[list[_Doomed]]:
        for item in self._main.query(keys.lead(tenant, LeadId("")).pk, consistent=True):
            lead = read_lead(item)
            for message in self._main.query(keys.chat(tenant, lead.bot, lead.chat).pk, consistent=True):
                yield [(self._main, _key(message))]
            yield [(self._main, _key(item))]

    def _audit(self, tenant: TenantId, item: Item) -> Iterator[list[_Doomed]]:
        first, now = read_tenant(item).created_at, self._clock.now()
        for number in range(first.year * 12 + first.month - 1, now.year * 12 + now.month):
            month = f"{number // 12:04}-{number % 12 + 1:02}"
            for entry in self._main.query(keys.audit(tenant, month, AuditId("")).pk, consistent=True):
                yield [(self._main, _key(entry))]

    def _people(self, tenant: TenantId) -> Iterator[list[_Doomed]]:
        """Accounts that belong nowhere else go too: they are personal data that nobody keeps for anything."""
        for item in self._beginning_with(tenant, keys.MEMBER_PREFIX):
            member = read_member(item)
            gone = [keys.membership(member.user, tenant)]
            if self._belongs_nowhere_else(member):
                gone += [keys.email(member.email), keys.user(member.user)]
            yield [(self._main, key) for key in (*gone, _key(item))]

    def _belongs_nowhere_else(self, member: Membership) -> bool:
        prefix = Path("sk").startswith(keys.MEMBER_PREFIX)
        theirs = self._main.query(keys.user(member.user).pk, sort=prefix, consistent=True)
        return all(read_member(item).tenant == member.tenant for item in theirs)

    def _own(self, tenant: TenantId) -> Iterator[list[_Doomed]]:
        for item in self._beginning_with(tenant, keys.INVITATION_PREFIX):
            yield [(self._main, keys.invitation_link(item["link"])), (self._main, _key(item))]
        for item in self._beginning_with(tenant, keys.BOT_PREFIX):
            yield [(self._runtime, keys.lease(BotId(keys.id_of(item["sk"])))), (self._main, _key(item))]
        for item in self._main.query(keys.tenant(tenant).pk, consistent=True):
            if _key(item) != keys.tenant(tenant):
                yield [(self._main, _key(item))]

    def _beginning_with(self, tenant: TenantId, prefix: str) -> Iterator[Item]:
        return self._main.query(keys.tenant(tenant).pk, sort=Path("sk").startswith(prefix), consistent=True)

    def _forget_default(self, tenant: TenantId) -> None:
        default = self._main.get(keys.DEFAULT_TENANT)
        if default is not None and default["tenant"] == tenant:
            self._main.delete(keys.DEFAULT_TENANT)


def _key(item: Item) -> Key:
    return Key(item["pk"], item["sk"])
