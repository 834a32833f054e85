"""After each (re)connect: what the page knows and nobody heard of."""

import asyncio
import logging
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

from flotilla.domain.bots import Bot
from flotilla.domain.ids import ChatId, MessageId, is_person
from flotilla.domain.inbound import Origin
from flotilla.domain.messages import MessageStatus
from runner.channels.port import Channel, MessageSeen
from runner.publisher import Publisher
from runner.toolbox import Toolbox

logger = logging.getLogger(__name__)

WINDOW = timedelta(hours=24)
PER_CHAT = 200
STORED_BEYOND = 50
"""Stored messages looked at beyond as many as the page has: some of them the page may not have kept."""


async def catch_up(channel: Channel, bot: Bot, publisher: Publisher, tools: Toolbox) -> None:
    """Publish what the page has of the window and the store has not. Raise ChannelError if the page can't tell.

    Sets of ids are compared, never a cursor of time. What was written before the number was linked goes to the
    history queue, and is never answered; the receiver stores each id once, so what is told twice is harmless.
    """
    since_ms = tools.now_ms() - int(WINDOW.total_seconds() * 1000)
    window = await channel.history(since_ms=since_ms, per_chat=PER_CHAT)
    chats: dict[ChatId, list[MessageSeen]] = defaultdict(list)
    for message in window:
        if is_person(message.chat):
            chats[message.chat].append(message)
    missing = await asyncio.gather(*(_missing(bot, chat, messages, tools) for chat, messages in chats.items()))
    published = await publisher.publish(ranked(message for chat in missing for message in chat), Origin.REPLAYED)
    logger.info("reconciled", extra={"window": len(window), "published": published})


def ranked(messages: Iterable[MessageSeen]) -> list[MessageSeen]:
    """Oldest first; within one second of a chat in the page's own order, which the ranks keep."""
    counts: Counter[tuple[ChatId, int]] = Counter()
    in_order = []
    for message in sorted(messages, key=lambda message: message.sent_at):
        second = (message.chat, message.sent_at)
        in_order.append(replace(message, rank=counts[second]))
        counts[second] += 1
    return in_order


async def _missing(bot: Bot, chat: ChatId, messages: Sequence[MessageSeen], tools: Toolbox) -> list[MessageSeen]:
    known = await _stored(bot, chat, len(messages) + STORED_BEYOND, tools)
    return [message for message in messages if message.id not in known]


async def _stored(bot: Bot, chat: ChatId, limit: int, tools: Toolbox) -> set[MessageId]:
    """Ids that need no telling. A placeholder does: the page may be able to read it by now."""
    try:
        stored = await tools.threads(tools.conversations.recent_messages, bot.tenant, bot.id, chat, limit=limit)
    except Exception:
        # Without the comparison everything is told again, which costs and does no harm.
        logger.exception("stored messages not read")
        return set()
    return {message.id for message in stored if message.status is not MessageStatus.PENDING}
