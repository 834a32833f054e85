"""What belongs to one life of a channel: the watch over it, its outbox, and the way of its events."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

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
    LogoutSeen,
    MessageEdited,
    MessageRevoked,
    MessageSeen,
    QrSeen,
    StateSeen,
)
from runner.commands import Commands
from runner.delivery import Delivery
from runner.lease_keeper import LeaseKeeper
from runner.outbox import Outbox
from runner.publisher import ChatEvent, Publisher
from runner.recent import Recent
from runner.reconcile import catch_up
from runner.recorder import Recorder
from runner.toolbox import Toolbox
from runner.waiting import is_set_within
from runner.watch import Watch

logger = logging.getLogger(__name__)

CATCH_UP_SECONDS = 15.0
"""Live messages wait at most this long for what was missed before them."""


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
        own: Recent[MessageId],
    ) -> None:
        self._channel = channel
        self._bot = bot
        self._keeper = keeper
        self._recorder = recorder
        self._publisher = publisher
        self._tools = tools
        self._delivery = Delivery(bot(), channel, keeper, tools, own)
        self.outbox = Outbox(self._delivery, tools, self._works)
        self.watch = Watch(channel, keeper, recorder, commands, tools, self._settle)
        self._working = asyncio.Event()
        self._caught_up = asyncio.Event()

    def _works(self) -> bool:
        return self._recorder.session.status is SessionStatus.WORKING

    async def run(self) -> Reason | None:
        """Until the channel is lost (its reason) or must start anew (None). Raise ChannelError if it can't go on."""
        watch = asyncio.create_task(self.watch.run())
        gone = asyncio.create_task(self._channel.gone())
        helpers = [asyncio.create_task(self._catch_up()), asyncio.create_task(self.outbox.run())]
        try:
            await asyncio.wait([watch, gone, *helpers], return_when=asyncio.FIRST_COMPLETED)
            if gone.done():
                return gone.result()
            for helper in helpers:
                if helper.done():
                    helper.result()
            return watch.result()
        except ChannelError:
            raise
        except Exception:
            # A part of it broke, and without it the session would look sound and be deaf or mute.
            logger.exception("connection broke")
            return Reason.PAGE_CRASHED
        finally:
            for task in (watch, gone, *helpers):
                task.cancel()
            await asyncio.gather(watch, gone, *helpers, return_exceptions=True)

    async def heard(self, events: Sequence[ChannelEvent]) -> None:
        """Take a batch of the page's; return when nothing of it can get lost any more."""
        chat_events: list[ChatEvent] = []
        acks: dict[tuple[ChatId, MessageId], list[AckSeen]] = defaultdict(list)
        for event in events:
            if isinstance(event, (MessageSeen, MessageEdited, MessageRevoked)):
                chat_events.append(event)
            elif isinstance(event, AckSeen):
                for message in event.ids:
                    acks[event.chat, message].append(event)
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
            self.outbox.ring()
            return True
        if not self._works() and self._working.is_set():
            self._working.clear()
            self._caught_up.clear()
        return False

    async def _publish(self, events: Sequence[ChatEvent]) -> None:
        if not events:
            return
        # In order: what was missed while we were away comes first. A slow page must not make us deaf, though.
        if not await is_set_within(self._caught_up, CATCH_UP_SECONDS):
            logger.warning("live messages go ahead of missed ones")
        await self._publisher.publish(events)

    async def _catch_up(self) -> None:
        """Each time the session comes to work: fetch what was missed, then let live messages through."""
        while True:
            await self._working.wait()
            if self._caught_up.is_set():
                await asyncio.sleep(self._tools.timing.tick)
                continue
            try:
                await catch_up(self._channel, self._bot(), self._publisher, self._tools)
                self._caught_up.set()
                await self._channel.warm()
            except ChannelError as error:
                logger.warning("catching up failed", extra={"why": error.code})
                await asyncio.sleep(self._tools.timing.tick)

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
            self._delivery.heard_of(message)


def _after(session: Session, event: StateSeen | QrSeen | LogoutSeen, at: datetime) -> Session:
    if isinstance(event, LogoutSeen):
        return log_out(session, at)
    if isinstance(event, StateSeen):
        return observe(session, event.state, at)
    # A code alone says that nobody is logged in; its absence says nothing.
    return observe(session, PageState(registered=False, main=False, qr=event.qr), at) if event.qr else session
