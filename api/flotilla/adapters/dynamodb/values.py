"""Between plain Python values and DynamoDB's, for all codecs."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from pynamodb.attributes import MapAttribute

Item = dict[str, Any]
"""An item in plain values: text, numbers, truth values, lists and maps. What is None is left out."""

Raw = dict[str, dict[str, Any]]
"""An item as DynamoDB and its streams write it: each value under its type's letter."""

# The library's untyped map is its own way between plain values and DynamoDB's; it keeps whole numbers whole.
_MAP: Any = MapAttribute()  # type: ignore[no-untyped-call]  # Its constructor alone lacks annotations.


def to_raw(item: Item) -> Raw:
    """The item for DynamoDB."""
    raw: Raw = _MAP.serialize({name: plain(value) for name, value in item.items() if value is not None})
    return raw


def plain(value: Any) -> Any:
    """The value with members of enumerations as their text: the library serializes by exact type."""
    if isinstance(value, dict):
        return {str(name): plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return str(value) if isinstance(value, StrEnum) else value


def from_raw(raw: Raw) -> Item:
    """The item in plain values."""
    item: Item = _MAP.deserialize(raw)
    return item


def write_time(moment: datetime | None) -> str | None:
    """UTC with microseconds and Z: as exact as the moment, readable, sortable."""
    if moment is None:
        return None
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def read_time(text: str) -> datetime:
    """The moment."""
    return datetime.fromisoformat(text)


def read_time_or_none(text: str | None) -> datetime | None:
    """The moment, if there is one."""
    return datetime.fromisoformat(text) if text is not None else None
