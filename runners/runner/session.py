"""One bot's session: opens the channel, keeps it open, and ends it in order."""

import asyncio
import logging
import random
from collections.abc import Callable, Sequence
from datetime import timedelta

from flotilla.domain.bots import Bot, SessionVerb
from flotilla.domain.ids import ConnectionId, MessageId
from flotilla.domain.leases import Lease
from flotilla.domain.session_machine import begin, fail, pause_after, should_move, stop
from flotilla.domain.sessions import Reason, SessionStatus, new_session
from runner.backoff import Backoff
from runner.channels.port import ChannelError, ChannelEvent, ChannelFactory, ChannelStartError
from runner.commands import Commands
from runner.connection import Connected
from runner.lease_keeper import LeaseKeeper
from runner.logs import speak_of
from runner.publisher import Publisher
from runner.recent import Recent
from runner.recorder import Recorder
from runner.toolbox import Toolbox
from runner.waiting import is_set_within
from runner.wishes import Wishes

logger = logging.getLogger(__name__)

OWN_MESSAGES = 5_000


class BotSession:
    """Holds one bot from lease to release; a failure in here stays in here."""

    def __init__(
        self,
        bot: Bot,
        lease: Lease,
        tools: Toolbox,
        channels: ChannelFactory,
        connection: Callable[[], ConnectionId | None],
        *,
        acquired_at: float,
    ) -> None:
        self.bot = bot
        self._tools = tools
        self._channels = channels
        self.keeper = LeaseKeeper(lease, tools, connection, acquired_at=acquired_at)
        self._own: Recent[MessageId] = Recent(OWN_MESSAGES)
        self._recorder = Recorder(
            begin(new_session(bot.tenant, bot.id, tools.now()), fence=lease.fence, now=tools.now()), tools
        )
        self._commands = Commands(lambda: self.bot, self._recorder, channels, self.keeper, tools)
        self._publisher = Publisher(bot, tools, lambda: self._recorder.session, self._own)
        self._wishes = Wishes(bot, tools, self._wish)
        self._connected: Connected | None = None
        self._nudged = asyncio.Event()
        self._remembered = False
        self.broke = False
        self._moves = False
        self._chance = random.random
        self._stop_reason: Reason | None = None
        self._stopping = asyncio.Event()

    @property
    def coming_up(self) -> bool:
        """Whether its browser is being started."""
        session = self._recorder.session
        return session.status is SessionStatus.STARTING and session.reason is Reason.BROWSER_STARTING

    @property
    def status(self) -> SessionStatus:
        """The session's status as this holder knows it."""
        return self._recorder.session.status

    def update(self, bot: Bot) -> None:
        """The bot as people configure it now; an older view of it than the one known is passed over."""
        if bot.version < self.bot.version:
            return
        self.bot = bot
        if self._commands.pending() is not None:
            self._nudged.set()
            if self._connected is not None:
                self._connected.watch.nudge()

    def ring(self) -> None:
        """The doorbell rang for this bot: a message waits, or people want something."""
        self._wishes.ring()
        if self._connected is not None:
            self._connected.outbox.ring()

    def _wish(self, bot: Bot | None) -> None:
        if bot is not None:
            self.update(bot)
        else:
            self.end(Reason.STOPPED_BY_PERSON)

    def end(self, reason: Reason) -> None:
        """Come to an orderly end; `reason` is what people see."""
        self._stop_reason = reason
        self._stopping.set()

    async def run(self) -> None:
        """Run until ended or until the lease is lost."""
        speak_of(self.bot.tenant, self.bot.id)
        logger.info("bot taken", extra={"fence": self.keeper.lease.fence})
        enders = [
            asyncio.create_task(self.keeper.run()),
            asyncio.create_task(self._stopping.wait()),
            asyncio.create_task(self._recorder.stale.wait()),
        ]
        conduct = asyncio.create_task(self._conduct())
        wishes = asyncio.create_task(self._wishes.run())
        try:
            await asyncio.wait([*enders[1:], enders[0], conduct], return_when=asyncio.FIRST_COMPLETED)
            lost = enders[0].done() or enders[2].done()
            await self._finish(conduct, lost=lost)
        finally:
            for task in (*enders, conduct, wishes):
                task.cancel()
            await asyncio.gather(*enders, conduct, wishes, return_exceptions=True)

    async def _finish(self, conduct: "asyncio.Task[None]", *, lost: bool) -> None:
        if self._connected is not None and not lost and not conduct.done():
            await self._connected.outbox.drain(self._tools.timing.drain)
        failure = conduct.exception() if conduct.done() and not conduct.cancelled() else None
        conduct.cancel()
        await asyncio.gather(conduct, return_exceptions=True)
        if failure is not None:
            self.broke = True
            logger.error("session broke", exc_info=failure)
        if lost:
            return
        await self._release()

    async def _release(self) -> None:
        reason = self._stop_reason or Reason.WAITING_FOR_RUNNER
        # What it failed with stays on record until the next holder begins.
        if self._remembered and not self._moves:
            await self._recorder.apply(stop, reason, self._tools.now())
        await self._tools.threads(self._tools.release_lease, self.keeper.lease)
        logger.info("bot released", extra={"reason": reason})

    async def _conduct(self) -> None:
        await self._remember()
        while True:
            await self.keeper.fresh()
            await self._recorder.apply(begin, fence=self.keeper.lease.fence, now=self._tools.now())
            started = asyncio.get_running_loop().time()
            reason, detail = await self._once()
            if reason is None:
                continue
            if reason is Reason.QR_NOT_SCANNED:
                return self.end(reason)
            lasted = timedelta(seconds=asyncio.get_running_loop().time() - started)
            failed = await self._recorder.apply(fail, reason, self._tools.now(), detail, lasted=lasted)
            if should_move(failed):
                self.broke = self._moves = True
                return None
            await self._rest(pause_after(failed, self._chance(), self._tools.timing.brief).total_seconds())

    async def _remember(self) -> None:
        """Take over what the last holder recorded: number, time of linking, commands that are done."""
        bot, tools = self.bot, self._tools
        backoff = Backoff(tools.timing.first_backoff, tools.timing.heartbeat)
        while not self._remembered:
            try:
                known = await tools.threads(tools.sessions.find, bot.tenant, bot.id)
            except Exception:
                # Without it the number would count as linked just now, and what customers wrote meanwhile as history.
                logger.exception("last state not read")
                await asyncio.sleep(backoff.next())
            else:
                self._remembered = True
        if known is not None:
            await self._recorder.apply(lambda _: begin(known, fence=self.keeper.lease.fence, now=tools.now()))
        command = self._commands.pending()
        if command is not None and command.verb is SessionVerb.RESTART:
            await self._commands.obey_without()

    async def _once(self) -> tuple[Reason | None, str | None]:
        """One life of the channel: why it ended, and a detail; None: start anew at once."""
        try:
            channel = await self._channels.open(self.bot, self.keeper.lease.fence, self)
        except ChannelStartError as error:
            logger.warning("channel not opened", extra={"why": error.message})
            return error.reason, error.message
        self._connected = Connected(
            channel,
            lambda: self.bot,
            self.keeper,
            self._recorder,
            self._publisher,
            self._commands,
            self._tools,
            self._own,
        )
        try:
            return await self._connected.run(), None
        except ChannelError as error:
            if await self._commands.obey_without():
                return None, None
            return Reason.PAGE_CRASHED, error.message
        finally:
            self._connected = None
            await channel.close()

    async def _rest(self, seconds: float) -> None:
        """Wait before the next attempt; a person's command ends the wait."""
        self._nudged.clear()
        if await is_set_within(self._nudged, seconds):
            await self._commands.obey_without()

    async def heard(self, events: Sequence[ChannelEvent]) -> None:
        """Implements ChannelListener."""
        speak_of(self.bot.tenant, self.bot.id)
        # Between the channel's opening and the first event nothing can be awaited: there is a connection by now.
        for _ in range(100):
            if self._connected is not None:
                await self._connected.heard(events)
                return
            await asyncio.sleep(0.05)
        raise ChannelError("The session is not open.", code="not_ready")
