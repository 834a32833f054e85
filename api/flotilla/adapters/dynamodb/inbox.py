"""Conversations by their last activity, in DynamoDB.

An index over the chats would be written with every message. Instead an hour in which a chat was active is noted once:
an item in the partition of its month, sorted by the hour. Whoever lists reads hour by hour, newest first, and sorts the
chats of each; notes of hours since which more was said are passed over.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import groupby

from pynamodb.expressions.operand import Path

from flotilla.adapters.dynamodb import keys
from flotilla.adapters.dynamodb.codecs.conversations import read_chat, read_message
from flotilla.adapters.dynamodb.codecs.leads import read_lead
from flotilla.adapters.dynamodb.database import Database
from flotilla.adapters.dynamodb.keys import Key
from flotilla.adapters.dynamodb.own import require_own
from flotilla.adapters.dynamodb.values import Item
from flotilla.adapters.inbox_pages import page_of, read_place
from flotilla.domain.chats import Chat
from flotilla.domain.ids import LeadId, MessageId, TenantId
from flotilla.domain.inbox import Active, Conversation, hour_of
from flotilla.domain.page import Page

_ID_IN_ORDER = 19
"""Where in an order key the message's id begins."""


class DynamoInbox:
    """Implements InboxRepository."""

    def __init__(self, database: Database) -> None:
        self._table = database.main

    def note(self, tenant: TenantId, active: Sequence[Active]) -> None:
        """See the port."""
        for one in active:
            require_own(tenant, one.tenant)
        items = {key: {**key._asdict(), "kind": "active", "v": 1} for key in map(_key, active)}
        self._table.put_all(tuple(items.values()))

    def list(
        self,
        tenant: TenantId,
        fits: Callable[[Conversation], bool],
        *,
        scope: tuple[str, ...],
        since: datetime,
        until: datetime,
        limit: int = 50,
        cursor: str | None = None,
    ) -> Page[Conversation]:
        """See the port."""
        whole = ("inbox", tenant, *scope)
        after = read_place(whole, cursor)
        newest = hour_of(min(until, after[0]) if after is not None else until)
        groups = groupby(self._notes(tenant, hour_of(since), newest), key=_hour)
        hours = ((hour, self._read(tenant, [keys.id_of(one["sk"]) for one in notes])) for hour, notes in groups)
        return page_of(hours, fits, whole, after, limit)

    def _notes(self, tenant: TenantId, since: datetime, newest: datetime) -> Iterator[Item]:
        for month in _months(since, newest):
            first, last = (keys.active(tenant, hour, LeadId(end)) for hour, end in ((since, ""), (newest, "~")))
            partition = keys.active(tenant, month, LeadId("")).pk
            between = Path("sk").between(first.sk, last.sk)
            yield from self._table.query(partition, sort=between, newest_first=True, page_size=200)

    def _read(self, tenant: TenantId, leads: Iterable[str]) -> tuple[Conversation, ...]:
        found = map(read_lead, self._table.get_all([keys.lead(tenant, LeadId(lead)) for lead in leads]))
        own = {lead.id: lead for lead in found}
        places = [keys.chat(tenant, lead.bot, lead.chat) for lead in own.values()]
        chats = [chat for chat in map(read_chat, self._table.get_all(places)) if chat.lead in own]
        newest = [key for key in map(_newest_message, chats) if key is not None]
        messages = {(one.bot, one.chat): one for one in map(read_message, self._table.get_all(newest))}
        return tuple(Conversation(chat, own[chat.lead], messages.get((chat.bot, chat.id))) for chat in chats)


def _key(one: Active) -> Key:
    return keys.active(one.tenant, one.hour, one.lead)


def _hour(note: Item) -> datetime:
    return datetime.strptime(note["sk"].partition("#")[0], keys.HOUR).replace(tzinfo=UTC)


def _newest_message(chat: Chat) -> Key | None:
    if chat.last_order is None:
        return None
    return keys.message(chat.tenant, chat.bot, chat.id, MessageId(chat.last_order[_ID_IN_ORDER:]))


def _months(since: datetime, newest: datetime) -> Iterator[datetime]:
    """A moment in each month, newest first."""
    month = newest.replace(day=1)
    while month >= since.replace(day=1, hour=0):
        yield month
        month = (month - timedelta(days=1)).replace(day=1)
