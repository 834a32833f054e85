"""Chats with their messages."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from flotilla.domain.audit import AuditEntry
from flotilla.domain.chats import Chat
from flotilla.domain.ids import BotId, ChatId, MessageId, TenantId
from flotilla.domain.leads import Lead
from flotilla.domain.messages import Message, MessageStatus, Stage
from flotilla.domain.page import Page


@dataclass(frozen=True, slots=True)
class ConversationChange:
    """What is committed together or not at all: the chat, its lead if that changed, and new messages.

    `retried` are stored messages that failed, as they are from now on.
    """

    chat: Chat
    lead: Lead | None = None
    messages: tuple[Message, ...] = ()
    retried: tuple[Message, ...] = ()
    audit: AuditEntry | None = None


@dataclass(frozen=True, slots=True)
class Absorption:
    """Two chats of one person become one: both, and the kept lead, as they are from now on, and the lead that goes."""

    kept: Chat
    gone: Chat
    lead: Lead
    gone_lead: Lead


class ConversationRepository(Protocol):
    """Chats with their messages: what must stay consistent with each other."""

    def find_chat(self, tenant: TenantId, bot: BotId, chat: ChatId) -> Chat | None:
        """The chat as last saved (strongly consistent), or None before its first message."""
        ...

    def commit(self, tenant: TenantId, change: ConversationChange) -> Chat:
        """Save all of it atomically and return the chat with its new version.

        Version 0 means new. Raise ConflictError if chat or lead changed meanwhile, a message's id is taken, or one of
        the retried has not failed (any more).
        """
        ...

    def absorb(self, tenant: TenantId, change: Absorption) -> tuple[Chat, Chat]:
        """Save all of it atomically and remove the lead that goes; returns both chats with their new versions.

        Raise ConflictError if one of the four changed meanwhile.
        """
        ...

    def move_message(self, tenant: TenantId, message: Message, moved: Message) -> None:
        """Move a message to another chat, in one step. What was sent or amended meanwhile raises ConflictError.

        Where the other chat has a message of this id, that one is kept.
        """
        ...

    def add_message(self, tenant: TenantId, message: Message) -> bool:
        """Store a message once. False if its id is known in this chat; then nothing was written."""
        ...

    def add_messages(self, tenant: TenantId, messages: Sequence[Message]) -> int:
        """Store messages from before all that happens now, many at once; returns how many were not known before.

        Nobody else may be storing the same ones with another content meanwhile. Raise UnavailableError if not all are
        stored; then repeating it is harmless.
        """
        ...

    def find_message(self, tenant: TenantId, bot: BotId, chat: ChatId, message: MessageId) -> Message | None:
        """The message (strongly consistent), or None."""
        ...

    def upgrade_message(self, tenant: TenantId, message: Message) -> bool:
        """Replace a stored `pending` placeholder by its readable form; False if it is not pending any more."""
        ...

    def amend_message(self, tenant: TenantId, before: Message, after: Message) -> None:
        """Save the amendable fields (`domain.messages.AMENDABLE`) in which the two differ, and nothing else.

        Raise ConflictError if one of them isn't as in `before` any more, or the message is gone.
        """
        ...

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
        """In their order or backwards, from the cursor on. A cursor goes on in the direction that it came from."""
        ...

    def messages_between(
        self, tenant: TenantId, bot: BotId, chat: ChatId, *, after: str | None, before: str, limit: int
    ) -> tuple[Message, ...]:
        """The first messages whose order keys lie between the two, without either, in their order."""
        ...

    def recent_messages(self, tenant: TenantId, bot: BotId, chat: ChatId, *, limit: int) -> tuple[Message, ...]:
        """The newest `limit` messages (strongly consistent), oldest of them first."""
        ...

    def outbox(self, tenant: TenantId, bot: BotId, *, limit: int = 100) -> tuple[Message, ...]:
        """Messages that wait to be sent (queued or sending), oldest first. Eventually consistent."""
        ...

    def claim_message(self, tenant: TenantId, message: Message, *, fence: int, at_ms: int) -> Message | None:
        """Move a queued message to sending under the lease with this fence; None if somebody else has it.

        A message that is `sending` under an older fence, or under our own, may be claimed again: its sender died. The
        message's delays are stored with the claim, and why it waited so far (its `reason`) is dropped.
        Raise StaleHolderError if the bot's lease has another fence by now.
        """
        ...

    def hold_message(self, tenant: TenantId, message: Message, reason: str) -> bool:
        """Note on a queued message why it waits; False if it isn't queued any more."""
        ...

    def advance_message(
        self,
        tenant: TenantId,
        bot: BotId,
        chat: ChatId,
        message: MessageId,
        *,
        to: MessageStatus,
        stage_at: tuple[Stage, int] | None,
        reason: str | None = None,
        fence: int | None = None,
    ) -> Message | None:
        """Move an outgoing message forward; None if that would not be forward, or the message is unknown.

        With a fence: raise StaleHolderError if a newer fence has claimed the message.
        """
        ...
