"""What people may set among a bot's features, and the limits."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from flotilla.domain.errors import InvalidInputError
from flotilla.domain.features import Features, Weekday
from flotilla.domain.wall_clock import read_zone
from flotilla.domain.working_hours import minutes_of

MAX_TEXT = 1_000


def merge_features(features: Features, changes: Mapping[str, Any]) -> Features:
    """The features with the changes merged in at every depth; raise InvalidInputError naming what can't be used."""
    wrong: dict[str, str] = {}
    merged: Features = _merge(features, changes, "features", wrong)
    if wrong:
        raise InvalidInputError("Some of the bot's features can't be used.", fields=wrong)
    if merged.welcome.on and not merged.welcome.text:
        raise InvalidInputError(
            "A welcome needs a text.", fields={"features.welcome.text": "Write what customers are welcomed with."}
        )
    return merged


def _merge(part: Any, changes: Mapping[str, Any], place: str, wrong: dict[str, str]) -> Any:
    known = {field.name: getattr(part, field.name) for field in fields(part)}
    merged: dict[str, Any] = {}
    for name, value in changes.items():
        where = f"{place}.{name}"
        if name not in known:
            wrong[where] = "This can't be set."
        elif isinstance(value, Mapping) and hasattr(known[name], "__dataclass_fields__"):
            merged[name] = _merge(known[name], value, where, wrong)
        else:
            try:
                merged[name] = _CHECKS.get(name, _flag)(value)
            except ValueError as error:
                wrong[where] = str(error)
    return replace(part, **merged)


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError("Either true or false.")  # noqa: TRY004 - the caller collects ValueErrors
    return value


def _time(value: object) -> str:
    try:
        minutes_of(str(value))
    except ValueError:
        raise ValueError("A time from 00:00 to 23:59.") from None
    return str(value)


def _time_zone(value: object) -> str:
    try:
        return read_zone(value).key
    except ValueError:
        raise ValueError("The name of a time zone, such as America/Recife.") from None


def _days(value: object) -> tuple[Weekday, ...]:
    days = tuple(Weekday)
    if isinstance(value, str) or not isinstance(value, Sequence) or not value or not set(value) <= set(days):
        raise ValueError(f"At least one of {', '.join(days)}.")
    return tuple(day for day in days if day in value)


def _text(value: object) -> str:
    if not isinstance(value, str) or len(value.strip()) > MAX_TEXT:
        raise ValueError(f"At most {MAX_TEXT} characters.")
    return value.strip()


def _group(_value: object) -> Any:
    raise ValueError("An object with what is to change.")


_CHECKS = {
    "working_hours": _group,
    "welcome": _group,
    "time_zone": _time_zone,
    "days": _days,
    "opens": _time,
    "closes": _time,
    "away": _text,
    "text": _text,
}
