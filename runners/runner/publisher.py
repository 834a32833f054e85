"""Hands what the page showed to the events queue: in order, and until it is safe there."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import replace

from flotilla.domain.bots import Bot
from flotilla.domain.errors import UnavailableError
from flotilla.domain.ids import ChatId, MessageId, is_person
from flotilla.domain.inbound import Inbound, InboundKind, Origin
from flotilla.domain.messages import Life, Stage
from flotilla.domain.sessions import Session
from runner.backoff import Backoff
from runner.channels.port import MessageEdited, MessageRevoked, MessageSeen
from runner.recent import Recent
from runner.toolbox import Toolbox

logger = logging.getLogger(__name__)

ChatEvent = MessageSeen | MessageEdited | MessageRevoked

KNOWN_MESSAGES = 20_000
KNOWN_CHATS = 10_000
"""Chats whose last message is remembered, for as long as a second matters."""

LONGEST_RETRY_SECONDS = 5.0
BATCH = 200
LATEST_SEEN_MS = 999_000


class Publisher:
    """One bot's way into the events queue. `own` are ids of messages that this runner sent: they are known already."""

    def __init__(self, bot: Bot, tools: Toolbox, session: Callable[[], Session], own: Recent[MessageId]) -> None:
        self._bot = bot
        self._tools = tools
        self._session = session
        self._own = own
        self._known: Recent[tuple[ChatId, MessageId, InboundKind, int]] = Recent(KNOWN_MESSAGES)
        self._latest: dict[ChatId, tuple[int, int]] = {}
        # One put at a time: the next batch of a chat must not overtake one that is being retried.
        self._turn = asyncio.Lock()

    async def publish(self, events: Sequence[ChatEvent], origin: Origin = Origin.LIVE) -> int:
        """Return how many were new, when all are safely queued; an outage of the queue is waited out."""
        async with self._turn:
            fresh = [self._after_others(one) for one in self._inbound(events, origin) if _key(one) not in self._known]
            for start in range(0, len(fresh), BATCH):
                await self._put(fresh[start : start + BATCH])
            return len(fresh)

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
                return None

    async def _put_singly(self, batch: Sequence[Inbound]) -> None:
        for event in batch if len(batch) > 1 else ():
            await self._put([event])

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
        wanted = [e for e in events if is_person(e.chat) and not (e.from_me and e.id in self._own)]
        return [self._translate(event, origin) for event in wanted]

    def _translate(self, event: ChatEvent, origin: Origin) -> Inbound:
        bot = self._bot
        if isinstance(event, MessageSeen):
            return Inbound(
                tenant=bot.tenant,
                bot=bot.id,
                chat=event.chat,
                id=event.id,
                kind=InboundKind.MESSAGE,
                origin=Origin.HISTORY if self._is_history(event) else origin,
                from_me=event.from_me,
                type=event.type,
                text=event.text,
                sent_at=event.sent_at,
                seen_ms=_seen_ms(event),
                version=0 if event.type == "ciphertext" else 1,
                author=event.author,
                quoted=event.quoted,
                push_name=event.push_name,
                life=_life(event),
            )
        revoked = isinstance(event, MessageRevoked)
        return Inbound(
            tenant=bot.tenant,
            bot=bot.id,
            chat=event.chat,
            id=event.id,
            kind=InboundKind.REVOKED if revoked else InboundKind.EDITED,
            origin=origin,
            from_me=event.from_me,
            type="revoked" if revoked else "text",
            text=None if isinstance(event, MessageRevoked) else event.text,
            sent_at=event.at_ms // 1000,
            seen_ms=event.at_ms,
            # A message may be edited more than once under one id: the moment tells the edits apart.
            version=event.at_ms,
        )

    def _is_history(self, event: MessageSeen) -> bool:
        """Written before this number was linked. Whole seconds decide for the customer where nothing finer is known."""
        linked_at = self._session().linked_at
        if linked_at is None:
            return False
        if event.phone_at_ms is not None:
            return event.phone_at_ms < linked_at.timestamp() * 1000
        return event.sent_at < int(linked_at.timestamp())


def _key(event: Inbound) -> tuple[ChatId, MessageId, InboundKind, int]:
    return event.chat, event.id, event.kind, event.version


def _seen_ms(event: MessageSeen) -> int:
    """What orders messages of one second: when each was seen, then its rank among those that were seen at once.

    The order key has room for some 16 minutes after the message's own second; the rank must not fall off its end.
    """
    return min(event.at_ms, event.sent_at * 1000 + LATEST_SEEN_MS) + event.rank


def _life(event: MessageSeen) -> Life:
    written = event.phone_at_ms if event.phone_at_ms is not None else event.sent_at * 1000
    return ((Stage.PHONE, written), (Stage.PAGE, event.at_ms))
