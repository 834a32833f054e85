"""Chats and their messages in DynamoDB."""

from dataclasses import replace
from itertools import islice

from pynamodb.expressions.operand import Path

from flotilla.adapters.cursors import read_cursor, write_cursor
from flotilla.adapters.dynamodb import keys
from flotilla.adapters.dynamodb.audit import note
from flotilla.adapters.dynamodb.codecs.conversations import read_chat, read_message, write_chat, write_message
from flotilla.adapters.dynamodb.codecs.leads import write_lead
from flotilla.adapters.dynamodb.conditions import is_, new, unchanged
from flotilla.adapters.dynamodb.database import Transaction
from flotilla.adapters.dynamodb.failures import ConditionFailedError
from flotilla.adapters.dynamodb.outbox import DynamoOutbox
from flotilla.adapters.dynamodb.own import require_own
from flotilla.adapters.dynamodb.values import plain
from flotilla.domain.chats import Chat
from flotilla.domain.errors import ConflictError
from flotilla.domain.ids import BotId, ChatId, MessageId, TenantId
from flotilla.domain.messages import Message, MessageStatus
from flotilla.domain.page import Page
from flotilla.ports.repositories import ConversationChange


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
        for message in change.messages:
            require_own(tenant, message.tenant)
        saved = replace(change.chat, version=change.chat.version + 1)
        try:
            if change.lead is None and not change.messages and change.audit is None:
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
        note(self._database, transaction, saved.tenant, change.audit)
        self._database.commit(transaction)

    def add_message(self, tenant: TenantId, message: Message) -> bool:
        """See the port."""
        require_own(tenant, message.tenant)
        try:
            self._table.put(write_message(message), new())
        except ConditionFailedError:
            return False
        return True

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

    def revise_message(
        self,
        tenant: TenantId,
        bot: BotId,
        chat: ChatId,
        message: MessageId,
        *,
        type: str,  # noqa: A002  # The port's word, which is WhatsApp's.
        text: str | None,
    ) -> bool:
        """See the port."""
        actions = [
            Path("type").set(plain(type)),
            Path("text").set(text) if text is not None else Path("text").remove(),
        ]
        try:
            self._table.update(keys.message(tenant, bot, chat, message), actions, Path("pk").exists())
        except ConditionFailedError:
            return False
        return True

    def list_messages(
        self, tenant: TenantId, bot: BotId, chat: ChatId, *, limit: int = 50, cursor: str | None = None
    ) -> Page[Message]:
        """See the port."""
        scope = ("messages", tenant, bot, chat)
        after = read_cursor(scope, cursor)
        found = self._table.query(
            keys.chat(tenant, bot, chat).pk,
            index="by_order",
            sort=Path("order") > after if after is not None else None,
            page_size=limit + 1,
            consistent=True,
        )
        messages = tuple(map(read_message, islice(found, limit + 1)))
        items = messages[:limit]
        return Page(items, write_cursor(scope, items[-1].order) if len(messages) > limit else None)

    def recent_messages(self, tenant: TenantId, bot: BotId, chat: ChatId, *, limit: int) -> tuple[Message, ...]:
        """See the port."""
        if limit <= 0:
            return ()
        found = self._table.query(
            keys.chat(tenant, bot, chat).pk, index="by_order", newest_first=True, page_size=limit, consistent=True
        )
        return tuple(reversed(tuple(map(read_message, islice(found, limit)))))
