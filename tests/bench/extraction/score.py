"""Precision and recall per field."""

from collections.abc import Iterable
from dataclasses import dataclass

from flotilla.ports.brain import Brain
from tests.bench.extraction.conversations import Conversation
from tests.bench.extraction.play import Played, play

FIELDS = ("name", "email", "location", "phone")


@dataclass
class Score:
    """`wrong` counts values that are not the expected one, `missed` expected ones that were not found."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """The share of the values found that are right."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """The share of the expected values that were found."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0


def score(conversations: Iterable[Conversation], brain: Brain) -> tuple[dict[str, Score], list[str]]:
    """The score per field (and `all`, `refused`, `person`), and a line for each mistake."""
    scores = {name: Score() for name in (*FIELDS, "all", "refused", "person")}
    mistakes: list[str] = []
    for conversation in conversations:
        played = play(conversation, brain)
        for name in FIELDS:
            _judge_field(conversation, played, name, scores, mistakes)
        sets = {
            "refused": (set(conversation.refused), set(played.lead.refused)),
            "person": (_flag(conversation.wants_person), _flag(played.wants_person)),
        }
        for name, (expected, got) in sets.items():
            scores[name].right += len(expected & got)
            scores[name].wrong += len(got - expected)
            scores[name].missed += len(expected - got)
            if expected != got:
                mistakes.append(f"{conversation.id}: {name} is {sorted(expected)}, found {sorted(got)}")
    return scores, mistakes


def _judge_field(
    conversation: Conversation, played: Played, name: str, scores: dict[str, Score], mistakes: list[str]
) -> None:
    expected = conversation.expect.get(name)
    value = played.lead.fields.get(name)
    got = value.value if value is not None else None
    same = expected is not None and got is not None and got.casefold() == expected.casefold()
    for one in (scores[name], scores["all"]):
        one.right += same
        one.wrong += got is not None and not same
        one.missed += expected is not None and not same
    if not same and (expected or got):
        mistakes.append(f"{conversation.id}: {name} is {expected!r}, found {got!r}")


def _flag(raised: bool) -> set[str]:
    return {"yes"} if raised else set()
