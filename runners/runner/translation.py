"""What the page showed, as the events queue is told of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from flotilla.domain.bots import Bot
from flotilla.domain.content import Reaction, Vote
from flotilla.domain.inbound import Inbound, InboundKind, Origin
from flotilla.domain.media import Media, MediaProblem
from flotilla.domain.messages import Life, Stage
from flotilla.domain.sessions import Session, SessionStatus
from runner.channels.port import MessageRevoked, MessageSeen, Reacted, Revised, Voted

ChatEvent = MessageSeen | Revised

HISTORY_FILES_OF = timedelta(days=7)
MOST_HISTORY_FILES = 200
"""Of what was written before the number was linked, the files of so many messages, not older than that."""

LATEST_SEEN_MS = 999_000


class Translator:
    """Knows since when a bot is linked and whether its session works, and so what is history and what was missed.

    `max_bytes` is the largest file that is fetched; `now_ms` is the time since 1970.
    """

    def __init__(
        self, bot: Callable[[], Bot], session: Callable[[], Session], max_bytes: int, now_ms: Callable[[], int]
    ) -> None:
        self._bot = bot
        self._session = session
        self._max_bytes = max_bytes
        self._now_ms = now_ms
        self._history_files = 0

    def translate(self, event: ChatEvent, origin: Origin) -> Inbound:
        """The event for the queue; what was written before the number was linked is history, however it was seen."""
        if not isinstance(event, MessageSeen):
            return self._revision(event, origin)
        bot = self._bot()
        is_history = self.is_history(event)
        return Inbound(
            tenant=bot.tenant,
            bot=bot.id,
            chat=event.chat,
            id=event.id,
            kind=InboundKind.MESSAGE,
            origin=Origin.HISTORY if is_history else self._since_the_link(event, origin),
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
            content=event.content,
            alias=event.alias,
            mentions_me=event.mentions_me,
            media=self._media(event, is_history=is_history),
        )

    def _media(self, event: MessageSeen, *, is_history: bool) -> Media | None:
        """What is told of the file, with the reason if it is not going to be fetched."""
        media, problem = event.media, None
        if media is None:
            return None
        if media.size > self._max_bytes:
            problem = MediaProblem.TOO_LARGE
        elif is_history and not self._is_recent_history(event):
            problem = MediaProblem.TOO_OLD
        return replace(media, problem=problem.value) if problem is not None else media

    def _is_recent_history(self, event: MessageSeen) -> bool:
        age = timedelta(seconds=self._now_ms() // 1000 - event.sent_at)
        if age > HISTORY_FILES_OF or self._history_files >= MOST_HISTORY_FILES:
            return False
        self._history_files += 1
        return True

    def _revision(self, event: Revised, origin: Origin) -> Inbound:
        kind, text = InboundKind.EDITED, None
        reaction, vote = None, None
        if isinstance(event, MessageRevoked):
            kind = InboundKind.REVOKED
        elif isinstance(event, Reacted):
            kind, reaction = InboundKind.REACTED, Reaction(event.who, event.emoji, event.at_ms)
        elif isinstance(event, Voted):
            kind, vote = InboundKind.VOTED, Vote(event.who, event.options, event.at_ms)
        else:
            text = event.text
        return Inbound(
            tenant=self._bot().tenant,
            bot=self._bot().id,
            chat=event.chat,
            id=event.id,
            kind=kind,
            origin=origin,
            from_me=event.from_me,
            type="revoked" if kind is InboundKind.REVOKED else "text",
            text=text,
            sent_at=event.at_ms // 1000,
            seen_ms=event.at_ms,
            # A message may be revised more than once under one id: the moment tells the revisions apart.
            version=event.at_ms,
            reaction=reaction,
            vote=vote,
        )

    def is_history(self, event: MessageSeen) -> bool:
        """Written before this number was linked."""
        linked_at = self._session().linked_at
        return linked_at is not None and _is_before(event, linked_at)

    def is_of_before(self, mark: Reacted | Voted) -> bool:
        """Made before this number was linked."""
        linked_at = self._session().linked_at
        return linked_at is not None and mark.at_ms < linked_at.timestamp() * 1000

    def _since_the_link(self, event: MessageSeen, origin: Origin) -> Origin:
        """Not history, whoever looks at it; and missed only if it was written while the session did not work."""
        session = self._session()
        works = session.status is SessionStatus.WORKING
        if origin is Origin.LIVE or (works and not _is_before(event, session.since)):
            return Origin.LIVE
        return Origin.REPLAYED


def _is_before(event: MessageSeen, moment: datetime) -> bool:
    """Whole seconds decide for the customer, who is heard, where nothing finer is known."""
    if event.phone_at_ms is not None:
        return event.phone_at_ms < moment.timestamp() * 1000
    return event.sent_at < int(moment.timestamp())


def _seen_ms(event: MessageSeen) -> int:
    """What orders messages of one second: when each was seen, then its rank among those that were seen at once.

    The order key has room for some 16 minutes after the message's own second; the rank must not fall off its end.
    """
    return min(event.at_ms, event.sent_at * 1000 + LATEST_SEEN_MS) + event.rank


def _life(event: MessageSeen) -> Life:
    written = event.phone_at_ms if event.phone_at_ms is not None else event.sent_at * 1000
    return ((Stage.PHONE, written), (Stage.PAGE, event.at_ms))
