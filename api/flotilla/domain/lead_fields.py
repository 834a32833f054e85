"""What a bot may ask of a customer: the four fields that every bot has, and the ones that a business adds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class LeadField(StrEnum):
    """The fields every bot can ask for."""

    NAME = "name"
    EMAIL = "email"
    LOCATION = "location"
    PHONE = "phone"


class FieldType(StrEnum):
    """What a value of a bot's own field is."""

    TEXT = "text"
    NUMBER = "number"
    CHOICE = "choice"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class OwnField:
    """A field of one bot. `options`: what a choice is between. `question`: how to ask for it; empty: made of the label.

    Numbers are kept with a point and no thousands (`1500.5`), dates as ISO 8601 (`2026-03-12`), choices as the option
    is written here.
    """

    key: str
    label: str
    type: FieldType
    options: tuple[str, ...] = ()
    question: str = ""


DEFAULT_REQUIRED_FIELDS: tuple[str, ...] = tuple(LeadField)


def find_own(fields: Iterable[OwnField], key: str) -> OwnField | None:
    """The bot's own field with this key."""
    return next((field for field in fields if field.key == key), None)


def kept_required(required: Sequence[str], fields: Iterable[OwnField]) -> tuple[str, ...]:
    """The keys that still name a field, in their order."""
    known = {*LeadField, *(field.key for field in fields)}
    return tuple(key for key in required if key in known)
