"""One page of a longer list."""

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Up to `limit` items, and the opaque cursor of the next page, or None at the end."""

    items: tuple[T, ...]
    next_cursor: str | None = None
