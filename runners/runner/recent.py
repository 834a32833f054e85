"""A bounded memory of things seen lately."""

from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)


class Recent(Generic[K]):
    """A set that forgets its oldest members beyond `size`."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._known: OrderedDict[K, None] = OrderedDict()

    def add(self, key: K) -> None:
        """Remember it as the newest."""
        self._known[key] = None
        self._known.move_to_end(key)
        while len(self._known) > self._size:
            self._known.popitem(last=False)

    def __contains__(self, key: K) -> bool:
        return key in self._known
