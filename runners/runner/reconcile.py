"""After each (re)connect: what the page knows and nobody heard of."""

import asyncio
import logging
from collections import Counter, defaultdict
from collections.abc import Awaitable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TypeVar

from flotilla.domain.bots import Bot
from flotilla.domain.chats import MessageRef
from flotilla.domain.groups import hears
from flotilla.domain.ids import ChatId, MessageId, is_group
from flotilla.domain.inbound import Origin
from runner.channels.port import AckSeen, Channel, ChannelError, MessageSeen
from runner.comparing import Differences, compare, meets_known
from runner.media_fetcher import Wanted
from runner.publisher import Publisher
from runner.records import Records
from runner.toolbox import Toolbox

logger = logging.getLogger(__name__)

T = TypeVar("T")

CHATS_AT_ONCE = 10
"""Asked of the page together: it must not stand still for its past, and no number of chats may be too large."""

WINDOW = timedelta(hours=24)
PER_CHAT = 200
LEAST = 50
"""Looked at of each chat however old they are: the runner may have been away for longer than the window."""

DEPTHS = (1_000, 5_000)
"""So many are looked at of a chat, one after the other, until something known is met."""

CALL_SECONDS = 60.0
CHAT_SECONDS = 20.0
"""How long the page may take to tell several chats, and one alone."""


@dataclass(frozen=True, slots=True)
class Missed:
    """What remains to be done once the missed messages are told: files to fetch, acks to record."""

    files: list[Wanted] = field(default_factory=list)
    acks: list[AckSeen] = field(default_factory=list)


async def catch_up(
    channel: Channel,
    bot: Bot,
    publisher: Publisher,
    tools: Toolbox,
    chats: Sequence[ChatId] | None = None,
    within: float = CALL_SECONDS,
) -> Missed:
    """Publish what the page has and the store has not, and what changed of what the store has.

    All chats are looked at, the newest first, or only those that are named. The page has to answer each question
    `within` so many seconds; what it tells is then published, however long that takes.

    Raise ChannelError if the page can't tell. Sets of ids are compared, never a cursor of time, as far back as
    something known is met. What was written before the number was linked is left to the reader of its history; the
    receiver stores each id once, so what is told twice is harmless.
    """
    look = _Look(channel, bot, publisher, tools, Records(bot, publisher, tools), within, patient=chats is None)
    if chats is None:
        chats = await _answered(channel.chats_since(since_ms=0), within)
    heard = [chat for chat in chats if hears(bot, chat)]
    for start in range(0, len(heard), CHATS_AT_ONCE):
        await look.at(heard[start : start + CHATS_AT_ONCE])
    logger.info("reconciled", extra={"chats": len(heard), "shown": look.shown, "published": look.published})
    return look.missed


def ranked(messages: Iterable[MessageSeen]) -> list[MessageSeen]:
    """Oldest first; within one second of a chat in the page's own order, which the ranks keep."""
    counts: Counter[tuple[ChatId, int]] = Counter()
    in_order = []
    for message in sorted(messages, key=lambda message: message.sent_at):
        second = (message.chat, message.sent_at)
        in_order.append(replace(message, rank=counts[second]))
        counts[second] += 1
    return in_order


async def _answered(asked: Awaitable[T], within: float) -> T:
    try:
        async with asyncio.timeout(within):
            return await asked
    except TimeoutError:
        raise ChannelError("The page did not tell its chats in time.", code="timeout") from None


@dataclass(slots=True)
class _Look:
    """One look at the chats. `patient`: a chat that the page can't tell does not keep back the rest."""

    channel: Channel
    bot: Bot
    publisher: Publisher
    tools: Toolbox
    records: Records
    within: float
    patient: bool
    shown: int = 0
    published: int = 0
    missed: Missed = field(default_factory=Missed)
    deep: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def at(self, chats: Sequence[ChatId]) -> None:
        """Tell what was missed in these chats. Raise ChannelError."""
        shown = await self._read(chats)
        compared = await asyncio.gather(*(self._compared(chat, messages) for chat, messages in shown.items()))
        missing = ranked(message for chat in compared for message in chat.missing)
        revised = [one for chat in compared for one in chat.revised]
        self.published += await self.publisher.publish([*missing, *revised], Origin.REPLAYED)
        for chat, found in zip(shown, compared, strict=True):
            self.missed.acks.extend(found.acks)
            self.missed.files.extend((self._ref(chat, message), chat) for message in found.files)

    def _ref(self, chat: ChatId, message: MessageId) -> MessageRef:
        return MessageRef(self.bot.tenant, self.bot.id, chat, message)

    async def _read(self, chats: Sequence[ChatId]) -> dict[ChatId, list[MessageSeen]]:
        try:
            return await self._ask(chats, self.within)
        except ChannelError as error:
            if error.code != "timeout" or not self.patient:
                raise
        logger.warning("chats asked for one by one", extra={"chats": len(chats)})
        shown: dict[ChatId, list[MessageSeen]] = {}
        silent = 0
        for chat in chats:
            try:
                shown |= await self._ask([chat], CHAT_SECONDS)
            except ChannelError as error:
                if error.code != "timeout":
                    raise
                silent += 1
        if silent == len(chats) and (silent > 1 or not self.shown):
            raise ChannelError("The page does not tell its chats.", code="timeout")
        for _ in range(silent):
            self.publisher.leave_gap("timeout")
        return shown

    async def _ask(self, chats: Sequence[ChatId], within: float) -> dict[ChatId, list[MessageSeen]]:
        since_ms = self.tools.now_ms() - int(WINDOW.total_seconds() * 1000)
        asked = self.channel.history(since_ms=since_ms, per_chat=PER_CHAT, least=LEAST, chats=chats)
        by_chat: dict[ChatId, list[MessageSeen]] = defaultdict(list)
        for message in await _answered(asked, within):
            by_chat[message.chat].append(message)
            self.shown += 1
        return by_chat

    async def _compared(self, chat: ChatId, shown: list[MessageSeen]) -> Differences:
        stored = await self.records.of(chat, shown)
        # A group in which nothing was heard yet was not listened to: its past is nobody's loss.
        unheard = is_group(chat) and not stored
        for depth in () if unheard or len(shown) < LEAST else DEPTHS:
            if meets_known(shown, stored, self.publisher):
                break
            deeper = await self._look_deeper(chat, depth)
            if deeper is None or len(deeper) <= len(shown):
                break
            shown, stored = deeper, await self.records.of(chat, deeper)
        if len(shown) >= DEPTHS[-1] and not meets_known(shown, stored, self.publisher):
            self.publisher.leave_gap("too_many")
        return compare(shown, stored, self.publisher)

    async def _look_deeper(self, chat: ChatId, depth: int) -> list[MessageSeen] | None:
        """The newest so many of a chat; None if the page, which is asked of one chat at a time, can't tell them."""
        async with self.deep:
            asked = self.channel.history(since_ms=0, per_chat=depth, least=depth, chats=[chat])
            try:
                return [*await _answered(asked, self.within)]
            except ChannelError as error:
                if error.code != "timeout" or not self.patient:
                    raise
        self.publisher.leave_gap("timeout")
        return None
