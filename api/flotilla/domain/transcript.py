"""Messages in words: what a brain, which reads text only, is shown of them."""

from dataclasses import replace
from datetime import datetime

from flotilla.domain.content import ContactCards, Location, Poll
from flotilla.domain.leads import FieldValue, Source
from flotilla.domain.messages import Direction, Message

LABELS = {
    "image": "picture",
    "video": "video",
    "audio": "audio",
    "voice": "voice message",
    "document": "document",
    "sticker": "sticker",
    "location": "location",
    "contact": "contact card",
    "poll": "poll",
}

LOCATION_FIELD = "location"
"""The field of a lead that a message with a place may fill."""

SURE = 1.0


def words_of(message: Message) -> str | None:
    """The message as text: a label in brackets for what is no text, then its words.

    Of contact cards only the names are told: the numbers on them are somebody else's, and must not be taken for the
    customer's.
    """
    label = LABELS.get(message.type)
    if label is None:
        return message.text
    return " ".join(part for part in (f"[{label}]", _told(message)) if part)


def in_words(message: Message) -> Message:
    """The message with its words as its text."""
    return replace(message, text=words_of(message))


def _told(message: Message) -> str | None:
    content = message.content
    if isinstance(content, Location):
        return place_of(content)
    if isinstance(content, ContactCards):
        return ", ".join(card.name for card in content.cards)
    if isinstance(content, Poll):
        return f"{content.question} ({' / '.join(content.options)})"
    if message.type == "document" and message.media is not None and message.media.filename:
        return ": ".join(part for part in (message.media.filename, message.text) if part)
    return message.text


def place_of(location: Location) -> str | None:
    """The place in words, or None if only its coordinates are known: nobody asks for those."""
    return ", ".join(part for part in (location.name, location.address) if part) or None


def told_place(messages: tuple[Message, ...], now: datetime) -> dict[str, FieldValue]:
    """The lead's location as the newest place that the customer sent says it; empty if none has a name or address."""
    for message in reversed(messages):
        place = place_of(message.content) if isinstance(message.content, Location) else None
        if place is not None and message.direction is Direction.IN:
            return {LOCATION_FIELD: FieldValue(place, Source.RULES, SURE, now, message.id, place)}
    return {}
