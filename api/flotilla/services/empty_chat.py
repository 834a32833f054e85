"""Empty what is older of one chat."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from flotilla.domain.chats import Chat
from flotilla.domain.errors import NotFoundError
from flotilla.domain.ids import MessageId
from flotilla.domain.leads import Lead
from flotilla.domain.messages import Message
from flotilla.domain.retention import EMPTIED, emptied, file_of, may_be_emptied, order_of, without_quotes
from flotilla.ports.clock import Clock
from flotilla.ports.files import Files
from flotilla.ports.repositories import ConversationChange, ConversationRepository, LeadRepository
from flotilla.services.retry import until_no_conflict

AT_ONCE = 100


@dataclass
class Emptied:
    """What was emptied so far."""

    messages: int = 0
    files: int = 0
    leads: int = 0


@dataclass(frozen=True, slots=True)
class EmptyChat:
    """Used by KeepRetention. Safe to repeat: a file goes before its message, and the chat's mark comes last."""

    leads: LeadRepository
    conversations: ConversationRepository
    files: Files
    clock: Clock

    def __call__(self, lead: Lead, since: datetime, most: int, done: Emptied) -> bool:
        """Whether nothing is left to empty; False after about `most` messages. Raise UnavailableError."""
        chat = self.conversations.find_chat(lead.tenant, lead.bot, lead.chat)
        if chat is None or chat.moved_to is not None:
            return True
        after, whole = chat.emptied_until, True
        while most > 0:
            page = self.conversations.messages_between(
                lead.tenant, lead.bot, lead.chat, after=after, before=order_of(since), limit=AT_ONCE
            )
            if not page:
                return True
            whole = whole and not self._is_moving(chat)
            mark = after if whole else None
            for message in page:
                whole = self._empty(message, since, done) and whole
                mark = message.order if whole else mark
            self._remember(chat, page, since, mark, done)
            after, most = page[-1].order, most - len(page)
        return False

    def _empty(self, message: Message, since: datetime, done: Emptied) -> bool:
        """Whether it is empty now; not one that still waits to be sent."""
        now = self.clock.now()
        if message.type == EMPTIED:
            return True
        if not may_be_emptied(message, since, now):
            return False
        gone = until_no_conflict(lambda: self._amend(message, since, done))
        done.messages += gone
        return gone

    def _amend(self, seen: Message, since: datetime, done: Emptied) -> bool:
        message = self.conversations.find_message(seen.tenant, seen.bot, seen.chat, seen.id)
        if message is None:
            return True
        if not may_be_emptied(message, since, self.clock.now()):
            return False
        file = file_of(message)
        if file is not None:
            self.files.remove(message.tenant, file)
            done.files += 1
        self.conversations.amend_message(message.tenant, message, emptied(message))
        return True

    def _is_moving(self, chat: Chat) -> bool:
        """Whether older messages may still come here, from a chat that was found to be the same person's."""
        others = (self.conversations.find_chat(chat.tenant, chat.bot, alias) for alias in chat.aliases)
        return any(other is not None and other.moving for other in others)

    def _remember(
        self, seen: Chat, page: Collection[Message], since: datetime, mark: str | None, done: Emptied
    ) -> None:
        """Note on the chat up to where it is empty, and empty the quotes that the lead has of these messages."""
        ids = {message.id for message in page if may_be_emptied(message, since, self.clock.now())}
        done.leads += until_no_conflict(lambda: self._note(seen, ids, since, mark))

    def _note(self, seen: Chat, ids: Collection[MessageId], since: datetime, mark: str | None) -> bool:
        chat = self.conversations.find_chat(seen.tenant, seen.bot, seen.id)
        if chat is None or chat.moved_to is not None:
            return False
        try:
            lead = self.leads.get(chat.tenant, chat.lead)
        except NotFoundError:
            return False
        bare = without_quotes(lead, ids, since)
        # Who merged another chat into this one meanwhile brought messages that nobody has looked at.
        further = mark is not None and chat.aliases == seen.aliases and mark > (chat.emptied_until or "")
        after = replace(chat, emptied_until=mark) if further else chat
        if bare is not lead or further:
            change = ConversationChange(after, bare if bare is not lead else None)
            self.conversations.commit(chat.tenant, change)
        return bare is not lead
