"""A bot's features. What is absent has its default: it is newer than the item."""

from dataclasses import asdict
from typing import Any

from flotilla.adapters.dynamodb.values import Item
from flotilla.domain.features import Features, Weekday, Welcome, WorkingHours


def write_features(features: Features) -> Item:
    """The features as a map."""
    return asdict(features)


def read_features(item: Item | None) -> Features:
    """The features in a map; of an item that has none the defaults."""
    known: dict[str, Any] = {name: value for name, value in (item or {}).items() if name in _NAMES}
    hours = {name: value for name, value in known.pop("working_hours", {}).items() if name in _HOURS}
    if "days" in hours:
        hours["days"] = tuple(Weekday(day) for day in hours["days"])
    welcome = {name: value for name, value in known.pop("welcome", {}).items() if name in _WELCOME}
    return Features(**known, working_hours=WorkingHours(**hours), welcome=Welcome(**welcome))


_NAMES = frozenset(Features.__dataclass_fields__)
_HOURS = frozenset(WorkingHours.__dataclass_fields__)
_WELCOME = frozenset(Welcome.__dataclass_fields__)
