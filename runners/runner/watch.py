"""Watches one open channel: proves its health, keeps deadlines, does what people ask."""

import asyncio
import logging
import time
from collections.abc import Callable

from flotilla.domain.ailments import Sends, ailment_of, needs_echo, too_quiet
from flotilla.domain.health import Health, Load, Losses
from flotilla.domain.session_machine import PageState, observe, reload
from flotilla.domain.session_rules import failure_of, remedy_due, remedy_for
from flotilla.domain.sessions import Reason, Remedy, SessionStatus
from runner.channels.port import Channel, ChannelError, PageBuild
from runner.commands import Commands
from runner.echoes import Echoes
from runner.lease_keeper import LeaseKeeper
from runner.recorder import Recorder
from runner.toolbox import Toolbox
from runner.waiting import is_set_within

logger = logging.getLogger(__name__)

STEP_SECONDS = 1.0
STARTING_STEP_SECONDS = 0.25
"""While a session comes up, it is asked this often: not every change of state is announced by the page."""

SILENT_AFTER = 1.5
"""No answer for the time of so many probes, and the page counts as stuck. A remedy is given as long to help."""


class Watch:
    """Runs beside a channel; `run` returns why the channel must be opened anew (None: a person asked for it).

    `moved` is called after each look at the page; `load` tells what the outbox has before it, how its sends fare, and
    how much could not be read, `memory` what the browser held when it was last measured.
    """

    def __init__(
        self,
        channel: Channel,
        keeper: LeaseKeeper,
        recorder: Recorder,
        commands: Commands,
        tools: Toolbox,
        moved: Callable[[], object],
        load: Callable[[], tuple[Load, Sends, Losses]],
        memory: Callable[[], int | None],
    ) -> None:
        self._channel = channel
        self._moved = moved
        self._load = load
        self._memory = memory
        self._commands = commands
        self._keeper = keeper
        self._recorder = recorder
        self._tools = tools
        self._echoes = Echoes(channel, tools.timing.echo)
        self._answered_at = time.monotonic()
        self._treated_until = 0.0
        self._next_probe = 0.0
        self._nudge = asyncio.Event()
        self.build = PageBuild()

    @property
    def lacking(self) -> str | None:
        """What the page lacks to be driven, for people."""
        if not self.build.missing:
            return None
        return f"WhatsApp Web {self.build.version} has no {', '.join(self.build.missing)} that is known here."

    def nudge(self) -> None:
        """Something changed: look now."""
        self._next_probe = 0.0
        self._nudge.set()

    async def run(self) -> Reason | None:
        """See the class."""
        try:
            while True:
                if await self._commands.obey(self._channel):
                    return None
                ailment = None
                if time.monotonic() >= self._next_probe:
                    ailment = await self._probe()
                    self._next_probe = time.monotonic() + (0.0 if self._starting() else self._tools.timing.probe)
                    await self._commands.small.tidy()
                await self._recorder.flush()
                reason = await self._treat(ailment) or self._check()
                if reason is not None:
                    return reason
                await self._pause()
        finally:
            self._echoes.stop()

    def _starting(self) -> bool:
        return self._recorder.session.status is SessionStatus.STARTING

    async def _pause(self) -> None:
        await is_set_within(self._nudge, STARTING_STEP_SECONDS if self._starting() else STEP_SECONDS)
        self._nudge.clear()

    async def _probe(self) -> Reason | None:
        """What ails the page. It answers, the stream runs, and nothing speaks against it: only that is proof."""
        began = time.monotonic()
        try:
            async with asyncio.timeout(self._tools.timing.probe_timeout):
                probe = await self._channel.probe()
        except (ChannelError, TimeoutError) as error:
            return self._silent(error)
        self._answered_at = time.monotonic()
        now, self.build = self._tools.now(), probe.build
        session = await self._recorder.apply(observe, probe.state, now)
        self._moved()
        state = probe.state
        load, sends, losses = self._load()
        health = Health(
            at=now,
            socket_state=state.socket_state,
            stream_mode=state.stream_mode,
            stream_info=state.stream_info,
            answer_ms=int((self._answered_at - began) * 1000),
            vitals=probe.vitals,
            load=load,
            echoes_lost=self._echoes.lost(probe.vitals),
            memory_bytes=self._memory(),
            losses=losses,
            profile=self._keeper.profile,
        )
        self._keeper.report(health)
        if session.status is not SessionStatus.WORKING:
            if state.socket_state == "UNPAIRED_IDLE":
                await self._refresh_qr(state)
            return None
        return await self._judge(health, sends)

    async def _judge(self, health: Health, sends: Sends) -> Reason | None:
        """What ails a page that says that all is well."""
        tolerance = self._tools.timing.tolerance
        ailment = ailment_of(health, sends, tolerance)
        if ailment is not None:
            return ailment
        self._keeper.prove(health.at)
        if needs_echo(health, self._echoes.age, tolerance):
            self._echoes.ask()
        if too_quiet(health, tolerance):
            await self._reload(None)
        return None

    def _silent(self, error: Exception) -> Reason | None:
        # A page that is still loading is given the time that its phase has.
        if getattr(error, "code", None) == "not_ready":
            self._answered_at = time.monotonic()
            return None
        logger.warning("probe failed", extra={"why": str(error) or "no answer"})
        silent = time.monotonic() - self._answered_at
        return Reason.PAGE_STUCK if silent >= SILENT_AFTER * self._tools.timing.probe else None

    async def _treat(self, ailment: Reason | None) -> Reason | None:
        """Load an ailing page anew; the ailment itself once that has not helped."""
        if ailment is None or time.monotonic() < self._treated_until:
            return None
        if remedy_for(self._recorder.session, self._tools.now()) is not Remedy.RELOAD:
            return ailment
        await self._reload(ailment)
        return None

    async def _reload(self, reason: Reason | None) -> None:
        logger.warning("page loaded anew", extra={"reason": reason})
        await self._recorder.apply(reload, reason, self._tools.now())
        self._moved()
        try:
            await self._channel.reload()
        except ChannelError as error:
            logger.warning("page not loaded anew", extra={"why": error.code})
        self._echoes.forget()
        self._next_probe = 0.0
        self._treated_until = time.monotonic() + SILENT_AFTER * self._tools.timing.probe

    def _check(self) -> Reason | None:
        session = self._recorder.session
        timing = self._tools.timing
        remedy = remedy_due(session, self._tools.now(), timing.patience, timing.deadlines)
        if remedy is None:
            return None
        drivable = not self.build.missing
        if remedy is Remedy.GIVE_UP and (drivable or session.qr is not None):
            return Reason.QR_NOT_SCANNED
        return failure_of(session, drivable=drivable)

    async def _refresh_qr(self, state: PageState) -> None:
        try:
            await self._channel.refresh_qr()
        except ChannelError as error:
            logger.warning("no new code", extra={"why": error.code, "socket": state.socket_state})
