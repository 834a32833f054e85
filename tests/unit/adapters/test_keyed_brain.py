from typing import Any, cast

from flotilla.adapters.keyed_brain import KeyedBrain
from flotilla.adapters.memory.brain import ScriptedBrain
from flotilla.domain.errors import UnavailableError
from flotilla.ports.brain import BrainAnswer, BrainRequest

REQUEST = cast(BrainRequest, None)


class _Keys:
    def __init__(self) -> None:
        self.key: str | Exception | None = None

    def __call__(self) -> str | None:
        if isinstance(self.key, Exception):
            raise self.key
        return self.key


def test_the_brain_follows_the_key() -> None:
    keys, made = _Keys(), []

    def make(key: str) -> ScriptedBrain:
        made.append(key)
        return ScriptedBrain(*[BrainAnswer(f"by {key}")] * 2)

    without: Any = ScriptedBrain(*[BrainAnswer("without")] * 3)
    brain = KeyedBrain(keys, make, without)
    replies = []
    for key in (None, "one", "one", UnavailableError("away"), "two", ""):
        keys.key = key
        replies.append(brain.answer(REQUEST).reply)
    assert replies == ["without", "by one", "by one", "without", "by two", "without"]
    assert made == ["one", "two"]
