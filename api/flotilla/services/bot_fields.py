"""What people may set on a bot, and the limits."""

from collections.abc import Mapping, Sequence
from typing import Any

from flotilla.domain.bots import Answering
from flotilla.domain.errors import InvalidInputError
from flotilla.domain.faq import FaqEntry
from flotilla.domain.lead_fields import OwnField
from flotilla.services.checked_fields import check_fields
from flotilla.services.own_fields import check_own_fields, check_required, place_fields

LANGUAGES = ("en", "pt", "es")
MAX_NAME = 100
MAX_PROMPT = 8_000
MAX_BURST_WINDOW_MS = 60_000
MAX_FAQ = 50
MAX_QUESTION = 300
MAX_ANSWER = 1_000
MAX_HAND_BACK_MINUTES = 7 * 24 * 60
MESSAGE = "Some of the bot's settings can't be used."


def check_bot_fields(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values in the types that Bot has; raise InvalidInputError naming each one that can't be used."""
    return check_fields(values, _CHECKS, MESSAGE)


def placed_fields(values: dict[str, Any], required: Sequence[str], fields: Sequence[OwnField]) -> dict[str, Any]:
    """The checked values with the lead's fields as the bot keeps them; `required` and `fields`: what it has now.

    Raise InvalidInputError naming required fields that there are not.
    """
    placed = place_fields(values, required)
    try:
        check_required(placed.get("required_fields", required), placed.get("fields", fields))
    except ValueError as error:
        raise InvalidInputError(MESSAGE, fields={"required_fields": str(error)}) from None
    return placed


def _name(value: object) -> str:
    if not isinstance(value, str) or not 1 <= len(value.strip()) <= MAX_NAME:
        raise ValueError(f"A name has 1 to {MAX_NAME} characters.")
    return value.strip()


def _prompt(value: object) -> str:
    if not isinstance(value, str) or len(value) > MAX_PROMPT:
        raise ValueError(f"A prompt has at most {MAX_PROMPT} characters.")
    return value


def _language(value: object) -> str | None:
    if value is not None and value not in LANGUAGES:
        raise ValueError(f"One of {', '.join(LANGUAGES)}, or null to follow the customer.")
    return value if isinstance(value, str) else None


def _answering(value: object) -> Answering:
    if value not in tuple(Answering):
        raise ValueError(f"One of {', '.join(Answering)}.")
    return Answering(str(value))


def _burst_window_ms(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MAX_BURST_WINDOW_MS:
        raise ValueError(f"Whole milliseconds from 0 to {MAX_BURST_WINDOW_MS}.")
    return value


def _hand_back_minutes(value: object) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= MAX_HAND_BACK_MINUTES:
        raise ValueError(f"Whole minutes from 1 to {MAX_HAND_BACK_MINUTES}, or null for never.")
    return value


def _required_fields(value: object) -> tuple[str, ...]:
    if isinstance(value, str) or not isinstance(value, Sequence):
        raise ValueError("A list of field names.")  # noqa: TRY004 - the caller collects ValueErrors
    if not all(isinstance(name, str) for name in value) or len(set(value)) != len(value):
        raise ValueError("Each field's name stands there once.")
    return tuple(value)


def _faq(value: object) -> tuple[FaqEntry, ...]:
    if isinstance(value, str) or not isinstance(value, Sequence) or len(value) > MAX_FAQ:
        raise ValueError(f"A list of at most {MAX_FAQ} questions with their answers.")
    return tuple(_faq_entry(one) for one in value)


def _faq_entry(value: object) -> FaqEntry:
    if not isinstance(value, Mapping) or set(value) != {"question", "answer"}:
        raise ValueError("Each entry has a question and an answer.")
    question, answer = (str(value[name]).strip() for name in ("question", "answer"))
    if not (1 <= len(question) <= MAX_QUESTION and 1 <= len(answer) <= MAX_ANSWER):
        raise ValueError(f"Questions have 1 to {MAX_QUESTION} characters, answers 1 to {MAX_ANSWER}.")
    return FaqEntry(question, answer)


_CHECKS = {
    "name": _name,
    "prompt": _prompt,
    "language": _language,
    "answering": _answering,
    "burst_window_ms": _burst_window_ms,
    "faq": _faq,
    "hand_back_minutes": _hand_back_minutes,
    "required_fields": _required_fields,
    "fields": check_own_fields,
}
