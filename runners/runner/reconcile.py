"""After each (re)connect: what the page knows and the runner didn't hear of."""

import logging
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from flotilla.domain.ids import ChatId
from flotilla.domain.inbound import Origin
from runner.channels.port import Channel, MessageSeen
from runner.publisher import Publisher
from runner.toolbox import Toolbox

logger = logging.getLogger(__name__)

WINDOW = timedelta(hours=24)
PER_CHAT = 200


async def missed_messages(channel: Channel, tools: Toolbox) -> tuple[MessageSeen, ...]:
    """All messages of the window: sets of ids are compared, never a cursor of time. Raise ChannelError."""
    since_ms = tools.now_ms() - int(WINDOW.total_seconds() * 1000)
    return await channel.history(since_ms=since_ms, per_chat=PER_CHAT)


def ranked(messages: Iterable[MessageSeen]) -> list[MessageSeen]:
    """Oldest first; within one second of a chat in the page's own order, which the ranks keep."""
    counts: Counter[tuple[ChatId, int]] = Counter()
    in_order = []
    for message in sorted(messages, key=lambda message: message.sent_at):
        second = (message.chat, message.sent_at)
        in_order.append(replace(message, rank=counts[second]))
        counts[second] += 1
    return in_order


async def replay(messages: tuple[MessageSeen, ...], publisher: Publisher) -> None:
    """Publish what is new. The receiver stores each id once, so what it has already is harmless.

    What was written before the number was linked goes to the history queue, and is never answered.
    """
    replayed = await publisher.publish(ranked(messages), Origin.REPLAYED)
    logger.info("reconciled", extra={"window": len(messages), "published": replayed})
