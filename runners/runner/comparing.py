"""What the page shows of one chat beside what the store has of it: what is missing, what changed, what came further."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flotilla.domain.ids import MessageId
from flotilla.domain.messages import Message, MessageStatus, may_advance, status_of_ack
from flotilla.domain.retention import EMPTIED
from runner.channels.port import AckSeen, MessageEdited, MessageRevoked, MessageSeen, Revised
from runner.marks import missed_marks
from runner.publisher import UNWRITTEN, Publisher

REVOKED = "revoked"

OVERLAP = 10
"""One of so many oldest messages has to be known, or older ones may be missing too. Not the newest: those may have
been told, or sent, while others were still missing."""


@dataclass(frozen=True, slots=True)
class Differences:
    """What nobody was told yet of a chat, and the messages whose files are still wanted."""

    missing: list[MessageSeen]
    revised: list[Revised]
    acks: list[AckSeen]
    files: list[MessageId]


def meets_known(shown: Sequence[MessageSeen], stored: Mapping[MessageId, Message], publisher: Publisher) -> bool:
    """Whether what is shown, oldest first, reaches back to what is known already, or to before the link."""
    written = [one for one in shown if one.type not in UNWRITTEN]
    return any(one.id in stored or publisher.is_history(one) for one in written[:OVERLAP])


def compare(shown: Sequence[MessageSeen], stored: Mapping[MessageId, Message], publisher: Publisher) -> Differences:
    """What was written before the number was linked is left to the reader of its history."""
    # A placeholder is told again: the page may be able to read it by now.
    known = {one.id: one for one in stored.values() if one.status is not MessageStatus.PENDING}
    new = [one for one in shown if one.id not in known]
    missing = [one for one in new if one.id in stored or not publisher.is_history(one)]
    pairs = [(one, known[one.id]) for one in shown if one.id in known]
    revised = [revision for pair in pairs if (revision := _revised(*pair)) is not None]
    # Those on a message that is told with them: it comes first in its chat.
    marks = [mark for one in missing for mark in missed_marks(one, None)]
    # What was put on an old message before the link is as little news as the message.
    marks += [mark for one, before in pairs for mark in missed_marks(one, before) if not publisher.is_of_before(mark)]
    waiting = {one.id for one in stored.values() if one.media is not None and one.media.on_its_way}
    return Differences(
        missing,
        [*revised, *marks],
        [AckSeen(one.chat, (one.id,), one.ack, one.at_ms) for one, before in pairs if _came_further(one, before)],
        sorted(waiting | {one.id for one in missing if one.media is not None}),
    )


def _revised(shown: MessageSeen, stored: Message) -> Revised | None:
    if stored.type in (REVOKED, EMPTIED):
        return None
    if shown.type == REVOKED:
        return MessageRevoked(shown.chat, shown.id, shown.from_me, shown.at_ms)
    if not _has_other_words(shown, stored):
        return None
    at_ms = shown.edited_at_ms if shown.edited_at_ms is not None else shown.at_ms
    if stored.edited_at is not None and (shown.edited_at_ms is None or at_ms <= stored.edited_at.timestamp() * 1000):
        # The page may be the one that is behind: its profile may have come from a snapshot.
        return None
    return MessageEdited(shown.chat, shown.id, shown.text, shown.from_me, at_ms)


def _has_other_words(shown: MessageSeen, stored: Message) -> bool:
    """WhatsApp trims what is sent: spaces at the ends are no edit."""
    if shown.text is None or shown.type != stored.type:
        return False
    return shown.text.strip() != (stored.text or "").strip()


def _came_further(shown: MessageSeen, stored: Message) -> bool:
    status = status_of_ack(shown.ack) if shown.from_me and shown.ack > 0 else None
    return status is not None and may_advance(stored.status, status)
