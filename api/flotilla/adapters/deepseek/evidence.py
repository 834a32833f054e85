"""Whether what the model says it found really stands in the customer's messages."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime

from flotilla.adapters.deepseek.tool import FoundField
from flotilla.domain.errors import InvalidInputError
from flotilla.domain.ids import ChatId, phone_digits
from flotilla.domain.lead_fields import FieldType, LeadField, OwnField
from flotilla.domain.leads import FieldValue, Source
from flotilla.domain.messages import Direction, Message
from flotilla.ports.fields import FieldRules

CONFIDENCE = 0.9
UNSURE = 0.7
"""For values that the model had to infer from the words."""

_SPELLED = re.compile(r"\b(?:arroba|at|ponto|punto|dot|underline|underscore|guion|traco|dash|hifen|bajo)\b")


def checked(
    found: FoundField,
    shown: Mapping[str, Message],
    rules: FieldRules,
    chat: ChatId,
    now: datetime,
    own: OwnField | None = None,
) -> FieldValue | None:
    """The value, normalised and with its evidence; None if it has none or can't be a value of the field."""
    message = shown.get(found.message)
    if message is None or message.direction is not Direction.IN or not found.quote.strip():
        return None
    if _plain(found.quote) not in _plain(message.text or ""):
        return None
    try:
        value = rules.normalise(found.field, found.value, chat, own)
    except InvalidInputError:
        return None
    if not (_own_stands_in(own, value, found.quote) if own else _stands_in(found.field, value, found.quote, chat)):
        return None
    sure = own is None or own.type in (FieldType.TEXT, FieldType.NUMBER)
    return FieldValue(value, Source.AI, CONFIDENCE if sure else UNSURE, now, message.id, found.quote.strip())


def _own_stands_in(own: OwnField, value: str, quote: str) -> bool:
    """Whether the value can come of the quote. Choices and days are told in many words ("tomorrow", "the big one"):
    there a true quote must do, unless its digits speak against the day."""
    said = re.findall(r"\d+", quote)
    if own.type is FieldType.NUMBER:
        return not said or "".join(said)[:1] == value.lstrip("-")[:1]
    if own.type is FieldType.DATE:
        return not said or str(int(value[-2:])) in {str(int(digits)) for digits in said}
    if own.type is FieldType.CHOICE:
        return True
    words = set(re.findall(r"\w+", _plain(quote)))
    return all(word in words for word in re.findall(r"\w+", _plain(value)))


def _stands_in(field: str, value: str, quote: str, chat: ChatId) -> bool:
    """Whether the value can be read from the quote: a true quote beside an invented value is no evidence."""
    if field == LeadField.PHONE:
        digits = re.sub(r"\D", "", value)
        said = re.sub(r"\D", "", quote)
        # Without digits the customer may have said "this one", which only the chat's own number can be.
        return said.endswith(digits[-8:]) or digits[-8:] in said or (not said and digits == phone_digits(chat))
    if field == LeadField.EMAIL:
        spoken = _SPELLED.sub(" ", _plain(quote))
        return all(piece in spoken for piece in re.findall(r"[a-z0-9]+", _plain(value)))
    words = set(re.findall(r"\w+", _plain(quote)))
    return all(word in words for word in re.findall(r"\w+", _plain(value)))


def _plain(text: str) -> str:
    """Lower case, no accents, no invisible marks, single spaces: what an honest copy may differ in."""
    decomposed = unicodedata.normalize("NFKD", text)
    kept = "".join(char for char in decomposed if unicodedata.category(char) not in ("Mn", "Cf"))
    return re.sub(r"\s+", " ", kept).strip().casefold()
