"""What waits to be sent for one bot, chat by chat, read as far as it takes to come upon something to do."""

import time
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence

from flotilla.domain.bots import Bot
from flotilla.domain.ids import ChatId, MessageId
from flotilla.domain.messages import Message
from runner.rests import Rests
from runner.toolbox import Toolbox

SWEPT = 100
MOST_SWEPT = 6_400
"""So many waiting messages are looked at; more, up to this many, while they all belong to chats that rest."""

INDEX_LAG_SECONDS = 5.0
"""For so long the outbox's index may go on listing a message that is sent."""


class Backlog:
    """The outbox's index, without what is known to be sent. `waiting`: how many were listed at the newest look."""

    def __init__(self, bot: Bot, rests: Rests, tools: Toolbox, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._bot = bot
        self._rests = rests
        self._tools = tools
        self._monotonic = monotonic
        self._done: dict[MessageId, float] = {}
        self._swept = SWEPT
        self._listed: Sequence[Message] = ()

    @property
    def waiting(self) -> int:
        """How many messages wait, as far as they were read."""
        return len(self._listed)

    @property
    def ids(self) -> Collection[MessageId] | None:
        """All that waits; None if not all of it was read."""
        return {message.id for message in self._listed} if len(self._listed) < self._swept else None

    def done(self, message: MessageId) -> None:
        """It is sent, or has failed, whatever the index says."""
        self._done[message] = self._monotonic()

    async def look(self, busy: Collection[ChatId], most_busy: int) -> Mapping[ChatId, list[Message]]:
        """The oldest that waits, as far as it takes to come upon a chat that can be sent to.

        There is no need for one while so many are `busy` that it would have to wait for them.
        """
        self._shrink()
        outbox = self._tools.conversations.outbox
        while True:
            listed = await self._tools.threads(outbox, self._bot.tenant, self._bot.id, limit=self._swept)
            chats = self._by_chat(listed)
            enough = len(busy) >= most_busy or self._offers(chats, busy)
            if len(listed) < self._swept or self._swept >= MOST_SWEPT or enough:
                self._listed = listed
                return chats
            self._swept *= 2

    def _shrink(self) -> None:
        if len(self._listed) * 4 < self._swept:
            self._swept = max(SWEPT, self._swept // 2)

    def _offers(self, chats: Mapping[ChatId, list[Message]], busy: Collection[ChatId]) -> bool:
        return any(chat not in busy and not self._rests.keeps(chat, ids_of(waits)) for chat, waits in chats.items())

    def _by_chat(self, listed: Sequence[Message]) -> Mapping[ChatId, list[Message]]:
        now = self._monotonic()
        self._done = {known: at for known, at in self._done.items() if now - at < INDEX_LAG_SECONDS}
        chats: dict[ChatId, list[Message]] = defaultdict(list)
        for message in listed:
            if message.id not in self._done:
                chats[message.chat].append(message)
        return chats


def ids_of(messages: Sequence[Message]) -> list[MessageId]:
    """The ids of some messages, in their order."""
    return [message.id for message in messages]
