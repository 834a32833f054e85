"""Chats and their messages in memory."""

from dataclasses import replace

from flotilla.adapters.cursors import read_cursor, write_cursor
from flotilla.adapters.memory.outbox import MemoryOutbox
from flotilla.adapters.memory.store import require_own
from flotilla.domain.chats import Chat
from flotilla.domain.errors import ConflictError
from flotilla.domain.ids import BotId, ChatId, MessageId, TenantId
from flotilla.domain.messages import Message, MessageStatus
from flotilla.domain.page import Page
from flotilla.ports.repositories import ConversationChange


class MemoryConversations(MemoryOutbox):
    """Implements ConversationRepository."""

    def find_chat(self, tenant: TenantId, bot: BotId, chat: ChatId) -> Chat | None:
        """See the port."""
        return self._store.chats.get((tenant, bot, chat))

    def commit(self, tenant: TenantId, change: ConversationChange) -> Chat:
        """See the port."""
        require_own(tenant, change.chat.tenant)
        require_own(tenant, change.lead.tenant if change.lead is not None else tenant)
        for message in change.messages:
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
        for message in change.messages:
            self._store.put_message(message)
        return saved

    def add_message(self, tenant: TenantId, message: Message) -> bool:
        """See the port."""
        require_own(tenant, message.tenant)
        with self._store.lock:
            if self._stored(message) is not None:
                return False
            self._store.put_message(message)
            return True

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
        with self._store.lock:
            stored = self.find_message(tenant, bot, chat, message)
            if stored is None:
                return False
            self._store.put_message(replace(stored, type=type, text=text))
            return True

    def list_messages(
        self, tenant: TenantId, bot: BotId, chat: ChatId, *, limit: int = 50, cursor: str | None = None
    ) -> Page[Message]:
        """See the port."""
        scope = ("messages", tenant, bot, chat)
        after = read_cursor(scope, cursor)
        fitting = [message for message in self._in_order(tenant, bot, chat) if after is None or message.order > after]
        items = tuple(fitting[:limit])
        return Page(items, write_cursor(scope, items[-1].order) if len(fitting) > limit else None)

    def recent_messages(self, tenant: TenantId, bot: BotId, chat: ChatId, *, limit: int) -> tuple[Message, ...]:
        """See the port."""
        return tuple(self._in_order(tenant, bot, chat)[-limit:]) if limit > 0 else ()

    def _in_order(self, tenant: TenantId, bot: BotId, chat: ChatId) -> list[Message]:
        with self._store.lock:
            messages = list(self._store.messages.get((tenant, bot, chat), {}).values())
        return sorted(messages, key=lambda message: message.order)
