"""What makes the values of a bot's own fields good ones."""

import re
import unicodedata
from datetime import date

from flotilla.domain.errors import InvalidInputError
from flotilla.domain.lead_fields import FieldType, OwnField

MAX_TEXT = 300
MAX_DIGITS = 15

_NUMBER = re.compile(
    r"(?P<sign>-?)\s*(?P<digits>\d[\d., ]*)\s*(?P<scale>(?:k|mil|thousand|m|mi|milh\w+|millon\w*|million)\b)?"
)
_SCALES = {"k": 1_000, "mil": 1_000, "thousand": 1_000}
_MILLION = 1_000_000


def normalise_own(field: OwnField, value: str) -> str:
    """The value in the form in which it is kept; raise InvalidInputError for one that the field can't have."""
    if field.type is FieldType.NUMBER:
        return read_number(value)
    if field.type is FieldType.CHOICE:
        return _choice(field, value)
    if field.type is FieldType.DATE:
        return _date(value)
    return _text(value)


def read_number(value: str) -> str:
    """'R$ 1.500,50', '1,500.50', '500 mil' and '2k' as plain decimal numbers; InvalidInputError if there is none."""
    match = _NUMBER.search(plain(value))
    if match is None or len(re.sub(r"\D", "", match["digits"])) > MAX_DIGITS:
        raise InvalidInputError("This is not a number.")
    whole, _, part = _decimal(match["digits"].replace(" ", "").rstrip(".,")).partition(".")
    scale = _SCALES.get(match["scale"], _MILLION) if match["scale"] else 1
    # Whole-number arithmetic: what a customer says is kept to the digit.
    scaled = int(whole + part) * scale
    text = str(scaled).rjust(len(part) + 1, "0")
    number = f"{text[: -len(part)]}.{text[-len(part) :]}".rstrip("0").rstrip(".") if part else text
    return ("-" if match["sign"] and number != "0" else "") + number


def _decimal(digits: str) -> str:
    """The digits with a point before the decimals: the last sign, unless it parts thousands ('1.500')."""
    last = max(digits.rfind("."), digits.rfind(","))
    if last < 0:
        return digits
    sign, after = digits[last], digits[last + 1 :]
    mixed = len(set(re.sub(r"\d", "", digits))) == 2
    thousands = not mixed and (digits.count(sign) > 1 or (len(after) == 3 and digits[:last] not in ("", "0")))
    if thousands:
        return re.sub(r"\D", "", digits)
    return f"{re.sub(r'[^0-9]', '', digits[:last]) or '0'}.{after}"


def _choice(field: OwnField, value: str) -> str:
    said = _words(value)
    for option in field.options:
        if _words(option) == said:
            return option
    raise InvalidInputError(f"One of {', '.join(field.options)}.")


def _date(value: str) -> str:
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise InvalidInputError("A date as year-month-day, such as 2026-03-12.") from None


def _text(value: str) -> str:
    if len(value) > MAX_TEXT:
        raise InvalidInputError(f"At most {MAX_TEXT} characters.")
    return value


def plain(text: str) -> str:
    """Lower case without accents."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(char for char in decomposed if not unicodedata.combining(char)).casefold()


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", plain(text))
