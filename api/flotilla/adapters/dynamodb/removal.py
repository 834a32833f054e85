"""Removal of a whole workspace, or of a bot, from DynamoDB, in steps that can be repeated."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

from pynamodb.expressions.operand import Path

from flotilla.adapters.dynamodb import keys
from flotilla.adapters.dynamodb.codecs.accounts import read_member, read_tenant
from flotilla.adapters.dynamodb.codecs.billing import read_billing
from flotilla.adapters.dynamodb.codecs.leads import read_lead
from flotilla.adapters.dynamodb.database import Database
from flotilla.adapters.dynamodb.keys import Key
from flotilla.adapters.dynamodb.table import Table
from flotilla.adapters.dynamodb.values import Item
from flotilla.domain.errors import ConflictError
from flotilla.domain.ids import AuditId, BotId, LeadId, ScheduleId, TenantId
from flotilla.domain.people import Membership
from flotilla.ports.clock import Clock

_Doomed = tuple[Table, Key]


class DynamoTenantRemoval:
    """Implements TenantRemoval.

    Leases go before all else, which ends the writes of whoever still holds a bot. What leads to other things goes after
    them: a lead after its chat, a member after the account, an invitation after its link, and the workspace's own item
    last of all. So a crash leaves nothing behind that nothing leads to.
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
        if _remove(self._doomed(tenant, item), (self._runtime, self._main), limit):
            return True
        self._forget_default(tenant)
        self._main.delete(keys.tenant(tenant))
        return False

    def _doomed(self, tenant: TenantId, item: Item) -> Iterator[list[_Doomed]]:
        """All that is to go, in the order in which it may; what hangs together comes together."""
        bots = self._beginning_with(tenant, keys.BOT_PREFIX)
        yield from _leases(self._runtime, [BotId(keys.id_of(one["sk"])) for one in bots])
        yield from self._conversations(tenant)
        yield from self._schedules(tenant)
        yield from self._audit(tenant, item)
        yield from self._activity(tenant, item)
        yield from self._people(tenant)
        yield from self._own(tenant)
        for entry in self._runtime.query(keys.event(tenant, "", "").pk, consistent=True):
            yield [(self._runtime, _key(entry))]

    def _conversations(self, tenant: TenantId) -> Iterator[list[_Doomed]]:
        for item in self._main.query(keys.lead(tenant, LeadId("")).pk, consistent=True):
            yield from _conversation(self._main, item)

    def _schedules(self, tenant: TenantId) -> Iterator[list[_Doomed]]:
        for item in self._main.query(keys.schedule(tenant, ScheduleId("")).pk, consistent=True):
            for run in self._runtime.query(keys.run(tenant, ScheduleId(item["sk"]), "").pk, consistent=True):
                yield [(self._runtime, _key(run))]
            yield [(self._main, _key(item))]

    def _audit(self, tenant: TenantId, item: Item) -> Iterator[list[_Doomed]]:
        for month in self._months(read_tenant(item).created_at):
            for entry in self._main.query(keys.audit(tenant, f"{month:%Y-%m}", AuditId("")).pk, consistent=True):
                yield [(self._main, _key(entry))]

    def _activity(self, tenant: TenantId, item: Item) -> Iterator[list[_Doomed]]:
        """Of a number's history, notes lie in the time before the workspace; of a clock ahead of ours, after now."""
        for month in self._months(read_tenant(item).created_at - timedelta(days=400)):
            for note in self._main.query(keys.active(tenant, month, LeadId("")).pk, consistent=True):
                yield [(self._main, _key(note))]

    def _months(self, first: datetime) -> Iterator[datetime]:
        """A moment in each month from the first to tomorrow's."""
        last = self._clock.now() + timedelta(days=1)
        for number in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
            yield datetime(number // 12, number % 12 + 1, 1, tzinfo=UTC)

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
        billing = self._main.get(keys.billing(tenant))
        customer = read_billing(billing).customer if billing is not None else None
        if customer is not None:
            yield [(self._main, keys.customer(customer))]
        for item in self._main.query(keys.tenant(tenant).pk, consistent=True):
            if _key(item) != keys.tenant(tenant):
                yield [(self._main, _key(item))]

    def _beginning_with(self, tenant: TenantId, prefix: str) -> Iterator[Item]:
        return self._main.query(keys.tenant(tenant).pk, sort=Path("sk").startswith(prefix), consistent=True)

    def _forget_default(self, tenant: TenantId) -> None:
        default = self._main.get(keys.DEFAULT_TENANT)
        if default is not None and default["tenant"] == tenant:
            self._main.delete(keys.DEFAULT_TENANT)


class DynamoBotRemoval:
    """Implements BotRemoval, in the same order."""

    def __init__(self, database: Database) -> None:
        self._main = database.main
        self._runtime = database.runtime

    def step(self, tenant: TenantId, bot: BotId, *, limit: int = 500) -> bool:
        """See the port."""
        item = self._main.get(keys.bot(tenant, bot))
        if item is None:
            return False
        if not item.get("deleted"):
            raise ConflictError("Only a deleted bot can be removed.")
        if _remove(self._doomed(tenant, bot), (self._runtime, self._main), limit):
            return True
        self._main.delete(keys.bot(tenant, bot))
        return False

    def _doomed(self, tenant: TenantId, bot: BotId) -> Iterator[list[_Doomed]]:
        yield from _leases(self._runtime, [bot])
        leads = self._main.query(keys.lead(tenant, LeadId("")).pk, fitting=Path("bot") == bot, consistent=True)
        for item in leads:
            yield from _conversation(self._main, item)
        # Whatever else of the tenant's names the bot in its key is the bot's: its session, and all that is yet to come.
        for item in self._main.query(keys.tenant(tenant).pk, consistent=True):
            if bot in item["sk"].split("#") and _key(item) != keys.bot(tenant, bot):
                yield [(self._main, _key(item))]


def _leases(runtime: Table, bots: Sequence[BotId]) -> Iterator[list[_Doomed]]:
    """Those that there are: what is gone must not count again in each step."""
    for item in runtime.get_all([keys.lease(bot) for bot in bots], consistent=True):
        yield [(runtime, _key(item))]


def _conversation(main: Table, item: Item) -> Iterator[list[_Doomed]]:
    """A lead's chat with all that lies beside it, its history, and then the lead."""
    lead = read_lead(item)
    for message in main.query(keys.chat(lead.tenant, lead.bot, lead.chat).pk, consistent=True):
        yield [(main, _key(message))]
    for one in (lead.id, *lead.absorbed):
        for step in main.query(keys.steps(lead.tenant, one), consistent=True):
            yield [(main, _key(step))]
    yield [(main, _key(item))]


def _remove(doomed: Iterator[list[_Doomed]], tables: tuple[Table, ...], limit: int) -> bool:
    """Remove the first things, up to about the limit; whether there may be more."""
    batch: list[_Doomed] = []
    for together in doomed:
        batch += together
        if len(batch) >= limit:
            break
    for table in tables:
        table.delete_all(tuple(dict.fromkeys(key for owner, key in batch if owner is table)))
    return len(batch) >= limit


def _key(item: Item) -> Key:
    return Key(item["pk"], item["sk"])
