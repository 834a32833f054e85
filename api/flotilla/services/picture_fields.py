"""What people may say of a picture, and the limits."""

from collections.abc import Mapping, Sequence
from typing import Any

from flotilla.domain.words import plain_words
from flotilla.services.checked_fields import check_fields

MAX_KEYWORDS = 20
MAX_KEYWORD = 40
MAX_DESCRIPTION = 300


def check_picture_fields(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values in the form in which they are kept; raise InvalidInputError naming what can't be used."""
    return check_fields(values, _CHECKS, "Some of what is said of the picture can't be used.")


def _keywords(value: object) -> tuple[str, ...]:
    """Each once, whatever its accents and case, in the order given."""
    if isinstance(value, str) or not isinstance(value, Sequence) or len(value) > MAX_KEYWORDS:
        raise ValueError(f"A list of at most {MAX_KEYWORDS} keywords.")
    different = {plain_words(str(one)): " ".join(str(one).split()) for one in reversed(value)}
    if () in different or any(len(one) > MAX_KEYWORD for one in different.values()):
        raise ValueError(f"Each keyword has 1 to {MAX_KEYWORD} characters, and at least a letter or a digit.")
    return tuple(reversed(different.values()))


def _description(value: object) -> str:
    if not isinstance(value, str) or not 1 <= len(value.strip()) <= MAX_DESCRIPTION:
        raise ValueError(f"1 to {MAX_DESCRIPTION} characters: they tell the bot what the picture shows.")
    return " ".join(value.split())


_CHECKS = {"keywords": _keywords, "description": _description}
