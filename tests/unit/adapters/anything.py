"""Any value of a domain type, within what clocks, counters and JSON can carry."""

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from enum import Enum
from typing import Any, NewType, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from flotilla.domain.messages import Life, Stage

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
ids = st.text("0123456789ABCDEFGHJKMNPQRSTVWXYZ", min_size=1, max_size=26)
numbers = st.integers(0, 10**12)
_first, _last = (datetime(year, 1, 1, tzinfo=UTC).replace(tzinfo=None) for year in (1971, 2200))
moments = st.datetimes(_first, _last, timezones=st.just(UTC))
shares = st.integers(0, 100).map(lambda percent: percent / 100)
lives = st.dictionaries(st.sampled_from(Stage), numbers).map(
    lambda life: tuple((stage, life[stage]) for stage in Stage if stage in life)
)

_SIMPLE: dict[Any, st.SearchStrategy[Any]] = {
    str: texts,
    int: numbers,
    float: shares,
    bool: st.booleans(),
    datetime: moments,
    type(None): st.none(),
    Life: lives,
}


def anything(entity: type, **chosen: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Any value of the dataclass; `chosen` are strategies of single fields. No field keeps its default by chance."""
    hints = get_type_hints(entity)
    inferred = {field.name: _of(hints[field.name]) for field in fields(entity) if field.name not in chosen}
    return st.builds(entity, **inferred, **chosen)


def _of(hint: Any) -> st.SearchStrategy[Any]:
    if isinstance(hint, NewType):
        return ids
    if isinstance(hint, type) and issubclass(hint, Enum):
        return st.sampled_from(hint)
    if isinstance(hint, type) and is_dataclass(hint):
        return anything(hint)
    return _SIMPLE[hint] if hint in _SIMPLE else _of_parts(get_origin(hint), get_args(hint))


def _of_parts(origin: Any, parts: tuple[Any, ...]) -> st.SearchStrategy[Any]:
    if origin in (Union, types.UnionType):
        return st.one_of([_of(part) for part in parts])
    if origin is tuple and parts[1:] == (...,):
        return st.lists(_of(parts[0]), max_size=4).map(tuple)
    if origin is tuple:
        return st.tuples(*map(_of, parts))
    if origin is Mapping:
        return st.dictionaries(_of(parts[0]), _of(parts[1]), max_size=4)
    raise TypeError(f"No strategy for {origin}.")
