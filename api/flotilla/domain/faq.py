"""Questions that customers ask again and again, with the business's answers."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from flotilla.domain.words import plain_words

ENOUGH = 0.6
"""The share of a question's telling words that a text must have to be the same question."""

_SMALL = frozenset(
    re.findall(
        r"\w+",
        """
        a o as os e de da do das dos em no na um uma que qual quais como voces voce tem para por se me
        the an is are you your we i of in on at to for what which how can it and have does
        el la los las un una y del en es son cual tiene tienen ustedes usted su mi
        """,
    )
)


@dataclass(frozen=True, slots=True)
class FaqEntry:
    """One question with its answer."""

    question: str
    answer: str


def answer_to(text: str, faq: Iterable[FaqEntry]) -> str | None:
    """The answer to the question that the text asks best, whatever its accents and case; None if it asks none."""
    said = _telling_words(text)
    scored = [(_share(said, _telling_words(entry.question)), entry) for entry in faq]
    best = max((score for score, _ in scored), default=0.0)
    return next((entry.answer for score, entry in scored if score == best), None) if best >= ENOUGH else None


def _share(said: frozenset[str], asked: frozenset[str]) -> float:
    return len(said & asked) / len(asked) if asked else 0.0


def _telling_words(text: str) -> frozenset[str]:
    """The words that tell one question from another, without accents, case, and plural."""
    words = plain_words(text)
    return frozenset(word.removesuffix("s") if len(word) > 3 else word for word in words if word not in _SMALL)
