"""Sends a bot's waiting messages: per chat in order and one at a time, different chats in parallel."""

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from flotilla.domain.ailments import Sends
from flotilla.domain.errors import StaleHolderError
from flotilla.domain.health import Load
from flotilla.domain.ids import ChatId
from flotilla.domain.messages import Message, Sender, Stage
from runner.backlog import Backlog, ids_of
from runner.delivery import Delivery, Outcome
from runner.logs import speak_about
from runner.rests import Rests
from runner.toolbox import Toolbox
from runner.turnstile import Turnstile
from runner.waiting import is_set_within

logger = logging.getLogger(__name__)

PARALLEL_CHATS = 8
ACK_SECONDS = 5.0
"""How long the next message of a chat waits for WhatsApp's server to have the one before."""

PAUSE_SECONDS = {Outcome.RETRY: 1.0, Outcome.UNSENT: 1.0, Outcome.PENDING: 5.0, Outcome.HELD: 10.0}
"""How long a chat rests after a send that failed for now, that the server doesn't have yet, or that is held back."""


class Outbox:
    """The sending side of one open channel. `ready` says whether the session works at the moment.

    `treatments` tells how often the page was treated for being deaf since a moment.
    """

    def __init__(
        self,
        delivery: Delivery,
        tools: Toolbox,
        ready: Callable[[], bool],
        treatments: Callable[[datetime], int] = lambda _: 0,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._delivery = delivery
        self._tools = tools
        self._ready = ready
        self._treatments = treatments
        self._bell = asyncio.Event()
        self._slots = Turnstile(PARALLEL_CHATS)
        self._busy: dict[ChatId, asyncio.Task[None]] = {}
        self._passed_over: set[ChatId] = set()
        self._rests = Rests(tools.now, monotonic)
        self._backlog = Backlog(delivery.bot, self._rests, tools, monotonic)
        self._draining = False
        self._sendable = False

    @property
    def idle(self) -> bool:
        """Whether nothing is being sent, and at the newest look nothing waited but what is held back."""
        return not self._busy and not self._sendable and not self._bell.is_set()

    def ring(self) -> None:
        """Something waits: look now, not at the next sweep."""
        self._bell.set()

    def resumed(self) -> None:
        """The session came to work: the page sends again what has no ack, and what it could not send may be tried."""
        self._delivery.sends.resumed()
        self._rests.resumed()
        self.ring()

    def stir(self, chat: ChatId) -> None:
        """A customer wrote there: what is held back in the chat may soon go."""
        self._rests.stir(chat)

    @property
    def load(self) -> Load:
        """What is before it, as of the newest sweep."""
        return self._delivery.sends.load(self._backlog.waiting)

    @property
    def sends(self) -> Sends:
        """What its sends say of the page."""
        return self._delivery.sends.sends()

    async def run(self) -> None:
        """Until cancelled: sweep at each ring, and every few seconds in case none was heard."""
        try:
            while True:
                if self._ready() and not self._draining:
                    await self._sweep()
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
        try:
            chats = await self._backlog.look(self._busy, PARALLEL_CHATS)
        except Exception:
            logger.exception("outbox not read")
            return
        if self._backlog.ids is not None:
            self._delivery.sends.keep(self._backlog.ids)
            self._rests.keep(chats)
        self._sendable = any(not self._rests.is_held(chat, ids_of(waits)) for chat, waits in chats.items())
        for chat, messages in chats.items():
            if chat in self._busy:
                self._passed_over.add(chat)
            elif not self._draining and self._rests.is_over(chat, ids_of(messages)):
                task = asyncio.create_task(self._send_chat(chat, messages))
                self._busy[chat] = task
                task.add_done_callback(lambda done, chat=chat: self._finished(chat, done))  # type: ignore[misc]  # mypy can't type a lambda's default.

    async def _send_chat(self, chat: ChatId, messages: Sequence[Message]) -> None:
        for message in messages:
            # Somebody sits and waits for a person's message to go out; nobody sees whether a bot's takes a second more.
            async with self._slots.passing(0 if message.sender is Sender.VENDOR else 1):
                if self._draining or not self._ready():
                    return
                speak_about(message.correlation)
                outcome = await self._delivery.deliver(message)
                logger.info("message treated", extra={"message_id": message.id, "outcome": outcome.name.lower()})
                self._tools.metrics.sends.labels(message.bot, outcome.name.lower()).inc()
            outcome = await self._settle(message, outcome)
            if outcome is not Outcome.DONE:
                # What comes later in this chat must not overtake it.
                self._leave_alone(chat, messages, message, outcome)
                return
            self._backlog.done(message.id)
        self._rests.end(chat)

    async def _settle(self, message: Message, outcome: Outcome) -> Outcome:
        """The outcome once the server's ack was waited for; a message that has been tried enough has failed."""
        if outcome is Outcome.PENDING:
            if await self._delivery.acked(message.id, ACK_SECONDS):
                return Outcome.DONE
            self._delivery.sends.unacked(message.id)
        if outcome not in (Outcome.PENDING, Outcome.UNSENT):
            return outcome
        treatments = self._treatments(_claimed_at(message) or self._tools.now())
        reason = self._delivery.sends.verdict(message.id, treatments, self._tools.timing.tolerance)
        return outcome if reason is None else await self._delivery.give_up(message, reason)

    def _leave_alone(self, chat: ChatId, messages: Sequence[Message], message: Message, outcome: Outcome) -> None:
        self._rests.end(chat)
        if outcome is Outcome.HELD:
            until = self._delivery.held_until.pop(message.id, None)
            self._rests.hold(chat, ids_of(messages), PAUSE_SECONDS[outcome], until)
        else:
            self._rests.rest(chat, PAUSE_SECONDS[outcome])

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
            self._rests.rest(chat, PAUSE_SECONDS[Outcome.RETRY])
            logger.error("sending failed", exc_info=error)


def _claimed_at(message: Message) -> datetime | None:
    """When the message was first claimed, since a person last had it tried again; None for one that was not yet."""
    claimed = next((ms for stage, ms in message.life if stage is Stage.CLAIM), None)
    return datetime.fromtimestamp(claimed / 1000, UTC) if claimed is not None else None
