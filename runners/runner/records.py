"""What the store has of a chat, for comparison with what the page has."""

import logging
from collections.abc import Sequence

from flotilla.domain.bots import Bot
from flotilla.domain.ids import ChatId, MessageId
from flotilla.domain.messages import Message
from runner.channels.port import MessageSeen
from runner.publisher import Publisher
from runner.toolbox import Toolbox

logger = logging.getLogger(__name__)

STORED_BEYOND = 50
"""Stored messages looked at beyond as many as the page has: some of them the page may not have kept."""


class Records:
    """One bot's stored messages."""

    def __init__(self, bot: Bot, publisher: Publisher, tools: Toolbox) -> None:
        self._bot = bot
        self._publisher = publisher
        self._tools = tools

    async def of(self, chat: ChatId, shown: Sequence[MessageSeen]) -> dict[MessageId, Message]:
        """The newest stored messages of the chat that the page shows, by id; nothing if they can't be read now."""
        try:
            return await self._tools.threads(self._of_person, chat, shown)
        except Exception:
            # Without the comparison everything is told again, which costs and does no harm.
            logger.exception("stored messages not read")
            return {}

    def _of_person(self, chat: ChatId, shown: Sequence[MessageSeen]) -> dict[MessageId, Message]:
        """Under whichever address of the person they lie: WhatsApp moves chats from numbers to LIDs."""
        stored = self._recent(chat, len(shown))
        if any(one.id in stored for one in shown) or all(map(self._publisher.is_history, shown)):
            return stored
        for address in dict.fromkeys([chat, *(one.alias for one in shown if one.alias is not None)]):
            known = self._tools.conversations.find_chat(self._bot.tenant, self._bot.id, address)
            kept = (known.moved_to or known.id) if known is not None else chat
            if kept != chat:
                return self._recent(kept, len(shown))
        return stored

    def _recent(self, chat: ChatId, shown: int) -> dict[MessageId, Message]:
        recent = self._tools.conversations.recent_messages
        return {one.id: one for one in recent(self._bot.tenant, self._bot.id, chat, limit=shown + STORED_BEYOND)}
