"""Names that are told by where they stand: under a letter, before "here", after what the writer is."""

# ruff: noqa: RUF001 - customers write typographic quotes and dashes.

import re
from collections.abc import Iterator
from itertools import islice

from flotilla.adapters.offline_brain.found import Found
from flotilla.adapters.offline_brain.known_names import FIRST_NAMES
from flotilla.adapters.offline_brain.known_places import names_place
from flotilla.adapters.offline_brain.read_name import read_name
from flotilla.adapters.offline_brain.text import Text
from flotilla.adapters.offline_brain.words import NEVER_IN_A_NAME
from flotilla.domain.lead_fields import LeadField

MAX_NAMES = 10
"""So many times in one message it is looked for a name of each kind."""

MAX_BEFORE = 80
"""Characters in which the words before "here" stand."""

_AFTER = re.compile(r"(?<=\w)\s+(?:here|aqui|por aqui|aca)\b")
_SIGNED = re.compile(
    r"(?:\n|[.,!?] )\s*(?:regards|best regards|kind regards|cheers|sincerely|best|att|atenciosamente"
    r"|cordialmente|abracos?|saudacoes"
    r"|abs|yours(?: truly| sincerely)?|saludos cordiales|saludos|atentamente|atte|un saludo)[,.!\s-]+"
)
_THANKED = re.compile(r"(?:\n|[.!?] )\s*(?:thanks|thank you|many thanks|obrigad[oa]|gracias|muchas gracias)[,.!\n-]\s*")
"""Who thanks at the end signs with the whole name; "thanks, Bill" may thank Bill."""
_SIGNATURE_ENDS = re.compile(r"[\s.!]*(?:(?:[,\n–|-]|\s(?:de|from|do|da)\s)[^?]{0,80})?[\s.!]*$")
_BEING = re.compile(
    r"\b(?:i'?m|i am|this is|sou|soy)\s+(?:his|her|their|the|a|an|o|la|el|uma?|una?|seu|sua|su)\s+"
    r"(?:[^\W\d_]+\s+){0,3}?[^\W\d_]+,\s*(?=[^\W\d_])"
)
_REST = re.compile(r"\s*(?:$|[^\w\s'’])")


def standing_names(text: Text) -> Iterator[Found]:
    """The names that may be the writer's own, in order."""
    yield from _signed(text)
    for match in islice(_AFTER.finditer(text.plain), MAX_NAMES):
        yield from _before_here(text, match.start())
    for match in islice(_BEING.finditer(text.plain), MAX_NAMES):
        yield from _introduced(text, match)


def _signed(text: Text) -> Iterator[Found]:
    """The name under a letter: "Regards, Suresh Iyer, Coimbatore"."""
    for match in _SIGNED.finditer(text.plain):
        span = read_name(text, match.end(), announced=False)
        if span is not None and _SIGNATURE_ENDS.match(text.clean, span[1]):
            yield _found(text, span, 0.85)
    for match in _THANKED.finditer(text.plain):
        span = read_name(text, match.end(), announced=False)
        if span is not None and len(text.words(*span)) > 1 and not text.clean[span[1] :].strip(" .!\n"):
            yield _found(text, span, 0.85)


def _introduced(text: Text, match: re.Match[str]) -> Iterator[Found]:
    """The name in "I'm her mom, Carolina" and "sou a dona da loja, Ivete": a known one, and nothing else after it."""
    span = read_name(text, match.end(), announced=False)
    if span is None or not _REST.match(text.plain, span[1]):
        return
    first = text.words(*span)[0]
    if first.capital and first.plain in FIRST_NAMES:
        yield _found(text, span, 0.88)


def _before_here(text: Text, end: int) -> Iterator[Found]:
    """'Ana here': the known or capitalised words that a sentence begins with."""
    start = max(0, end - MAX_BEFORE, *(text.plain.rfind(sign, 0, end) + 1 for sign in ".!?,;\n"))
    words = text.words(start, end)
    while words and words[0].plain in NEVER_IN_A_NAME and words[0].plain not in FIRST_NAMES:
        words = words[1:]
    unknown = [word for word in words if word.plain not in FIRST_NAMES]
    if (
        not words
        or len(words) > 4
        or (names_place(words) and words[0] in unknown)
        or (words[0] in unknown and not all(word.capital for word in words))
    ):
        return
    span = read_name(text, words[0].start, announced=False)
    if span is not None and span[1] == end:
        yield _found(text, span, 0.85)


def _found(text: Text, span: tuple[int, int], confidence: float) -> Found:
    return Found(LeadField.NAME, text.clean[span[0] : span[1]], *span, confidence, explicit=True)
