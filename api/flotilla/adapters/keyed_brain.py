"""A brain that needs a key, which people may add, replace or remove while everything runs."""

import logging
from collections.abc import Callable

from flotilla.domain.errors import FlotillaError
from flotilla.ports.brain import Brain, BrainAnswer, BrainRequest

_log = logging.getLogger(__name__)


class KeyedBrain:
    """Implements Brain: asks for the key at each answer, and does without while there is none.

    A key that can't be looked up is an outage like any other: no customer waits for its end.
    """

    def __init__(self, key: Callable[[], str | None], make: Callable[[str], Brain], without: Brain) -> None:
        self._key = key
        self._make = make
        self._without = without
        self._made: tuple[str, Brain] | None = None

    def answer(self, request: BrainRequest) -> BrainAnswer:
        """See the port."""
        return self._brain().answer(request)

    def _brain(self) -> Brain:
        try:
            key = self._key()
        except FlotillaError as error:
            _log.warning("the model's key can't be looked up", extra={"code": error.code})
            key = None
        if not key:
            return self._without
        if self._made is None or self._made[0] != key:
            self._made = (key, self._make(key))
        return self._made[1]
