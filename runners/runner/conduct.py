"""The lives of one bot's channel: it is opened, kept open, and opened anew, for as long as its runner holds the bot."""

import asyncio
import logging
import random
from collections.abc import Callable, Sequence

from flotilla.domain.bots import Bot, SessionVerb
from flotilla.domain.ids import MessageId
from flotilla.domain.session_machine import begin, fail, recycle
from flotilla.domain.session_pauses import pause_after
from flotilla.domain.session_rules import should_move
from flotilla.domain.sessions import Reason, SessionStatus
from runner.backoff import Backoff
from runner.channels.port import ChannelError, ChannelEvent, ChannelFactory, ChannelStartError, LogoutSeen
from runner.commands import Commands
from runner.connection import Connected
from runner.delivery import Delivery
from runner.governor import Governor
from runner.lease_keeper import LeaseKeeper
from runner.login_keeper import LoginKeeper
from runner.logs import speak_of
from runner.publisher import Publisher
from runner.recent import Recent
from runner.recorder import Recorder
from runner.toolbox import Toolbox
from runner.waiting import is_set_within

logger = logging.getLogger(__name__)

OWN_MESSAGES = 5_000


class Conduct:
    """Ends only by giving up, or when another runner should try; see `run`. Implements ChannelListener.

    `ending` tells whether the bot is being given away, `lost` whether another runner has it already. `remembered`: what
    the last holder recorded is known. `moves`: it failed here so often that it is left to another runner.
    """

    def __init__(
        self,
        bot: Callable[[], Bot],
        channels: ChannelFactory,
        keeper: LeaseKeeper,
        recorder: Recorder,
        tools: Toolbox,
        ending: Callable[[], bool],
    ) -> None:
        self._bot = bot
        self._channels = channels
        self._keeper = keeper
        self._recorder = recorder
        self._tools = tools
        self._ending = ending
        self._own: Recent[MessageId] = Recent(OWN_MESSAGES)
        self.commands = Commands(bot, recorder, channels, keeper, tools)
        self._login = LoginKeeper(bot, channels.logins, recorder, keeper, tools)
        self._publisher = Publisher(bot, tools, lambda: recorder.session, self._own)
        self._governor = Governor(bot, lambda: recorder.session, tools)
        self._nudged = asyncio.Event()
        self._chance = random.random
        self.connected: Connected | None = None
        self.remembered = False
        self.moves = False
        self.lost = False

    def nudge(self) -> None:
        """People want something: look now."""
        self._nudged.set()
        if self.connected is not None:
            self.connected.watch.nudge()

    async def drain(self) -> None:
        """Finish the sends that were begun."""
        if self.connected is not None:
            await self.connected.outbox.drain(self._tools.timing.drain)

    async def run(self) -> Reason | None:
        """Return why it gave up, to wait for a person; None if another runner should try."""
        await self._remember()
        while True:
            await self._keeper.fresh()
            await self._recorder.apply(begin, fence=self._keeper.lease.fence, now=self._tools.now())
            reason, detail = await self._once()
            if reason is None:
                continue
            if reason is Reason.RECYCLED:
                await self._recorder.apply(recycle, detail or "", self._tools.now())
                continue
            if reason is Reason.QR_NOT_SCANNED:
                return reason
            failed = await self._recorder.apply(fail, reason, self._tools.now(), detail)
            if should_move(failed):
                self.moves = True
                return None
            await self._rest(self.pause())

    def pause(self) -> float:
        """Seconds to wait after the newest failure."""
        return pause_after(self._recorder.session, self._chance(), self._tools.timing.brief).total_seconds()

    async def _remember(self) -> None:
        """Take over what the last holder recorded: number, time of linking, commands that are done."""
        bot, tools = self._bot(), self._tools
        backoff = Backoff(tools.timing.first_backoff, tools.timing.heartbeat)
        while not self.remembered:
            try:
                known = await tools.threads(tools.sessions.find, bot.tenant, bot.id)
            except Exception:
                # Without it the number would count as linked just now, and what customers wrote meanwhile as history.
                logger.exception("last state not read")
                await asyncio.sleep(backoff.next())
            else:
                self.remembered = True
        if known is not None:
            await self._recorder.apply(lambda _: begin(known, fence=self._keeper.lease.fence, now=tools.now()))
        command = self.commands.pending()
        if command is not None and command.verb is SessionVerb.RESTART:
            await self.commands.obey_without()

    async def _once(self) -> tuple[Reason | None, str | None]:
        """One life of the channel: why it ended, and a detail; None: start anew at once."""
        try:
            await self._login.bring_back()
            channel = await self._channels.open(self._bot(), self._keeper.lease.fence, self)
        except ChannelStartError as error:
            logger.warning("channel not opened", extra={"why": error.message})
            return error.reason, error.message
        except Exception as error:
            # Nobody foresaw it, and yet people are to be told that the start failed: it counts as such.
            logger.exception("channel not opened")
            return Reason.BROWSER_START_FAILED, f"{type(error).__name__}: {error}"[:300]
        self.connected = Connected(
            channel,
            self._bot,
            self._keeper,
            self._recorder,
            self._publisher,
            self.commands,
            self._tools,
            Delivery(self._bot(), channel, self._keeper, self._tools, self._own, self._governor),
        )
        try:
            reason = await self.connected.run(self._login.due)
        except ChannelError as error:
            if await self.commands.obey_without():
                return None, None
            return Reason.PAGE_CRASHED, error.message
        else:
            return reason, self.connected.recycled or self.connected.watch.lacking
        finally:
            worked = self._recorder.session.status is SessionStatus.WORKING
            self.connected = None
            await channel.close()
            # Who lost the bot leaves its login to the new holder.
            if not self.lost:
                await self._login.closed(worked=worked, last=self._ending())

    async def _rest(self, seconds: float) -> None:
        """Wait before the next attempt; a person's restart or log-out ends the wait, and nothing else that is asked."""
        loop = asyncio.get_running_loop()
        until = loop.time() + seconds
        while True:
            self._nudged.clear()
            if await self.commands.obey_without():
                return
            if not await is_set_within(self._nudged, until - loop.time()):
                return

    async def heard(self, events: Sequence[ChannelEvent]) -> None:
        """Implements ChannelListener."""
        speak_of(self._bot().tenant, self._bot().id)
        if any(isinstance(event, LogoutSeen) for event in events):
            await self._login.end()
        # Between the channel's opening and the first event nothing can be awaited: there is a connection by now.
        for _ in range(100):
            if self.connected is not None:
                await self.connected.heard(events)
                return
            await asyncio.sleep(0.05)
        raise ChannelError("The session is not open.", code="not_ready")
