"""What belongs to one life of a channel: the watch over it, its outbox, and the way of its events."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from flotilla.domain.ailments import treatments_since
from flotilla.domain.bots import Bot
from flotilla.domain.chats import MessageRef
from flotilla.domain.errors import StaleHolderError
from flotilla.domain.ids import ChatId, MessageId
from flotilla.domain.session_machine import PageState, log_out, observe
from flotilla.domain.sessions import Reason, Session, SessionStatus
from runner.channels.port import (
    AckSeen,
    Channel,
    ChannelError,
    ChannelEvent,
    EventLost,
    LogoutSeen,
    MessageEdited,
    MessageRevoked,
    MessageSeen,
    QrSeen,
    Reacted,
    StateSeen,
    TypingSeen,
    Voted,
)
from runner.commands import Commands
from runner.delivery import Delivery
from runner.history import HistoryReader
from runner.lease_keeper import LeaseKeeper
from runner.media_fetcher import MediaFetcher
from runner.onlookers import Onlookers
from runner.outbox import Outbox
from runner.publisher import Publisher
from runner.reconcile import catch_up
from runner.recorder import Recorder
from runner.toolbox import Toolbox
from runner.translation import ChatEvent
from runner.upkeep import Upkeep
from runner.waiting import is_set_within
from runner.watch import Watch

logger = logging.getLogger(__name__)

CATCH_UP_SECONDS = 15.0
"""So long live messages wait until all that was missed is told; then their own chats are looked at first."""

OWN_CHATS_SECONDS = 15.0
OWN_CHATS_TRIES = 3
"""How long, and how often, that is tried before they go ahead: a page that can't tell must not make us deaf."""


class Connected:
    """One open channel with all that lives and dies with it."""

    def __init__(
        self,
        channel: Channel,
        bot: Callable[[], Bot],
        keeper: LeaseKeeper,
        recorder: Recorder,
        publisher: Publisher,
        commands: Commands,
        tools: Toolbox,
        delivery: Delivery,
    ) -> None:
        self._channel = channel
        self._bot = bot
        self._keeper = keeper
        self._recorder = recorder
        self._publisher = publisher
        self._tools = tools
        self._delivery = delivery
        self.outbox = Outbox(
            self._delivery, tools, self._works, lambda since: treatments_since(recorder.session, since)
        )
        self.onlookers = Onlookers(channel, bot, tools)
        self._media = MediaFetcher(channel, tools)
        self._history = HistoryReader(channel, publisher, recorder, self._media, tools)
        self.upkeep = upkeep = Upkeep(
            channel.memory, self._is_quiet, self._is_settled, lambda: self.watch.build.outdated, tools
        )
        self.watch = Watch(
            channel, keeper, recorder, commands, tools, self._settle,
            lambda: (self.outbox.load, self.outbox.sends, publisher.losses),
            lambda: upkeep.memory,
        )  # fmt: skip
        self.recycled: str | None = None
        self._working = asyncio.Event()
        self._caught_up = asyncio.Event()
        self._warm = False

    def _works(self) -> bool:
        return self._recorder.session.status is SessionStatus.WORKING

    def _is_settled(self) -> bool:
        """Whether what was missed is told: a page that is only coming up would have to begin anew."""
        return self._caught_up.is_set()

    def _is_quiet(self) -> bool:
        """Whether a restart would interrupt nothing: no send, no news, no file or old chat on its way."""
        quiet = self._tools.timing.quiet
        reading = self._history.busy or not self._media.idle
        return self._is_settled() and self.outbox.idle and not reading and self._publisher.quiet_for(quiet)

    async def run(self, snapshot_due: Callable[[], bool]) -> Reason | None:
        """Until the channel is lost (its reason) or must start anew (None). Raise ChannelError if it can't go on."""
        upkeep = asyncio.create_task(self.upkeep.run(snapshot_due))
        watch = asyncio.create_task(self.watch.run())
        gone = asyncio.create_task(self._channel.gone())
        parts = (self._catch_up(), self._warm_up(), self._read_history(), self.outbox.run())
        helpers = [asyncio.create_task(part) for part in parts]
        try:
            await asyncio.wait([watch, gone, upkeep, *helpers], return_when=asyncio.FIRST_COMPLETED)
            if gone.done():
                return gone.result()
            for helper in helpers:
                if helper.done():
                    helper.result()
            if upkeep.done():
                self.recycled = upkeep.result()
                await self.outbox.drain(self._tools.timing.drain)
                return Reason.RECYCLED
            return watch.result()
        except ChannelError:
            raise
        except Exception:
            # A part of it broke, and without it the session would look sound and be deaf or mute.
            logger.exception("connection broke")
            return Reason.PAGE_CRASHED
        finally:
            self._media.close()
            self.onlookers.close()
            for task in (watch, gone, upkeep, *helpers):
                task.cancel()
            await asyncio.gather(watch, gone, upkeep, *helpers, return_exceptions=True)

    async def heard(self, events: Sequence[ChannelEvent]) -> None:
        """Take a batch of the page's; return when nothing of it can get lost any more."""
        chat_events: list[ChatEvent] = []
        acks: dict[tuple[ChatId, MessageId], list[AckSeen]] = defaultdict(list)
        for event in events:
            if isinstance(event, (MessageSeen, MessageEdited, MessageRevoked, Reacted, Voted)):
                chat_events.append(event)
            elif isinstance(event, AckSeen):
                for message in event.ids:
                    acks[event.chat, message].append(event)
            elif isinstance(event, TypingSeen):
                self.onlookers.seen(event)
            elif isinstance(event, EventLost):
                self._publisher.lose()
            else:
                await self._moved(event)
        await asyncio.gather(
            self._publish(chat_events), *(self._acknowledge(*message, seen) for message, seen in acks.items())
        )

    async def _moved(self, event: StateSeen | QrSeen | LogoutSeen) -> None:
        at = datetime.fromtimestamp(event.at_ms / 1000, UTC)
        await self._recorder.apply(_after, event, at)
        if self._settle():
            self.watch.nudge()

    def _settle(self) -> bool:
        """Wake or rest what depends on the session's working; True if it came to work just now."""
        if self._works() and not self._working.is_set():
            self._working.set()
            self.outbox.resumed()
            return True
        if not self._works() and self._working.is_set():
            self._working.clear()
            self._caught_up.clear()
            self._warm = False
        return False

    async def _publish(self, events: Sequence[ChatEvent]) -> None:
        if not events:
            return
        # In order: what was missed while we were away comes first.
        if not await is_set_within(self._caught_up, CATCH_UP_SECONDS):
            await self._look_behind(tuple(dict.fromkeys(event.chat for event in events)))
        new = await self._publisher.publish(events)
        self._tools.metrics.inbound.labels(self._bot().id).inc(new)
        for event in events:
            logger.info("event queued", extra={"correlation_id": event.id, "event": type(event).__name__})
            if isinstance(event, MessageSeen) and not event.from_me:
                self.outbox.stir(event.chat)
                if event.alias is not None:
                    self.outbox.stir(event.alias)
        self._fetch_media(events)

    async def _look_behind(self, chats: Sequence[ChatId]) -> None:
        """Tell what was missed in these chats alone: a page with many chats, or one that is only just back, is slow."""
        parts = (self._channel, self._bot(), self._publisher, self._tools)
        for _ in range(OWN_CHATS_TRIES):
            try:
                self._media.want((await catch_up(*parts, chats, OWN_CHATS_SECONDS)).files)
            except ChannelError as error:
                logger.warning("chats not looked at", extra={"why": error.code})
            else:
                return
            if await is_set_within(self._caught_up, self._tools.timing.tick):
                return
        logger.error("live messages go ahead of missed ones", extra={"chats": len(chats)})

    def _fetch_media(self, events: Sequence[ChatEvent]) -> None:
        """Now that the messages can't get lost any more, their files may take their time."""
        bot = self._bot()
        seen = [one for one in events if isinstance(one, MessageSeen) and one.media is not None]
        self._media.want((MessageRef(bot.tenant, bot.id, one.chat, one.id), one.chat) for one in seen)

    async def _catch_up(self) -> None:
        """Each time the session comes to work: fetch what was missed, then let live messages through."""
        while True:
            await self._working.wait()
            if self._caught_up.is_set():
                await asyncio.sleep(self._tools.timing.tick)
                continue
            try:
                missed = await catch_up(self._channel, self._bot(), self._publisher, self._tools)
                self._media.want(missed.files)
                self._caught_up.set()
                await self._acknowledge_missed(missed.acks)
            except ChannelError as error:
                logger.warning("catching up failed", extra={"why": error.code})
                await asyncio.sleep(self._tools.timing.tick)

    async def _warm_up(self) -> None:
        """Each time the session comes to work, beside the look at what was missed: the first answers need it."""
        while True:
            await self._working.wait()
            if self._warm:
                await asyncio.sleep(self._tools.timing.tick)
                continue
            self._warm = True
            try:
                await self._channel.warm()
            except ChannelError as error:
                # The first send pays for the look-ups instead.
                logger.warning("look-ups not warmed", extra={"why": error.code})

    async def _read_history(self) -> None:
        """Each time that what was missed is told: the page may have been linked anew, to another number."""
        while True:
            await self._caught_up.wait()
            await self._history.run(self._bot())
            await asyncio.sleep(self._tools.timing.tick)

    async def _acknowledge_missed(self, acks: Sequence[AckSeen]) -> None:
        for seen in acks:
            if self._recorder.stale.is_set():
                # The bot is somebody else's, who looks for them too: to go on would only be refused again.
                return
            try:
                await self._acknowledge(seen.chat, seen.ids[0], [seen])
            except Exception:
                # The next look at the chats, at the latest when the session next comes to work, finds it again.
                logger.exception("missed ack not recorded", extra={"message_id": seen.ids[0]})

    async def _acknowledge(self, chat: ChatId, message: MessageId, acks: Sequence[AckSeen]) -> None:
        """Record one message's acks in their order, so that no stage of its life is skipped."""
        bot = self._bot()
        ref = MessageRef(bot.tenant, bot.id, chat, message)
        await self._delivery.recorded(message)
        fence = self._keeper.lease.fence
        for seen in acks:
            try:
                await self._tools.threads(self._tools.record_ack, ref, ack=seen.ack, at_ms=seen.at_ms, fence=fence)
            except StaleHolderError:
                self._recorder.stale.set()
            else:
                self._tools.metrics.acks.labels(bot.id, seen.ack).inc()
            self._delivery.heard_of(message)


def _after(session: Session, event: StateSeen | QrSeen | LogoutSeen, at: datetime) -> Session:
    if isinstance(event, LogoutSeen):
        return log_out(session, at)
    if isinstance(event, StateSeen):
        return observe(session, event.state, at)
    # A code alone says that nobody is logged in; its absence says nothing.
    return observe(session, PageState(registered=False, main=False, qr=event.qr), at) if event.qr else session
