"""The chats that people have open: who types there is told in both directions, and stored nowhere."""

import asyncio
import logging
import time
from collections.abc import Callable, Coroutine, Mapping
from typing import Any

from flotilla.domain.bots import Bot
from flotilla.domain.ids import ChatId, LeadId
from runner.channels.port import Channel, ChannelError, TypingSeen
from runner.toolbox import Toolbox

logger = logging.getLogger(__name__)

FOLLOWED_SECONDS = 5 * 60.0
"""Pages say again every two minutes that they show a chat."""

MOST_FOLLOWED = 200
"""Addresses that are followed at once; nobody has so many chats open."""

TYPING_SHOWN_MS = 6_000
"""Pages say again every four seconds that somebody writes."""


class Onlookers:
    """For one life of a channel. What was followed in the one before is followed again when its pages ask again."""

    def __init__(
        self,
        channel: Channel,
        bot: Callable[[], Bot],
        tools: Toolbox,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._channel = channel
        self._bot = bot
        self._line = tools.line
        self._monotonic = monotonic
        self._until: dict[ChatId, float] = {}
        self._leads: dict[ChatId, LeadId] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def told(self, frame: Mapping[str, Any]) -> None:
        """What the API says of a page: that it shows a chat, or that somebody writes there."""
        if "follow" in frame:
            self._begin(self._follow(ChatId(frame["follow"]["chat"]), LeadId(frame["follow"]["lead"])))
        elif "typing" in frame:
            self._begin(self._channel.show_typing(ChatId(frame["typing"]["chat"]), TYPING_SHOWN_MS))

    def seen(self, event: TypingSeen) -> None:
        """A customer types: told only where somebody looks, and forgotten otherwise."""
        lead = self._leads.get(event.chat)
        if lead is None or self._until.get(event.chat, 0.0) < self._monotonic():
            return
        bot = self._bot()
        what = {"tenant": bot.tenant, "bot": bot.id, "lead": lead, "state": event.state.value}
        self._begin(self._line.say({"action": "customer_typing", **what}))

    def close(self) -> None:
        """The channel ends."""
        for task in self._tasks:
            task.cancel()

    async def _follow(self, chat: ChatId, lead: LeadId) -> None:
        now = self._monotonic()
        for gone in [one for one, until in self._until.items() if until < now]:
            del self._until[gone], self._leads[gone]
        if chat not in self._until and len(self._until) >= MOST_FOLLOWED:
            return
        # Each time anew: a page that was loaded again meanwhile has forgotten it.
        for name in {chat, *await self._channel.follow(chat)}:
            self._until[name] = now + FOLLOWED_SECONDS
            self._leads[name] = lead

    def _begin(self, what: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(what)
        self._tasks.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: "asyncio.Task[None]") -> None:
        self._tasks.discard(task)
        error = None if task.cancelled() else task.exception()
        if isinstance(error, ChannelError):
            # Nobody sees who types then; messages come and go all the same.
            logger.info("typing not told", extra={"code": error.code})
        elif error is not None:
            logger.error("typing failed", exc_info=error)
