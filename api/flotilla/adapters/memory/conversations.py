"""Chats and their messages in memory."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from flotilla.adapters.cursors import read_cursor, write_cursor
from flotilla.adapters.memory.outbox import MemoryOutbox
from flotilla.adapters.memory.store import require_own
from flotilla.domain.chats import Chat
from flotilla.domain.errors import ConflictError
from flotilla.domain.ids import BotId, ChatId, MessageId, TenantId
from flotilla.domain.messages import Message, MessageStatus, amendments
from flotilla.domain.page import Page
from flotilla.ports.repositories import Absorption, ConversationChange


class MemoryConversations(MemoryOutbox):
    """Implements ConversationRepository."""

    def find_chat(self, tenant: TenantId, bot: BotId, chat: ChatId) -> Chat | None:
        """See the port."""
        return self._store.chats.get((tenant, bot, chat))

    def commit(self, tenant: TenantId, change: ConversationChange) -> Chat:
        """See the port."""
        require_own(tenant, change.chat.tenant)
        require_own(tenant, change.lead.tenant if change.lead is not None else tenant)
        for message in (*change.messages, *change.retried):
            require_own(tenant, message.tenant)
        with self._store.lock:
            self._check(change)
            self._store.note(tenant, change.audit)
            return self._write(change)

    def _check(self, change: ConversationChange) -> None:
        chat, lead = change.chat, change.lead
        stored = self._store.chats.get((chat.tenant, chat.bot, chat.id))
        stored_lead = self._store.leads.get((lead.tenant, lead.id)) if lead is not None else None
        ids = [(message.bot, message.chat, message.id) for message in change.messages]
        if (
            chat.version != (stored.version if stored is not None else 0)
            or (lead is not None and lead.version != (stored_lead.version if stored_lead is not None else 0))
            or len(set(ids)) != len(ids)
            or any(self._stored(message) is not None for message in change.messages)
            or not all(self._failed(message) for message in change.retried)
        ):
            raise ConflictError("The chat changed meanwhile; look at it again.")

    def _write(self, change: ConversationChange) -> Chat:
        saved = replace(change.chat, version=change.chat.version + 1)
        key = (saved.tenant, saved.bot, saved.id)
        self._store.changed(self._store.chats.get(key), saved)
        self._store.chats[key] = saved
        if change.lead is not None:
            lead = replace(change.lead, version=change.lead.version + 1)
            self._store.changed(self._store.leads.get((lead.tenant, lead.id)), lead)
            self._store.leads[lead.tenant, lead.id] = lead
        for message in (*change.messages, *change.retried):
            self._store.put_message(message)
        return saved

    def _failed(self, message: Message) -> bool:
        stored = self._stored(message)
        return stored is not None and stored.status is MessageStatus.FAILED

    def absorb(self, tenant: TenantId, change: Absorption) -> tuple[Chat, Chat]:
        """See the port."""
        for owner in (change.kept.tenant, change.gone.tenant, change.lead.tenant, change.gone_lead.tenant):
            require_own(tenant, owner)
        with self._store.lock:
            self._check(ConversationChange(change.kept, change.lead))
            self._check(ConversationChange(change.gone, change.gone_lead))
            kept = self._write(ConversationChange(change.kept, change.lead))
            gone = self._write(ConversationChange(change.gone))
            self._store.changed(self._store.leads.pop((tenant, change.gone_lead.id)), None)
            return kept, gone

    def move_message(self, tenant: TenantId, message: Message, moved: Message) -> None:
        """See the port."""
        require_own(tenant, message.tenant)
        require_own(tenant, moved.tenant)
        with self._store.lock:
            if self._stored(message) != message:
                raise ConflictError("The message changed meanwhile.")
            del self._store.messages[message.tenant, message.bot, message.chat][message.id]
            self._store.changed(message, None)
            if self._stored(moved) is None:
                self._store.put_message(replace(moved, moved_from=message.chat))

    def add_message(self, tenant: TenantId, message: Message) -> bool:
        """See the port."""
        require_own(tenant, message.tenant)
        with self._store.lock:
            if self._stored(message) is not None:
                return False
            self._store.put_message(message)
            return True

    def add_messages(self, tenant: TenantId, messages: Sequence[Message]) -> int:
        """See the port."""
        return sum(self.add_message(tenant, message) for message in messages)

    def find_message(self, tenant: TenantId, bot: BotId, chat: ChatId, message: MessageId) -> Message | None:
        """See the port."""
        return self._store.messages.get((tenant, bot, chat), {}).get(message)

    def upgrade_message(self, tenant: TenantId, message: Message) -> bool:
        """See the port."""
        require_own(tenant, message.tenant)
        with self._store.lock:
            stored = self._stored(message)
            if stored is None or stored.status is not MessageStatus.PENDING:
                return False
            self._store.put_message(message)
            return True

    def amend_message(self, tenant: TenantId, before: Message, after: Message) -> None:
        """See the port."""
        require_own(tenant, before.tenant)
        names = amendments(before, after)
        with self._store.lock:
            stored = self._stored(before)
            if stored is None or any(getattr(stored, name) != getattr(before, name) for name in names):
                raise ConflictError("The message changed meanwhile.")
            changes: dict[str, Any] = {name: getattr(after, name) for name in names}
            self._store.put_message(replace(stored, **changes))

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
        messages = self._in_order(tenant, bot, chat)
        if newest_first:
            fitting = [message for message in reversed(messages) if last is None or message.order < last]
        else:
            fitting = [message for message in messages if last is None or message.order > last]
        items = tuple(fitting[:limit])
        return Page(items, write_cursor(scope, items[-1].order) if len(fitting) > limit else None)

    def messages_between(
        self, tenant: TenantId, bot: BotId, chat: ChatId, *, after: str | None, before: str, limit: int
    ) -> tuple[Message, ...]:
        """See the port."""
        inside = [one for one in self._in_order(tenant, bot, chat) if (after or "") < one.order < before]
        return tuple(inside[:limit])

    def recent_messages(self, tenant: TenantId, bot: BotId, chat: ChatId, *, limit: int) -> tuple[Message, ...]:
        """See the port."""
        return tuple(self._in_order(tenant, bot, chat)[-limit:]) if limit > 0 else ()

    def _in_order(self, tenant: TenantId, bot: BotId, chat: ChatId) -> list[Message]:
        with self._store.lock:
            messages = list(self._store.messages.get((tenant, bot, chat), {}).values())
        return sorted(messages, key=lambda message: message.order)
