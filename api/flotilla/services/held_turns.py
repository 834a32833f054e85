"""Turns as a worker holds them: claimed for one, still as they were claimed, or closed for good."""

import logging
from dataclasses import dataclass
from datetime import timedelta

from flotilla.domain.bots import Bot
from flotilla.domain.chats import Chat, Turn, TurnRef, claim, unanswered_for_good
from flotilla.domain.errors import NotFoundError
from flotilla.domain.groups import bot_in
from flotilla.domain.messages import Message
from flotilla.ports.clock import Clock
from flotilla.ports.queues import TurnQueue
from flotilla.ports.repositories import BotRepository, ConversationChange, ConversationRepository

log = logging.getLogger(__name__)

HISTORY_LIMIT = 40
STORED_SOON = timedelta(seconds=1)
"""A turn opens a moment before its message is stored; this is how long to wait for that."""

GIVE_UP_WAITING = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class HeldTurns:
    """Claims turns, and looks again before something is committed for them."""

    bots: BotRepository
    conversations: ConversationRepository
    turn_queue: TurnQueue
    clock: Clock

    def claim(self, ref: TurnRef) -> tuple[Bot, Chat, tuple[Message, ...]] | None:
        """The chat with the turn claimed and what was said, or None if there is nothing to do (now)."""
        chat = self.conversations.find_chat(ref.tenant, ref.bot, ref.chat)
        if chat is None or chat.turn is None or (chat.turn.id, chat.turn.upto) != (ref.turn, ref.upto):
            return None
        now = self.clock.now()
        wait_until = max(chat.turn.due_at, chat.turn.claimed_until or now)
        if wait_until > now:
            self.turn_queue.put(ref, delay=wait_until - now)
            return None
        bot = self.answering_bot(chat)
        if bot is None:
            self.close(chat)
            return None
        history = self.conversations.recent_messages(ref.tenant, ref.bot, ref.chat, limit=HISTORY_LIMIT)
        if not any(message.order == ref.upto for message in history) and now < chat.turn.due_at + GIVE_UP_WAITING:
            self.turn_queue.put(ref, delay=STORED_SOON)
            return None
        claimed = self.conversations.commit(ref.tenant, ConversationChange(claim(chat, now)))
        return bot, claimed, history

    def answering_bot(self, chat: Chat) -> Bot | None:
        """The chat's bot, if it is there and answers."""
        try:
            bot = self.bots.get(chat.tenant, chat.bot)
        except NotFoundError:
            return None
        return bot_in(bot, chat.id)

    def still(self, claimed: Chat) -> Chat | None:
        """The chat if its turn is still as it was claimed: nobody stepped in, and the customer didn't write on."""
        chat = self.conversations.find_chat(claimed.tenant, claimed.bot, claimed.id)
        if chat is None or not chat.answers or chat.turn is None or chat.turn != claimed.turn:
            log.info("An answer was thrown away: the chat went on without it.", extra={"bot": claimed.bot})
            return None
        return chat

    def close(self, chat: Chat) -> None:
        """Close the turn: what was said so far is never answered."""
        self.conversations.commit(chat.tenant, ConversationChange(unanswered_for_good(chat)))

    def still_answerable(self, claimed: Chat) -> tuple[Chat, Bot, Turn] | None:
        """The chat, its bot and the turn as it was claimed; None if it is not that any more, or the bot is silent.

        The bot is read again: what people set while the answer was made, above all a pause, counts already.
        """
        chat = self.still(claimed)
        if chat is None or chat.turn is None:
            return None
        bot = self.answering_bot(chat)
        if bot is None:
            self.close(chat)
            return None
        return chat, bot, chat.turn

    def give_up(self, claimed: Chat) -> None:
        """Close the turn without an answer, if it is still as it was claimed."""
        if (chat := self.still(claimed)) is not None:
            self.close(chat)
