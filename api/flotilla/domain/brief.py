"""The brief: what a person who takes a chat over has to know, made of what is stored and of nothing else."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from flotilla.domain.bots import Bot
from flotilla.domain.chats import Chat
from flotilla.domain.lead_fields import LeadField, find_own
from flotilla.domain.leads import Lead, missing_fields
from flotilla.domain.messages import Direction, Message, Sender
from flotilla.domain.transcript import words_of
from flotilla.domain.words import plain_words

LAST_LINES = 6
MAX_LINE = 300
TELLING_WORDS = 3
"""A message of fewer words is a greeting, or an answer to a question, and says nothing of what is wanted."""


@dataclass(frozen=True, slots=True)
class BriefField:
    """Something that the customer told, would not tell, or was not asked yet."""

    key: str
    label: str
    value: str | None = None


@dataclass(frozen=True, slots=True)
class BriefLine:
    """One of the last messages. `text` is cut at 300 characters."""

    sender: Sender
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Brief:
    """`who`: the name as told, or else as WhatsApp shows it. `wants`: in the customer's words, None if they don't say.

    `language` is the brief's own, `speaks` the customer's. `waiting_seconds`: since the oldest unanswered message.
    """

    lead: Lead
    language: str
    who: str | None
    wants: str | None
    fields: tuple[BriefField, ...]
    refused: tuple[BriefField, ...]
    missing: tuple[BriefField, ...]
    lines: tuple[BriefLine, ...]
    speaks: str | None
    waiting_seconds: int | None


_LABELS = {
    "en": {"name": "Name", "email": "E-mail", "location": "Location", "phone": "Phone"},
    "pt": {"name": "Nome", "email": "E-mail", "location": "Localização", "phone": "Telefone"},
    "es": {"name": "Nombre", "email": "Correo", "location": "Ubicación", "phone": "Teléfono"},
}
LANGUAGES = tuple(_LABELS)


def brief_of(bot: Bot, lead: Lead, chat: Chat, messages: Sequence[Message], language: str, now: datetime) -> Brief:
    """The brief of a lead, of its chat and of the newest messages (oldest first)."""
    spoken = language if language in LANGUAGES else "en"

    def field(key: str) -> BriefField:
        value = lead.fields.get(key)
        return BriefField(key, _label(bot, key, spoken), value.value if value is not None else None)

    name = lead.fields.get(LeadField.NAME)
    waiting = now - chat.waiting_since if chat.waiting_since is not None else None
    return Brief(
        lead=lead,
        language=spoken,
        who=name.value if name is not None else lead.push_name,
        wants=_wants(messages),
        fields=tuple(field(key) for key in _in_order(lead.fields, bot)),
        refused=tuple(field(key) for key in lead.refused),
        missing=tuple(field(key) for key in missing_fields(lead, bot.required_fields)),
        lines=tuple(_line(message) for message in messages if words_of(message))[-LAST_LINES:],
        speaks=chat.language,
        waiting_seconds=max(round(waiting.total_seconds()), 0) if waiting is not None else None,
    )


def _in_order(keys: Iterable[str], bot: Bot) -> list[str]:
    """As the bot asks for them, then the others by name: what is stored as a map has no order of its own."""
    asked = list(bot.required_fields)
    return sorted(keys, key=lambda key: (asked.index(key) if key in asked else len(asked), key))


def _label(bot: Bot, key: str, language: str) -> str:
    own = find_own(bot.fields, key)
    return own.label if own is not None else _LABELS[language].get(key, key)


def _wants(messages: Sequence[Message]) -> str | None:
    """The customer's last question; without any, the first thing they said that is more than a greeting."""
    said = [message.text for message in messages if message.direction is Direction.IN and message.text]
    asked = [text for text in said if "?" in text and len(plain_words(text)) >= TELLING_WORDS]
    told = [text for text in said if len(plain_words(text)) > TELLING_WORDS]
    return _cut(asked[-1]) if asked else _cut(told[0]) if told else None


def _line(message: Message) -> BriefLine:
    return BriefLine(message.sender, message.created_at, _cut(words_of(message) or ""))


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= MAX_LINE else f"{line[: MAX_LINE - 1]}…"
