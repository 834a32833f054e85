"""What a phone brings along when it is linked: its chats of before, which are read once and never answered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from flotilla.domain.ids import ChatId
from flotilla.domain.leads import FieldValue, Lead, Source
from flotilla.domain.messages import Message

MOST_TOGETHER = 100
"""So many messages of one chat are handed over as one entry."""


@dataclass(frozen=True, slots=True)
class HistoryBounds:
    """How much is read: what is no older than `age`, of the newest so many chats, so many messages of each."""

    age: timedelta = timedelta(days=30)
    chats: int = 200
    per_chat: int = 200


@dataclass(frozen=True, slots=True)
class HistoryProgress:
    """How far the reading is. Chats are read in the order of their ids; a restart goes on behind `last`.

    `chats_done` of `chats_total` are handed over.
    """

    chats_done: int
    chats_total: int
    last: ChatId | None = None
    finished_at: datetime | None = None


def as_told(found: Mapping[str, FieldValue], messages: Sequence[Message]) -> dict[str, FieldValue]:
    """The values as of when the customer told them, not of when they were read."""
    told_at = {message.id: message.created_at for message in messages}
    return {
        name: replace(value, at=told_at.get(value.message, value.at)) if value.message is not None else value
        for name, value in found.items()
    }


def not_known_better(lead: Lead, found: Mapping[str, FieldValue]) -> dict[str, FieldValue]:
    """Of what old messages tell, what nobody corrected, and what the customer has not told anew since."""
    return {name: value for name, value in found.items() if _counts(lead.fields.get(name), value)}


def _counts(known: FieldValue | None, found: FieldValue) -> bool:
    return known is None or (known.source is not Source.PERSON and known.at < found.at)
