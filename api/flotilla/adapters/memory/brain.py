"""A brain that says what a test told it to."""

from collections import deque

from flotilla.domain.errors import UnavailableError
from flotilla.ports.brain import BrainAnswer, BrainRequest


class ScriptedBrain:
    """Implements Brain: gives `answers` in turn (an exception is raised), and is unavailable when none is left."""

    def __init__(self, *answers: BrainAnswer | Exception) -> None:
        self.answers = deque(answers)
        self.requests: list[BrainRequest] = []

    def answer(self, request: BrainRequest) -> BrainAnswer:
        """See the port."""
        self.requests.append(request)
        if not self.answers:
            raise UnavailableError("The script has no answer left.")
        scripted = self.answers.popleft()
        if isinstance(scripted, Exception):
            raise scripted
        return scripted
