"""Chats and their messages in DynamoDB."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

from pynamodb.expressions.operand import Path
from pynamodb.expressions.update import Action

from flotilla.adapters.cursors import read_cursor, write_cursor
from flotilla.adapters.dynamodb import keys
from flotilla.adapters.dynamodb.audit import note
from flotilla.adapters.dynamodb.codecs.conversations import read_chat, read_message, write_chat, write_message
from flotilla.adapters.dynamodb.codecs.leads import write_lead
from flotilla.adapters.dynamodb.conditions import every, is_, new, unchanged
from flotilla.adapters.dynamodb.database import Transaction
from flotilla.adapters.dynamodb.failures import ConditionFailedError
from flotilla.adapters.dynamodb.outbox import DynamoOutbox
from flotilla.adapters.dynamodb.own import require_own
from flotilla.adapters.dynamodb.values import plain
from flotilla.domain.chats import Chat
from flotilla.domain.errors import ConflictError
from flotilla.domain.ids import BotId, ChatId, MessageId, TenantId
from flotilla.domain.messages import AMENDABLE, Message, MessageStatus, amendments
from flotilla.domain.page import Page
from flotilla.ports.repositories import Absorption, ConversationChange


class DynamoConversations(DynamoOutbox):
    """Implements ConversationRepository."""

    def find_chat(self, tenant: TenantId, bot: BotId, chat: ChatId) -> Chat | None:
        """See the port."""
        item = self._table.get(keys.chat(tenant, bot, chat))
        return read_chat(item) if item is not None else None

    def commit(self, tenant: TenantId, change: ConversationChange) -> Chat:
        """See the port. A chat that changes alone costs one write unit: it needs no transaction."""
        require_own(tenant, change.chat.tenant)
        require_own(tenant, change.lead.tenant if change.lead is not None else tenant)
        for message in (*change.messages, *change.retried):
            require_own(tenant, message.tenant)
        saved = replace(change.chat, version=change.chat.version + 1)
        try:
            if change.lead is None and change.audit is None and not (change.messages or change.retried):
                self._table.put(write_chat(saved), unchanged(change.chat.version))
            else:
                self._commit_together(saved, change)
        except ConditionFailedError:
            raise ConflictError("The chat changed meanwhile; look at it again.") from None
        return saved

    def _commit_together(self, saved: Chat, change: ConversationChange) -> None:
        if len({(message.bot, message.chat, message.id) for message in change.messages}) < len(change.messages):
            raise ConflictError("Two of the messages have the same id.")
        transaction = Transaction()
        self._database.put(transaction, write_chat(saved), unchanged(change.chat.version))
        if change.lead is not None:
            lead = replace(change.lead, version=change.lead.version + 1)
            self._database.put(transaction, write_lead(lead), unchanged(change.lead.version))
        for message in change.messages:
            self._database.put(transaction, write_message(message), new())
        for message in change.retried:
            self._database.put(transaction, write_message(message), is_("status", MessageStatus.FAILED.value))
        note(self._database, transaction, saved.tenant, change.audit)
        self._database.commit(transaction)

    def absorb(self, tenant: TenantId, change: Absorption) -> tuple[Chat, Chat]:
        """See the port."""
        for owner in (change.kept.tenant, change.gone.tenant, change.lead.tenant, change.gone_lead.tenant):
            require_own(tenant, owner)
        kept, gone = (replace(chat, version=chat.version + 1) for chat in (change.kept, change.gone))
        transaction = Transaction()
        self._database.put(transaction, write_chat(kept), unchanged(change.kept.version))
        self._database.put(transaction, write_chat(gone), unchanged(change.gone.version))
        lead = replace(change.lead, version=change.lead.version + 1)
        self._database.put(transaction, write_lead(lead), unchanged(change.lead.version))
        going = change.gone_lead
        self._database.delete(transaction, keys.lead(tenant, going.id), unchanged(going.version))
        try:
            self._database.commit(transaction)
        except ConditionFailedError:
            raise ConflictError("One of the chats changed meanwhile; look at them again.") from None
        return kept, gone

    def move_message(self, tenant: TenantId, message: Message, moved: Message) -> None:
        """See the port."""
        require_own(tenant, message.tenant)
        require_own(tenant, moved.tenant)
        was = write_message(message)
        names = ("status", "fence", *AMENDABLE)
        as_read = every(Path("pk").exists(), *(is_(name, was[name]) for name in names))
        there = self.find_message(tenant, moved.bot, moved.chat, moved.id)
        transaction = Transaction()
        self._database.delete(transaction, keys.message(tenant, message.bot, message.chat, message.id), as_read)
        if there is None:
            self._database.put(transaction, write_message(replace(moved, moved_from=message.chat)), new())
        try:
            self._database.commit(transaction)
        except ConditionFailedError:
            raise ConflictError("The message changed meanwhile.") from None

    def add_message(self, tenant: TenantId, message: Message) -> bool:
        """See the port."""
        require_own(tenant, message.tenant)
        try:
            self._table.put(write_message(message), new())
        except ConditionFailedError:
            return False
        return True

    def add_messages(self, tenant: TenantId, messages: Sequence[Message]) -> int:
        """See the port. Batches know no conditions: what is there is looked for first."""
        for message in messages:
            require_own(tenant, message.tenant)
        items = {keys.message(tenant, one.bot, one.chat, one.id): write_message(one) for one in messages}
        known = {keys.Key(item["pk"], item["sk"]) for item in self._table.get_all(tuple(items), consistent=True)}
        fresh = [item for key, item in items.items() if key not in known]
        self._table.put_all(fresh)
        return len(fresh)

    def find_message(self, tenant: TenantId, bot: BotId, chat: ChatId, message: MessageId) -> Message | None:
        """See the port."""
        item = self._table.get(keys.message(tenant, bot, chat, message))
        return read_message(item) if item is not None else None

    def upgrade_message(self, tenant: TenantId, message: Message) -> bool:
        """See the port."""
        require_own(tenant, message.tenant)
        try:
            self._table.put(write_message(message), is_("status", MessageStatus.PENDING.value))
        except ConditionFailedError:
            return False
        return True

    def amend_message(self, tenant: TenantId, before: Message, after: Message) -> None:
        """See the port."""
        require_own(tenant, before.tenant)
        was, becomes = write_message(before), write_message(after)
        names = amendments(before, after)
        if not names:
            return
        actions = [_assign(name, becomes[name]) for name in names]
        condition = every(Path("pk").exists(), *(is_(name, plain(was[name])) for name in names))
        try:
            self._table.update(keys.message(tenant, before.bot, before.chat, before.id), actions, condition)
        except ConditionFailedError:
            raise ConflictError("The message changed meanwhile.") from None

    def list_messages(
        self,
        tenant: TenantId,
        bot: BotId,
        chat: ChatId,
        *,
        limit: int = 50,
        cursor: str | None = None,
        newest_first: bool = False,
    ) -> Page[Message]:
        """See the port."""
        scope = ("messages", tenant, bot, chat, *(("newest",) if newest_first else ()))
        last = read_cursor(scope, cursor)
        order = Path("order")
        found = self._table.query(
            keys.chat(tenant, bot, chat).pk,
            index="by_order",
            sort=None if last is None else order < last if newest_first else order > last,
            newest_first=newest_first,
            page_size=limit + 1,
            consistent=True,
        )
        messages = tuple(map(read_message, islice(found, limit + 1)))
        items = messages[:limit]
        return Page(items, write_cursor(scope, items[-1].order) if len(messages) > limit else None)

    def messages_between(
        self, tenant: TenantId, bot: BotId, chat: ChatId, *, after: str | None, before: str, limit: int
    ) -> tuple[Message, ...]:
        """See the port."""
        if (after or "") >= before:
            return ()
        order = Path("order")
        # DynamoDB's "between" has both ends in it, and takes no second condition on a sort key.
        found = self._table.query(
            keys.chat(tenant, bot, chat).pk,
            index="by_order",
            sort=order.between(after, before) if after is not None else order < before,
            page_size=limit + 1,
            consistent=True,
        )
        inside = (message for message in map(read_message, found) if message.order not in (after, before))
        return tuple(islice(inside, limit))

    def recent_messages(self, tenant: TenantId, bot: BotId, chat: ChatId, *, limit: int) -> tuple[Message, ...]:
        """See the port."""
        if limit <= 0:
            return ()
        found = self._table.query(
            keys.chat(tenant, bot, chat).pk, index="by_order", newest_first=True, page_size=limit, consistent=True
        )
        return tuple(reversed(tuple(map(read_message, islice(found, limit)))))


def _assign(name: str, value: Any) -> Action:
    return Path(name).set(plain(value)) if value is not None else Path(name).remove()
