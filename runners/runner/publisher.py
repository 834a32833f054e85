"""Hands what the page showed to the events queue: in order, and until it is safe there."""

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from flotilla.domain.bots import Bot
from flotilla.domain.errors import UnavailableError
from flotilla.domain.groups import hears
from flotilla.domain.health import Losses
from flotilla.domain.ids import ChatId, MessageId
from flotilla.domain.inbound import Inbound, InboundKind, Origin
from flotilla.domain.sessions import Session
from runner.backoff import Backoff
from runner.channels.port import UNREADABLE, MessageSeen, Reacted, Voted
from runner.recent import Recent
from runner.toolbox import Toolbox
from runner.translation import ChatEvent, Translator

logger = logging.getLogger(__name__)

KNOWN_MESSAGES = 20_000
KNOWN_CHATS = 10_000
"""Chats whose last message is remembered, for as long as a second matters."""

LONGEST_RETRY_SECONDS = 5.0
BATCH = 200

UNWRITTEN = frozenset(
    {
        "e2e_notification", "notification", "notification_template", "gp2", "protocol", "broadcast_notification",
        "call_log", "reaction", "poll_update", "pinned_message", "keep_in_chat", "newsletter_notification", "debug",
    }
)  # fmt: skip
"""What WhatsApp Web files among a chat's messages though nobody wrote it: notices, calls, and marks on others."""


class Publisher:
    """One bot's way into the events queue. `own` are ids of messages that this runner sent: they are known already."""

    def __init__(
        self, bot: Callable[[], Bot], tools: Toolbox, session: Callable[[], Session], own: Recent[MessageId]
    ) -> None:
        self._bot = bot
        self._tools = tools
        self._translator = Translator(bot, session, tools.attach_media.max_bytes, tools.now_ms)
        self._own = own
        self._unreadable = 0
        self._lost = 0
        self._gaps = 0
        self._known: Recent[_Key] = Recent(KNOWN_MESSAGES)
        self._latest: dict[ChatId, tuple[int, int]] = {}
        # One put at a time: the next batch of a chat must not overtake one that is being retried.
        self._turn = asyncio.Lock()
        self._heard_at = time.monotonic()

    @property
    def losses(self) -> Losses:
        """What could not be told, or not as it is."""
        return Losses(self._unreadable, self._lost, self._gaps)

    def lose(self) -> None:
        """Something happened that nobody can be told of."""
        self._lost += 1
        self._tools.metrics.lost.labels(self._bot().id).inc()
        logger.error("an event is lost", extra={"lost": self._lost})

    def leave_gap(self, why: str) -> None:
        """Of a chat not all that was missed could be told: `too_many` messages, or a `timeout` of the page."""
        self._gaps += 1
        self._tools.metrics.gaps.labels(self._bot().id, why).inc()
        logger.error("missed messages are not all told", extra={"why": why, "gaps": self._gaps})

    def quiet_for(self, seconds: float) -> bool:
        """Whether nothing was told for so long, and nothing waits to be."""
        return not self._turn.locked() and time.monotonic() - self._heard_at >= seconds

    def is_history(self, event: MessageSeen) -> bool:
        """Written before this number was linked."""
        return self._translator.is_history(event)

    def is_of_before(self, mark: Reacted | Voted) -> bool:
        """Made before this number was linked."""
        return self._translator.is_of_before(mark)

    async def publish(self, events: Sequence[ChatEvent], origin: Origin = Origin.LIVE) -> int:
        """Return how many were new, when all are safely queued; an outage of the queue is waited out."""
        self._heard_at = time.monotonic()
        async with self._turn:
            fresh = [self._after_others(one) for one in self._inbound(events, origin) if _key(one) not in self._known]
            for start in range(0, len(fresh), BATCH):
                await self._put(fresh[start : start + BATCH])
            return len(fresh)

    async def hand_over_history(self, events: Sequence[MessageSeen]) -> list[Inbound]:
        """Queue those that were written before the number was linked, and return them when they are safe.

        They go to a queue of their own, past all that happens now, which never waits for them.
        """
        told = [one for one in self._inbound(events, Origin.HISTORY) if one.origin is Origin.HISTORY]
        await self._put(told)
        return told

    async def _put(self, batch: Sequence[Inbound]) -> None:
        backoff = Backoff(0.2, LONGEST_RETRY_SECONDS)
        while True:
            try:
                await self._tools.threads(self._tools.publish_inbound, batch)
            except UnavailableError as error:
                logger.warning("events not queued yet", extra={"events": len(batch), "why": error.message})
                await asyncio.sleep(backoff.next())
            except Exception:
                # No outage: one of them can't be queued, ever. It must not keep back all that come after it.
                logger.exception("events can't be queued", extra={"events": len(batch)})
                return await self._put_singly(batch)
            else:
                for event in batch:
                    self._known.add(_key(event))
                self._count_unreadable([event for event in batch if event.type == UNREADABLE])
                return None

    async def _put_singly(self, batch: Sequence[Inbound]) -> None:
        if len(batch) > 1:
            for event in batch:
                await self._put([event])
        elif batch[0].type != UNREADABLE:
            await self._mark(batch[0])
        else:
            # Not even that it was there can be told. It isn't told again and again by each look at the chats.
            self._known.add(_key(batch[0]))
            self.lose()

    async def _mark(self, event: Inbound) -> None:
        """Tell that there is something that can't be told, so that people see it and can look on the phone."""
        self._known.add(_key(event))
        if event.kind is InboundKind.MESSAGE:
            bare = replace(event, type=UNREADABLE, text=None, quoted=None, author=None, push_name=None)
            await self._put([replace(bare, content=None, media=None)])
        else:
            self._count_unreadable([event])

    def _count_unreadable(self, events: Sequence[Inbound]) -> None:
        for event in events:
            self._unreadable += 1
            self._tools.metrics.unreadable.labels(self._bot().id).inc()
            logger.error("an event is unreadable", extra={"message_id": event.id, "unreadable": self._unreadable})

    def _after_others(self, event: Inbound) -> Inbound:
        """The event, seen after what was told before it of the same second of its chat.

        A page that thaws or reconnects shows many at the same moment, and what was missed is told before what was
        seen meanwhile: within one second it is the order of telling that counts.
        """
        if event.kind is not InboundKind.MESSAGE:
            return event
        second, seen = self._latest.get(event.chat, (0, 0))
        if second == event.sent_at and event.seen_ms <= seen:
            event = replace(event, seen_ms=seen + 1)
        if len(self._latest) >= KNOWN_CHATS:
            self._latest.clear()
        self._latest[event.chat] = (event.sent_at, event.seen_ms)
        return event

    def _inbound(self, events: Sequence[ChatEvent], origin: Origin) -> list[Inbound]:
        bot = self._bot()
        wanted = [e for e in events if hears(bot, e.chat) and not self._is_no_news(e)]
        return [self._translator.translate(event, origin) for event in wanted]

    def _is_no_news(self, event: ChatEvent) -> bool:
        """What we sent ourselves, and what WhatsApp Web files as messages and nobody wrote."""
        return isinstance(event, MessageSeen) and (event.type in UNWRITTEN or (event.from_me and event.id in self._own))


_Key = tuple[ChatId, MessageId, InboundKind, int, str]


def _key(event: Inbound) -> _Key:
    mark = event.reaction or event.vote
    return event.chat, event.id, event.kind, event.version, mark.who if mark is not None else ""
