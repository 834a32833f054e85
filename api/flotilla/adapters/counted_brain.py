"""A brain whose failures are counted."""

from collections.abc import Callable

from flotilla.domain.errors import UnavailableError
from flotilla.ports.brain import Brain, BrainAnswer, BrainRequest


class CountedBrain:
    """Implements Brain: the inner one's answer; `failed` is called each time that there is none."""

    def __init__(self, brain: Brain, failed: Callable[[], None]) -> None:
        self._brain = brain
        self._failed = failed

    def answer(self, request: BrainRequest) -> BrainAnswer:
        """See the port."""
        try:
            return self._brain.answer(request)
        except UnavailableError:
            self._failed()
            raise
