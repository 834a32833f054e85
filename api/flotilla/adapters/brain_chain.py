"""A brain that asks another one when it can't answer."""

import logging

from flotilla.domain.errors import UnavailableError
from flotilla.ports.brain import Brain, BrainAnswer, BrainRequest

log = logging.getLogger(__name__)


class BrainChain:
    """Implements Brain: the primary's answer, or else the fallback's."""

    def __init__(self, primary: Brain, fallback: Brain) -> None:
        self._primary = primary
        self._fallback = fallback

    def answer(self, request: BrainRequest) -> BrainAnswer:
        """See the port; unavailable only if both are."""
        try:
            return self._primary.answer(request)
        except UnavailableError as error:
            log.warning("The first brain can't answer; the second one does.", extra={"reason": error.message})
            return self._fallback.answer(request)
