"""Sends a bot's waiting messages: per chat in order and one at a time, different chats in parallel."""

import asyncio
import logging
import time
from collections import defaultdict
from collections.abc import Callable, Sequence

from flotilla.domain.errors import StaleHolderError
from flotilla.domain.ids import ChatId, MessageId
from flotilla.domain.messages import Message
from runner.channels.port import ChannelError
from runner.delivery import Delivery, Outcome
from runner.toolbox import Toolbox
from runner.waiting import is_set_within

logger = logging.getLogger(__name__)

PARALLEL_CHATS = 8
ACK_SECONDS = 5.0
"""How long the next message of a chat waits for WhatsApp's server to have the one before."""

UNACKED_SECONDS = 60.0
"""A page whose message stays without the server's ack this long is opened anew: then it sends again by itself."""

PAUSE_SECONDS = {Outcome.RETRY: 1.0, Outcome.PENDING: 5.0}
"""How long a chat rests after a send that failed for now, or one that WhatsApp's server still doesn't have."""

INDEX_LAG_SECONDS = 5.0
"""For so long the outbox's index may go on listing a message that is sent."""


class Outbox:
    """The sending side of one open channel. `ready` says whether the session works at the moment."""

    def __init__(
        self,
        delivery: Delivery,
        tools: Toolbox,
        ready: Callable[[], bool],
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._delivery = delivery
        self._tools = tools
        self._ready = ready
        self._monotonic = monotonic
        self._bell = asyncio.Event()
        self._slots = asyncio.Semaphore(PARALLEL_CHATS)
        self._busy: dict[ChatId, asyncio.Task[None]] = {}
        self._passed_over: set[ChatId] = set()
        self._rest_until: dict[ChatId, float] = defaultdict(float)
        self._done: dict[MessageId, float] = {}
        self._unacked_since: dict[MessageId, float] = {}
        self._draining = False

    def ring(self) -> None:
        """Something waits: look now, not at the next sweep."""
        self._bell.set()

    async def run(self) -> None:
        """Until cancelled: sweep at each ring, and every few seconds in case none was heard.

        Raise ChannelError when WhatsApp's server acknowledges nothing any more: resending is up to the page, under
        the same id, and it does so whenever it connects.
        """
        try:
            while True:
                if self._ready() and not self._draining:
                    await self._sweep()
                self._check_acks()
                await self._wait()
        finally:
            for task in self._busy.values():
                task.cancel()

    async def drain(self, within: float) -> None:
        """Begin nothing new and let what is being sent come to its end, for so many seconds at most."""
        self._draining = True
        if self._busy:
            await asyncio.wait(list(self._busy.values()), timeout=within)

    async def _wait(self) -> None:
        await is_set_within(self._bell, self._tools.timing.sweep)
        self._bell.clear()

    async def _sweep(self) -> None:
        bot = self._delivery.bot
        try:
            waiting = await self._tools.threads(self._tools.conversations.outbox, bot.tenant, bot.id)
        except Exception:
            logger.exception("outbox not read")
            return
        for chat, messages in self._by_chat(waiting).items():
            if chat in self._busy:
                self._passed_over.add(chat)
            elif self._rest_until[chat] <= self._monotonic() and not self._draining:
                task = asyncio.create_task(self._send_chat(chat, messages))
                self._busy[chat] = task
                task.add_done_callback(lambda done, chat=chat: self._finished(chat, done))  # type: ignore[misc]  # mypy can't type a lambda's default.

    def _check_acks(self) -> None:
        oldest = min(self._unacked_since.values(), default=None)
        if oldest is not None and self._monotonic() - oldest > UNACKED_SECONDS:
            raise ChannelError(f"WhatsApp acknowledged nothing for {UNACKED_SECONDS:.0f} s.", code="timeout")

    def _by_chat(self, waiting: Sequence[Message]) -> dict[ChatId, list[Message]]:
        now = self._monotonic()
        self._done = {known: at for known, at in self._done.items() if now - at < INDEX_LAG_SECONDS}
        ids = {message.id for message in waiting}
        self._unacked_since = {known: at for known, at in self._unacked_since.items() if known in ids}
        chats: dict[ChatId, list[Message]] = defaultdict(list)
        for message in waiting:
            if message.id not in self._done:
                chats[message.chat].append(message)
        return chats

    async def _send_chat(self, chat: ChatId, messages: Sequence[Message]) -> None:
        for message in messages:
            async with self._slots:
                if self._draining or not self._ready():
                    return
                outcome = await self._delivery.deliver(message)
            if outcome is Outcome.PENDING and await self._delivery.acked(message.id, ACK_SECONDS):
                outcome = Outcome.DONE
            if outcome is Outcome.PENDING:
                self._unacked_since.setdefault(message.id, self._monotonic())
            if outcome is not Outcome.DONE:
                # What comes later in this chat must not overtake it.
                self._rest_until[chat] = self._monotonic() + PAUSE_SECONDS[outcome]
                return
            self._unacked_since.pop(message.id, None)
            self._done[message.id] = self._monotonic()
        self._rest_until.pop(chat, None)

    def _finished(self, chat: ChatId, task: "asyncio.Task[None]") -> None:
        self._busy.pop(chat, None)
        if chat in self._passed_over:
            self._passed_over.discard(chat)
            self._bell.set()
        if task.cancelled():
            return
        error = task.exception()
        if isinstance(error, StaleHolderError):
            logger.warning("a newer holder sends for this bot")
        elif error is not None:
            self._rest_until[chat] = self._monotonic() + PAUSE_SECONDS[Outcome.RETRY]
            logger.error("sending failed", exc_info=error)
