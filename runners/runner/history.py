"""After a first link: the chats that were on the phone before, read once, in the background, within bounds."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import replace

from flotilla.domain.bots import Bot
from flotilla.domain.chats import MessageRef
from flotilla.domain.history import HistoryProgress
from flotilla.domain.ids import ChatId, is_person
from runner.backoff import Backoff
from runner.channels.port import Channel, ChannelError
from runner.media_fetcher import MediaFetcher
from runner.publisher import Publisher
from runner.reconcile import CHATS_AT_ONCE, ranked
from runner.recorder import Recorder
from runner.toolbox import Toolbox

logger = logging.getLogger(__name__)


class HistoryReader:
    """Hands the chats of before over to a queue of their own, chat by chat, and records how far it is."""

    def __init__(
        self, channel: Channel, publisher: Publisher, recorder: Recorder, media: MediaFetcher, tools: Toolbox
    ) -> None:
        self._channel = channel
        self._publisher = publisher
        self._recorder = recorder
        self._media = media
        self._tools = tools
        #: Whether chats are being read right now.
        self.busy = False

    async def run(self, bot: Bot) -> None:
        """Return when all is handed over; at once if that was done since the number was linked."""
        backoff = Backoff(self._tools.timing.tick, self._tools.timing.last_backoff)
        while not self._finished():
            try:
                self.busy = True
                await self._read(bot)
            except ChannelError as error:
                self.busy = False
                # Nobody waits for it: what is written now comes first.
                logger.warning("history waits", extra={"why": error.code})
                await asyncio.sleep(backoff.next())
        self.busy = False

    def _finished(self) -> bool:
        known = self._recorder.session.chats_read
        return known is not None and known.finished_at is not None

    async def _read(self, bot: Bot) -> None:
        bounds, tools = self._tools.history_bounds, self._tools
        since_ms = tools.now_ms() - int(bounds.age.total_seconds() * 1000)
        newest = await self._channel.chats_since(since_ms=since_ms) if bounds.per_chat else ()
        wanted = sorted([chat for chat in newest if is_person(chat)][: bounds.chats])
        known = self._recorder.session.chats_read or HistoryProgress(0, 0)
        done = [chat for chat in wanted if chat <= (known.last or "")]
        while chats := wanted[len(done) : len(done) + CHATS_AT_ONCE]:
            await self._note(HistoryProgress(len(done), len(wanted), done[-1] if done else None))
            await self._hand_over(bot, chats, since_ms)
            done += chats
        last = done[-1] if done else None
        await self._note(HistoryProgress(len(wanted), len(wanted), last, tools.now()))
        logger.info("history read", extra={"chats": len(wanted)})

    async def _note(self, progress: HistoryProgress) -> None:
        await self._recorder.apply(lambda session: replace(session, chats_read=progress))

    async def _hand_over(self, bot: Bot, chats: Sequence[ChatId], since_ms: int) -> None:
        per_chat = self._tools.history_bounds.per_chat
        found = await self._channel.history(since_ms=since_ms, per_chat=per_chat, least=0, chats=chats)
        told = await self._publisher.hand_over_history(ranked(found))
        self._media.want(
            (MessageRef(bot.tenant, bot.id, one.chat, one.id), one.chat)
            for one in told
            if one.media is not None and one.media.on_its_way
        )
