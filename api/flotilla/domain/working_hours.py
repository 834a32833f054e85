"""Whether a bot is at work, and what it says when it isn't."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from flotilla.domain.chats import Chat
from flotilla.domain.features import Weekday, WorkingHours

AWAY_EVERY = timedelta(hours=12)
"""A customer who writes outside of the hours is told so once in this time."""

_AWAY = {
    "en": "Thank you for your message! We are away right now and will answer as soon as we are back.",
    "pt": "Obrigado pela mensagem! Estamos fora do horário de atendimento e responderemos assim que voltarmos.",
    "es": "¡Gracias por tu mensaje! Ahora estamos fuera de horario y responderemos en cuanto volvamos.",
}


def is_open(hours: WorkingHours, now: datetime) -> bool:
    """Whether the bot answers now: what counts is the clock on the wall, whatever summer time does to it."""
    if not hours.on:
        return True
    local = now.astimezone(ZoneInfo(hours.time_zone))
    minute = local.hour * 60 + local.minute
    opens, closes = minutes_of(hours.opens), minutes_of(hours.closes)
    today, yesterday = (tuple(Weekday)[(local.weekday() - back) % 7] in hours.days for back in (0, 1))
    if opens < closes:
        return today and opens <= minute < closes
    return (today and minute >= opens) or (yesterday and minute < closes)


def minutes_of(time: str) -> int:
    """The minutes since midnight of `HH:MM`. Raise ValueError for what is no such time."""
    hours, minutes = time.split(":")
    if not (len(time) == 5 and time.isascii() and int(hours) in range(24) and int(minutes) in range(60)):
        raise ValueError(time)
    return int(hours) * 60 + int(minutes)


def is_away_due(chat: Chat, now: datetime) -> bool:
    """Whether the customer is to be told that nobody answers now, and was not told lately."""
    return chat.away_at is None or now - chat.away_at >= AWAY_EVERY


def away_text(hours: WorkingHours, language: str | None) -> str:
    """What the customer is told; in English where neither text nor language is known."""
    return hours.away.strip() or _AWAY.get((language or "en")[:2], _AWAY["en"])
