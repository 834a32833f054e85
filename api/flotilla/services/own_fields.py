"""What people may set as a bot's own fields, and the limits."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from flotilla.domain.lead_fields import FieldType, LeadField, OwnField, kept_required

MAX_FIELDS = 20
MAX_LABEL = 60
MAX_QUESTION = 300
MAX_OPTIONS = 20
MAX_OPTION = 60
KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")

_MEMBERS = {"key", "label", "type", "options", "required", "question"}


def check_own_fields(value: object) -> tuple[tuple[OwnField, bool], ...]:
    """The fields, each with whether it is required; raise ValueError with a sentence for people."""
    if isinstance(value, str) or not isinstance(value, Sequence) or len(value) > MAX_FIELDS:
        raise ValueError(f"A list of at most {MAX_FIELDS} fields.")
    fields = tuple(_field(one) for one in value)
    keys = [field.key for field, _ in fields]
    if len(set(keys)) != len(keys):
        raise ValueError("Each field has a key of its own.")
    return fields


def place_fields(values: dict[str, Any], required: Sequence[str]) -> dict[str, Any]:
    """The values with `fields` and `required_fields` as a bot keeps them; `required`: the ones it has now.

    A required field of its own that is new stands last; `required_fields`, where given, has the last word.
    """
    if "fields" in values:
        pairs: tuple[tuple[OwnField, bool], ...] = values["fields"]
        fields = tuple(field for field, _ in pairs)
        wanted = {field.key for field, needed in pairs if needed} | set(LeadField)
        kept = [key for key in kept_required(required, fields) if key in wanted]
        added = [field.key for field, needed in pairs if needed and field.key not in kept]
        values = {"required_fields": (*kept, *added), **values, "fields": fields}
    return values


def check_required(required: Sequence[str], fields: Sequence[OwnField]) -> None:
    """Raise ValueError if a required field is none that the bot has."""
    if kept_required(required, fields) != tuple(required):
        known = ", ".join([*LeadField, *(field.key for field in fields)])
        raise ValueError(f"Different ones of {known}.")


def _field(value: object) -> tuple[OwnField, bool]:
    if not isinstance(value, Mapping) or not set(value) <= _MEMBERS:
        raise ValueError("Each field has a key, a label and a type.")
    key, label = value.get("key"), str(value.get("label", "")).strip()
    if not isinstance(key, str) or not KEY.fullmatch(key):
        raise ValueError("A key has 1 to 40 small letters, digits and underscores, and begins with a letter.")
    if key in tuple(LeadField):
        raise ValueError(f"Each bot has the field {key} already.")
    if not 1 <= len(label) <= MAX_LABEL:
        raise ValueError(f"A label has 1 to {MAX_LABEL} characters.")
    if value.get("type") not in tuple(FieldType):
        raise ValueError(f"A field's type is one of {', '.join(FieldType)}.")
    kind, required = FieldType(str(value["type"])), value.get("required", True)
    if not isinstance(required, bool):
        raise ValueError("A field is required or not: true or false.")  # noqa: TRY004 - the caller collects ValueErrors
    return OwnField(key, label, kind, _options(kind, value.get("options") or ()), _question(value)), required


def _options(kind: FieldType, value: object) -> tuple[str, ...]:
    if isinstance(value, str) or not isinstance(value, Sequence):
        raise ValueError("Options are a list of texts.")  # noqa: TRY004 - the caller collects ValueErrors
    options = tuple(str(one).strip() for one in value)
    if kind is not FieldType.CHOICE:
        if options:
            raise ValueError("Only a choice has options.")
        return ()
    if not 2 <= len(options) <= MAX_OPTIONS or not all(1 <= len(one) <= MAX_OPTION for one in options):
        raise ValueError(f"A choice has 2 to {MAX_OPTIONS} options of 1 to {MAX_OPTION} characters.")
    if len({one.casefold() for one in options}) != len(options):
        raise ValueError("Each option stands there once.")
    return options


def _question(value: Mapping[str, Any]) -> str:
    question = str(value.get("question") or "").strip()
    if len(question) > MAX_QUESTION:
        raise ValueError(f"A question has at most {MAX_QUESTION} characters.")
    return question
