"""Watches one open channel: proves its health, keeps deadlines, does what people ask."""

import asyncio
import logging
import time
from collections.abc import Callable

from flotilla.domain.session_machine import PageState, Remedy, failure_of, observe, remedy_due
from flotilla.domain.sessions import Reason, SessionStatus
from runner.channels.port import Channel, ChannelError
from runner.commands import Commands
from runner.lease_keeper import LeaseKeeper
from runner.recorder import Recorder
from runner.toolbox import Toolbox
from runner.waiting import is_set_within

logger = logging.getLogger(__name__)

STEP_SECONDS = 1.0
STARTING_STEP_SECONDS = 0.25
"""While a session comes up, it is asked this often: not every change of state is announced by the page."""

DEAF_AFTER = 3
"""No answer for the time of so many probes, and the browser is started anew."""

RELOAD_AFTER = 1.5
"""Before that the page is loaded anew in the same browser, which is quicker where it helps."""


class Watch:
    """Runs beside a channel; `run` returns why the channel must be opened anew (None: a person asked for it).

    `moved` is called after each look at the page.
    """

    def __init__(
        self,
        channel: Channel,
        keeper: LeaseKeeper,
        recorder: Recorder,
        commands: Commands,
        tools: Toolbox,
        moved: Callable[[], object],
    ) -> None:
        self._channel = channel
        self._moved = moved
        self._commands = commands
        self._keeper = keeper
        self._recorder = recorder
        self._tools = tools
        self._answered_at = time.monotonic()
        self._next_probe = 0.0
        self._nudge = asyncio.Event()
        self._reloaded = False

    def nudge(self) -> None:
        """Something changed: look now."""
        self._next_probe = 0.0
        self._nudge.set()

    async def run(self) -> Reason | None:
        """See the class."""
        while True:
            if await self._commands.obey(self._channel):
                return None
            if time.monotonic() >= self._next_probe:
                await self._probe()
                self._next_probe = time.monotonic() + (0.0 if self._starting() else self._tools.timing.probe)
            await self._recorder.flush()
            reason = self._check()
            if reason is not None:
                return reason
            await self._pause()

    def _starting(self) -> bool:
        return self._recorder.session.status is SessionStatus.STARTING

    async def _pause(self) -> None:
        await is_set_within(self._nudge, STARTING_STEP_SECONDS if self._starting() else STEP_SECONDS)
        self._nudge.clear()

    async def _probe(self) -> None:
        """The page answers, the socket is up and the stream runs: that, and only that, is proof."""
        try:
            async with asyncio.timeout(self._tools.timing.probe_timeout):
                state = await self._channel.status()
        except (ChannelError, TimeoutError) as error:
            # A page that is still loading is given the time that its phase has.
            if getattr(error, "code", None) == "not_ready":
                self._answered_at = time.monotonic()
            else:
                logger.warning("probe failed", extra={"why": str(error) or "no answer"})
                await self._reload_if_deaf()
            return
        self._answered_at = time.monotonic()
        self._reloaded = False
        now = self._tools.now()
        session = await self._recorder.apply(observe, state, now)
        self._moved()
        if session.status is SessionStatus.WORKING:
            self._keeper.prove(now)
        elif state.socket_state == "UNPAIRED_IDLE":
            await self._refresh_qr(state)

    async def _reload_if_deaf(self) -> None:
        """Once per silence: a page that does not come back by this needs another browser."""
        if self._reloaded or time.monotonic() - self._answered_at < RELOAD_AFTER * self._tools.timing.probe:
            return
        self._reloaded = True
        try:
            await self._channel.reload()
        except ChannelError as error:
            logger.warning("page not loaded anew", extra={"why": error.code})

    def _check(self) -> Reason | None:
        if time.monotonic() - self._answered_at > DEAF_AFTER * self._tools.timing.probe:
            return Reason.NOT_PROVEN
        session = self._recorder.session
        remedy = remedy_due(session, self._tools.now(), self._tools.timing.patience)
        if remedy is None:
            return None
        return Reason.QR_NOT_SCANNED if remedy is Remedy.GIVE_UP else failure_of(session)

    async def _refresh_qr(self, state: PageState) -> None:
        try:
            await self._channel.refresh_qr()
        except ChannelError as error:
            logger.warning("no new code", extra={"why": error.code, "socket": state.socket_state})
