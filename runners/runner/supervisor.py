"""Takes bots that nobody holds, starts and ends their sessions, and gives them back in order."""

import asyncio
import logging
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from flotilla.domain.bots import Bot
from flotilla.domain.ids import BotId, ConnectionId
from flotilla.domain.leases import Sighting, may_take, observe_leases
from flotilla.domain.sessions import Reason, SessionStatus
from runner.capacity import available_bytes, room_for
from runner.channels.port import ChannelFactory
from runner.gauges import Gauges
from runner.leaving import Leaving
from runner.session import BotSession
from runner.toolbox import Toolbox
from runner.waiting import is_set_within
from runner.wanted import Wanted

logger = logging.getLogger(__name__)

MOST_STARTING = 2
"""Browsers that start at the same time: more would only slow each other down."""

LEFT_SECONDS = 15.0
"""A bot that this runner failed with is left to others for so long: time enough for each to look for free ones."""

MISSES_BEFORE_END = 2
"""The fleet's index lags: a bot is unwanted only when it was missing this often in a row."""


class Supervisor:
    """The runner's main loop. `limit` bounds the sessions; 0 leaves it to memory."""

    def __init__(
        self,
        tools: Toolbox,
        channels: ChannelFactory,
        connection: Callable[[], ConnectionId | None],
        *,
        limit: int = 0,
        memory: Callable[[], int | None] = available_bytes,
    ) -> None:
        self._tools = tools
        self._channels = channels
        self._connection = connection
        self._limit = limit
        self._memory = memory
        self._held: dict[BotId, tuple[BotSession, asyncio.Task[None]]] = {}
        self._sightings: dict[BotId, Sighting] = {}
        self._wanted = Wanted(tools)
        self._leaving = Leaving(tools, tools.now())
        self._missing: dict[BotId, int] = {}
        self._avoid_until: dict[BotId, float] = {}
        self._ticked_at = self._turned_at = time.monotonic()
        self.stopping = False
        tools.metrics.registry.register(Gauges(self))

    @property
    def held(self) -> Sequence[BotSession]:
        """The sessions held."""
        return [session for session, _ in self._held.values()]

    @property
    def tick_age(self) -> float:
        """Seconds since the main loop last did its round in full."""
        return time.monotonic() - self._ticked_at

    @property
    def turn_age(self) -> float:
        """Seconds since the main loop last began a round, however that one ended."""
        return time.monotonic() - self._turned_at

    def driver_up(self) -> bool:
        """Whether what drives the browsers runs."""
        return self._channels.driver_up()

    @property
    def sessions(self) -> dict[BotId, SessionStatus]:
        """The status of each session held."""
        return {bot: session.status for bot, (session, _) in self._held.items()}

    def ring(self, bot: BotId) -> None:
        """Something waits for this bot."""
        if bot in self._held:
            self._held[bot][0].ring()

    def told(self, bot: BotId, frame: Mapping[str, Any]) -> None:
        """The API says what is stored nowhere."""
        if bot in self._held:
            self._held[bot][0].told(frame)

    async def run(self, stop: asyncio.Event) -> None:
        """Work until `stop` is set, then give all bots back."""
        while not stop.is_set():
            self._turned_at = time.monotonic()
            try:
                await self._tick()
            except Exception:
                logger.exception("tick failed")
            await is_set_within(stop, self._tools.timing.tick)
        await self._give_back()

    async def _tick(self) -> None:
        self._bury()
        bots, leases = await asyncio.gather(
            self._tools.threads(self._tools.fleet.enabled_bots), self._tools.threads(self._tools.leases.list)
        )
        self._sightings = observe_leases(self._sightings, leases, time.monotonic())
        await self._leaving.look()
        wanted = {bot.id: bot for bot in bots}
        for bot_id, (session, _) in self._held.items():
            self._keep_or_end(session, wanted.get(bot_id))
        self._hand_over(wanted)
        await self._take_free([bot for bot in bots if self._is_free(bot, time.monotonic())])
        self._ticked_at = time.monotonic()

    def _is_free(self, bot: Bot, now: float) -> bool:
        sighting = self._sightings.get(bot.id)
        avoided = now < self._avoid_until.get(bot.id, 0.0) or self._leaving.leaves_alone(sighting)
        return bot.id not in self._held and not avoided and may_take(sighting, now)

    def _keep_or_end(self, session: BotSession, bot: Bot | None) -> None:
        if bot is not None:
            self._missing.pop(bot.id, None)
            session.update(bot)
            return
        missed = self._missing.get(session.bot.id, 0) + 1
        self._missing[session.bot.id] = missed
        if missed >= MISSES_BEFORE_END:
            session.end(Reason.STOPPED_BY_PERSON)

    def _hand_over(self, wanted: Collection[BotId]) -> None:
        bot = self._leaving.next(self._held, wanted, self._sightings)
        if bot is not None:
            self._held[bot][0].end(Reason.WAITING_FOR_RUNNER)

    def _room(self) -> int:
        starting = sum(session.coming_up for session, _ in self._held.values())
        known = [session.memory for session, _ in self._held.values()]
        room = room_for(
            len(self._held),
            starting=starting,
            limit=self._limit,
            available=self._memory(),
            measured=[one for one in known if one is not None],
        )
        return max(0, min(room, MOST_STARTING - starting))

    async def _take_free(self, free: Sequence[Bot]) -> None:
        room = self._room()
        for bot in free:
            if room == 0:
                return
            wanted = await self._wanted.look(bot, self._sightings.get(bot.id))
            if wanted is not None:
                await self._take(wanted)
                room -= 1

    async def _take(self, bot: Bot) -> None:
        sighting = self._sightings.get(bot.id)
        began = time.monotonic()
        lease = await self._tools.threads(
            self._tools.acquire_lease, bot, self._tools.runner, seen=sighting.lease if sighting is not None else None
        )
        if lease is None:
            return
        self._tools.metrics.takeovers.labels(_former(sighting)).inc()
        self._leaving.took()
        session = BotSession(bot, lease, self._tools, self._channels, self._connection, acquired_at=began)
        self._held[bot.id] = (session, asyncio.create_task(session.run(), name=f"session {bot.id}"))

    def _bury(self) -> None:
        """Forget sessions that ended. One that broke is left for a while to other runners, who may fare better."""
        for bot_id, (session, task) in list(self._held.items()):
            if task.done():
                del self._held[bot_id]
                self._missing.pop(bot_id, None)
                if session.broke:
                    self._avoid_until[bot_id] = time.monotonic() + self._abstention(session)
                if not task.cancelled() and task.exception() is not None:
                    logger.error("session ended by a failure", exc_info=task.exception(), extra={"bot": bot_id})

    def _abstention(self, session: BotSession) -> float:
        """With no other runner there, this one takes it again, later after each failure in a row."""
        return max(session.pause(), min(LEFT_SECONDS, self._tools.timing.last_backoff))

    async def _give_back(self) -> None:
        self.stopping = True
        logger.info("stopping", extra={"sessions": len(self._held)})
        for session, _ in self._held.values():
            session.end(Reason.WAITING_FOR_RUNNER)
        tasks = [task for _, task in self._held.values()]
        if not tasks:
            return
        _, late = await asyncio.wait(tasks, timeout=self._tools.timing.hand_over)
        for task in late:
            task.cancel()
        if late:
            # What hangs must not take the others' time: our browsers end with us, and our leases run out.
            logger.warning("not all given back in time", extra={"sessions": len(late)})
            await asyncio.wait(late, timeout=self._tools.timing.farewell)


def _former(sighting: Sighting | None) -> str:
    """What became of a bot's last holder, so that it could be taken."""
    if sighting is None:
        return "nobody"
    return "released" if sighting.lease.holder is None else "dead"
