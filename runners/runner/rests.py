"""Which chats an outbox leaves alone for now, and for how long."""

import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from flotilla.domain.ids import ChatId, MessageId

LONGEST_HOLD = timedelta(minutes=10)
"""What is held back is asked about at least this often: the customer may have written without our hearing of it."""

ASK_SECONDS = 0.5
"""Each question about what is held back costs two reads: for all chats together, one may be asked this often."""

ASKED_AT_ONCE = 4

STIRRED_SECONDS = 60.0
"""So long after a customer wrote, their chat is not left alone for long: the message has yet to be stored."""


@dataclass(frozen=True, slots=True)
class _Held:
    """What is held back in a chat, and when it is worth asking again, if that is known."""

    messages: frozenset[MessageId]
    until: datetime | None


class Rests:
    """The chats that rest. `now` is the time of day, for holds that end at one; pauses are in monotonic seconds."""

    def __init__(self, now: Callable[[], datetime], monotonic: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._monotonic = monotonic
        self._until: dict[ChatId, float] = {}
        self._held: dict[ChatId, _Held] = {}
        self._stirred: dict[ChatId, float] = {}
        self._next_question = 0.0

    def rest(self, chat: ChatId, seconds: float) -> None:
        """Leave the chat alone for so long."""
        self._until[chat] = self._monotonic() + seconds

    def hold(self, chat: ChatId, messages: Collection[MessageId], seconds: float, until: datetime | None) -> None:
        """Leave the chat alone for so long, and until then, unless there comes to be more to be sent.

        The customer may have written meanwhile: then they get what was held back, and the answer behind it.
        """
        self.rest(chat, seconds)
        stirred = self._monotonic() - self._stirred.get(chat, float("-inf")) < STIRRED_SECONDS
        if until is not None:
            until = None if stirred else min(until, self._now() + LONGEST_HOLD)
        self._held[chat] = _Held(frozenset(messages), until)

    def end(self, chat: ChatId) -> None:
        """The chat is sent to."""
        self._until.pop(chat, None)
        self._held.pop(chat, None)

    def stir(self, chat: ChatId) -> None:
        """The chat's customer wrote: what is held back there may soon go."""
        held = self._held.get(chat)
        if held is not None:
            self._stirred[chat] = self._monotonic()
            self._held[chat] = _Held(held.messages, None)

    def resumed(self) -> None:
        """The session works again: what could not be sent may be tried at once."""
        self._until = {chat: until for chat, until in self._until.items() if chat in self._held}

    def keep(self, chats: Collection[ChatId]) -> None:
        """Forget all chats in which nothing waits any more."""
        self._until = {chat: until for chat, until in self._until.items() if chat in chats}
        self._held = {chat: held for chat, held in self._held.items() if chat in chats}
        self._stirred = {chat: at for chat, at in self._stirred.items() if chat in chats}

    def is_held(self, chat: ChatId, messages: Collection[MessageId]) -> bool:
        """Whether all of these were held back when the chat was last asked about."""
        held = self._held.get(chat)
        return held is not None and held.messages.issuperset(messages)

    def keeps(self, chat: ChatId, messages: Collection[MessageId]) -> bool:
        """Whether the chat rests, or is held back: whatever is looked at, others have to be looked at too."""
        held = self.is_held(chat, messages)
        return held or (chat not in self._held and self._until.get(chat, 0.0) > self._monotonic())

    def is_over(self, chat: ChatId, messages: Collection[MessageId]) -> bool:
        """Whether the chat may be looked at now; a True for what is held back is counted as a question about it."""
        held = self._held.get(chat)
        if held is not None and not held.messages.issuperset(messages):
            return True
        if self._until.get(chat, 0.0) > self._monotonic():
            return False
        if held is None:
            return True
        # Where no time is known, a person's switch is asked, which costs nothing, or a customer has just written.
        return held.until is None or (held.until <= self._now() and self._may_ask())

    def _may_ask(self) -> bool:
        now = self._monotonic()
        if self._next_question > now:
            return False
        self._next_question = max(self._next_question, now - ASK_SECONDS * (ASKED_AT_ONCE - 1)) + ASK_SECONDS
        return True
