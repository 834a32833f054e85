"""One bot's session, from lease to release: what ends it, and that it ends in order."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from typing import Any

from flotilla.domain.bots import Bot
from flotilla.domain.errors import FlotillaError
from flotilla.domain.health import Health
from flotilla.domain.ids import ConnectionId
from flotilla.domain.leases import Lease
from flotilla.domain.session_machine import begin, fail, stop
from flotilla.domain.sessions import Reason, Session, SessionStatus, new_session
from runner.channels.port import ChannelFactory
from runner.conduct import Conduct
from runner.lease_keeper import LeaseKeeper
from runner.logs import speak_of
from runner.recorder import Recorder
from runner.toolbox import Toolbox
from runner.wishes import Wishes

logger = logging.getLogger(__name__)


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
        self.keeper = LeaseKeeper(lease, tools, connection, acquired_at=acquired_at)
        self._recorder = Recorder(
            begin(new_session(bot.tenant, bot.id, tools.now()), fence=lease.fence, now=tools.now()),
            tools,
            proof=lambda: self.keeper.proven_at,
        )
        self._stop_reason: Reason | None = None
        self._stopping = asyncio.Event()
        self._conduct = Conduct(
            lambda: self.bot, channels, self.keeper, self._recorder, tools, ending=self._stopping.is_set
        )
        self._wishes = Wishes(bot, tools, self._wish)
        self._broken_by: str | None = None
        self.broke = False

    @property
    def coming_up(self) -> bool:
        """Whether its browser is being started."""
        session = self._recorder.session
        return session.status is SessionStatus.STARTING and session.reason is Reason.BROWSER_STARTING

    @property
    def state(self) -> Session:
        """The session's newest state."""
        return self._recorder.session

    @property
    def health(self) -> Health | None:
        """The numbers of the newest probe."""
        return self.keeper.health

    @property
    def memory(self) -> int | None:
        """Bytes that its browser held when it was last measured."""
        return self._conduct.connected.upkeep.memory if self._conduct.connected is not None else None

    @property
    def status(self) -> SessionStatus:
        """The session's status as this holder knows it."""
        return self._recorder.session.status

    def update(self, bot: Bot) -> None:
        """The bot as people configure it now; an older view of it than the one known is passed over."""
        if bot.version < self.bot.version:
            return
        self.bot = bot
        if self._conduct.commands.pending() is not None:
            self._conduct.nudge()

    def ring(self) -> None:
        """The doorbell rang for this bot: a message waits, or people want something."""
        self._wishes.ring()
        if self._conduct.connected is not None:
            self._conduct.connected.outbox.ring()

    def told(self, frame: Mapping[str, Any]) -> None:
        """The API says what is stored nowhere, such as that somebody types."""
        if self._conduct.connected is not None:
            self._conduct.connected.onlookers.told(frame)

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
        conduct = asyncio.create_task(self._conduct.run())
        wishes = asyncio.create_task(self._wishes.run())
        try:
            await asyncio.wait([*enders[1:], enders[0], conduct], return_when=asyncio.FIRST_COMPLETED)
            lost = enders[0].done() or enders[2].done()
            await self._finish(conduct, lost=lost)
        finally:
            for task in (*enders, conduct, wishes):
                task.cancel()
            await asyncio.gather(*enders, conduct, wishes, return_exceptions=True)

    async def _finish(self, conduct: "asyncio.Task[Reason | None]", *, lost: bool) -> None:
        if not lost and not conduct.done():
            await self._conduct.drain()
        self._conduct.lost = lost
        over = conduct.done()
        conduct.cancel()
        (outcome,) = await asyncio.gather(conduct, return_exceptions=True)
        if over:
            self._note(outcome)
        if lost:
            return
        await self._release()

    def _note(self, outcome: Reason | BaseException | None) -> None:
        """What made it come to its end by itself."""
        if isinstance(outcome, Reason):
            self.end(outcome)
            return
        self.broke = True
        if outcome is not None:
            logger.error("session broke", exc_info=outcome)
            self._broken_by = f"{type(outcome).__name__}: {outcome}"[:300]

    async def _release(self) -> None:
        reason = self._stop_reason or Reason.WAITING_FOR_RUNNER
        if reason is Reason.STOPPED_BY_PERSON:
            await self._conduct.commands.small.drop()
        # What it failed with stays on record until the next holder begins.
        if self._conduct.remembered and not self._conduct.moves:
            await self._record_end(reason)
        try:
            await self._tools.threads(self._tools.release_lease, self.keeper.lease)
        except FlotillaError as error:
            # It is renewed no more, so that others may take the bot when its time is over.
            logger.warning("lease left to run out", extra={"why": error.message})
        else:
            logger.info("bot released", extra={"reason": reason})

    async def _record_end(self, reason: Reason) -> None:
        if self._broken_by is not None and self._stop_reason is None:
            # To those who look it is no bot that merely waits for its turn, and the pause grows with each time.
            await self._recorder.apply(fail, Reason.PAGE_CRASHED, self._tools.now(), self._broken_by)
        else:
            await self._recorder.apply(stop, reason, self._tools.now())

    def pause(self) -> float:
        """Seconds to wait after the newest failure."""
        return self._conduct.pause()
