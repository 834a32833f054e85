"""A brain that is left alone for a while after it failed several times in a row."""

import logging
import threading
import time
from collections.abc import Callable

from flotilla.domain.errors import UnavailableError
from flotilla.ports.brain import Brain, BrainAnswer, BrainRequest

log = logging.getLogger(__name__)

FAILURES = 3
REST_SECONDS = 30.0


class CircuitBreaker:
    """Implements Brain: after so many failures in a row it refuses at once, so that no customer waits for an outage.

    After the rest one request is let through: its success closes the circuit, its failure begins another rest. Each
    process counts for itself.
    """

    def __init__(
        self,
        brain: Brain,
        *,
        failures: int = FAILURES,
        rest_seconds: float = REST_SECONDS,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._brain = brain
        self._most = failures
        self._rest = rest_seconds
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._failed = 0
        self._rests_until = 0.0

    def answer(self, request: BrainRequest) -> BrainAnswer:
        """See the port."""
        self._enter()
        try:
            answer = self._brain.answer(request)
        except UnavailableError:
            self._note_failure()
            raise
        with self._lock:
            self._failed = 0
        return answer

    def _enter(self) -> None:
        with self._lock:
            if self._failed < self._most:
                return
            if self._monotonic() < self._rests_until:
                raise UnavailableError("The model failed several times in a row; it is left alone for a while.")
            # Whoever comes while this one tries is still refused.
            self._rests_until = self._monotonic() + self._rest

    def _note_failure(self) -> None:
        with self._lock:
            self._failed += 1
            if self._failed >= self._most:
                self._rests_until = self._monotonic() + self._rest
                log.warning("the model is left alone for a while", extra={"failures": self._failed})
