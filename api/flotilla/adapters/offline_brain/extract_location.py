"""Where the writer lives, in free text."""

# ruff: noqa: RUF001 - customers write typographic quotes and dashes.

import re
from collections.abc import Iterator
from itertools import islice

from flotilla.adapters.offline_brain.found import Found, about_somebody_else
from flotilla.adapters.offline_brain.known_names import FIRST_NAMES, LAST_NAMES
from flotilla.adapters.offline_brain.known_places import known_place, names_place
from flotilla.adapters.offline_brain.own_number import agrees
from flotilla.adapters.offline_brain.place_cues import FROM, LIVES, NAMED, NOW, ORIGIN, skip_house, work_places
from flotilla.adapters.offline_brain.read_place import read_place
from flotilla.adapters.offline_brain.text import Text, Word
from flotilla.domain.lead_fields import LeadField

MAX_ANSWER_WORDS = 15
"""A longer message is no answer to "Where do you live?": what it names may be anything."""

MAX_CUES = 20
"""So many times in one message it is looked for a place of each kind; more is a message that plays with us."""

MAX_BEFORE = 60
"""Characters in which the words before a place stand that change what it means."""

_NOT_NOW = re.compile(
    r"\b(?:not|n't|dont|doesnt|nao|no|ya no|used to|never|nunca|was born|nasci|naci|grew up|cresci|want to|wanna"
    r"|going to|would like to|quero|queria|quiero|sonho|dream of"
    r"|plan to|pretendo|vou|voy a|before i|antes eu|antes|previously|formerly)\s+(?:\w+\s+){0,2}$"
)
_ANSWER_FILLERS = re.compile(
    r"^\W*(?:(?:yes|yeah|sure|ok|okay|sim|claro|si|bueno|pues|well|hi|hello|oi|ola|hola|i'm|im|i am|i|we|live|eu"
    r"|yo|moro|vivo|fica|fico|ficamos|moramos|vivemos|vivimos|quedo|queda|estamos|ja disse|ya te dije"
    r"|ya le dije|as i said|sou|soy|estou|estoy|somos|it's|its|e|eh|es"
    r"|in|at|from|near|em|no|na|de|do|da|en|desde|aqui|aca|here|(?:city|cidade|ciudad)(?! (?:d[eoa]l?|of)\b)"
    r"|minha cidade|mi ciudad|my city|is|just"
    r"|currently|now|actually|atualmente|agora|actualmente|ahora|outside|around|close to|perto|cerca)\b[\s,.:;!-]*)*"
)
_MOVES = re.compile(
    r"\b(?:mov\w+|ship\w*|deliver\w*|send\w*|travel\w*|fl(?:y|ight)\w*|trip|order\w*|buy\w*|frete|envi\w+"
    r"|viag\w+|viaj\w+"
    r"|entreg\w+|vind[oa]|transport\w*|mudanca|flete|passagem|pasaje|vuelo|voo|onibus)\s+(?:\w+\s+){0,2}$"
)
_ONWARD = re.compile(r"\s+(?:to|para|pra|pro|ate|hasta|a(?! gente)|hacia)\s+")
_AFTER_NAME = re.compile(
    r"\s*,?\s*(?:and |e |y )?(?:(?:here|aqui|aca|i'?m|eu sou|soy|sou|falando|escribo|writing)\s*,?\s+)?"
    r"(?:from|de|do|da|del|desde|in|em|en)\s+"
)
_NEXT_IN_LIST = re.compile(r"\s*[,\n(–-]\s*")
_OF_ONESELF = re.compile(
    r"\b(?:i|i'?m|we|we're|my|our|eu|sou|somos|moro|moramos|vivo|vivemos|resido|estou|meu|minha|yo|soy|vivimos|radico"
    r"|estoy|mi)\b"
)
_LIST_ENDS = re.compile(r"[\s.!)]*(?:$|[,\n])")
_STATES = re.compile(r"\b(?:i'?m|i am|it'?s|it is|e|eh|es|sou|soy|estou|estoy|somos)\b|\b(?:moro|vivo|live)\W+$")
_PREPOSED = re.compile(r"\b(?:pra|para|por|to|in|at|from|near|em|no|na|en|de|do|da|desde)\W+$")

_CUES = ((FROM, False, 0.88), (NOW, False, 0.89), (LIVES, True, 0.95), (NAMED, True, 0.95))
"""What says that a place comes, whether it is certain then, and how sure that is."""


def extract_locations(text: Text, *, asked: bool, named: bool = False) -> Iterator[Found]:
    """The places where the writer may live, in order.

    `asked`: the bot has just asked for it; `named`: the name is known, so a name that comes now is that of a place.
    """
    for pattern, certain, confidence in _CUES:
        for match in islice(pattern.finditer(text.plain), MAX_CUES):
            if (span := _told(text, match.start(), match.end(), certain=certain)) is not None:
                yield _found(text, span, confidence, explicit=True)
    for match in islice(ORIGIN.finditer(text.plain), MAX_CUES):
        span = _told(text, match.start(), match.end(), certain=True)
        if span is not None and text.clean[match.end()].islower() and _LIST_ENDS.match(text.plain, span[1]):
            yield _found(text, span, 0.85, explicit=True)
    for start, place in work_places(text):
        if (span := _told(text, start, place, certain=False)) is not None:
            yield _found(text, span, 0.8, explicit=False)
    if asked:
        answers = list(_answer(text, named=named))
        yield from answers or _anywhere(text)


def place_after(text: Text, place: int) -> Found | None:
    """The place in "Ana from Recife" or "soy Juan, de Rosario", right after a name."""
    match = _AFTER_NAME.match(text.plain, place)
    span = read_place(text, skip_house(text, match.end()), announced=False) if match is not None else None
    if span is None and (sign := _NEXT_IN_LIST.match(text.plain, place)) is not None:
        span = read_place(text, sign.end(), announced=False)
        if span is None or not names_place(text.words(*span)) or not _LIST_ENDS.match(text.plain, span[1]):
            return None
    return _found(text, span, 0.88, explicit=True) if span is not None else None


def _told(text: Text, start: int, place: int, *, certain: bool) -> tuple[int, int] | None:
    """The place behind words that say that it comes. `certain`: however it is written, and from wherever things go."""
    others = not _OF_ONESELF.search(text.plain, start, place) and about_somebody_else(text, start)
    if _NOT_NOW.search(text.plain, max(0, start - MAX_BEFORE), start) or others:
        return None
    span = read_place(text, skip_house(text, place), announced=certain)
    return span if span is None or certain or not _is_journey(text, start, span[1]) else None


def _is_journey(text: Text, start: int, end: int) -> bool:
    """Whether "from" and the like tell where something goes from, not where the customer is."""
    return bool(_MOVES.search(text.plain, max(0, start - MAX_BEFORE), start) or _ONWARD.match(text.plain, end))


def _answer(text: Text, *, named: bool) -> Iterator[Found]:
    """A short answer to "Where do you live?" that is nothing but the place."""
    words = text.words()
    fillers = _ANSWER_FILLERS.match(text.plain)
    first = words[0].start if words and not text.clean[: words[0].start].strip().isalnum() else 0
    place = fillers.end() if fillers and not known_place(words) else first
    # "Estou aguardando" and "I'm waiting" say no place; a bare "camaragibe" does.
    said = _STATES.search(text.plain, 0, place) is not None and not _PREPOSED.search(text.plain, 0, place)
    others = about_somebody_else(text, place)
    place = skip_house(text, place)
    span = read_place(text, place, announced=not said, answer=True)
    if span is None and place:
        span = read_place(text, first, announced=False, answer=True)
    if span is None or "?" in text.clean[span[1] : span[1] + 2] or others or agrees(text):
        return
    found = text.words(*span)
    # "Escrevi errado" goes on after what is no place.
    whole = found[0].capital or names_place(found) or _ENDS.match(text.plain, span[1])
    if whole and (named or not _is_name(found)):
        yield _found(text, span, 0.9, explicit=False)


_ENDS = re.compile(r"\s*(?:$|[^\w\s]|\d|(?:and|but|e|mas|y|pero|mesmo|mismo|em|en|in|no|na|perto|near|cerca|rs|kk+)\b)")


def _anywhere(text: Text) -> Iterator[Found]:
    """The known place that an answer in other words names: "um pouco longe, lá pra Cotia"."""
    words = text.words()
    if "?" in text.clean or len(words) > MAX_ANSWER_WORDS:
        return
    for here, word in enumerate(words):
        begins = not text.plain[: word.start].strip() or text.plain[: word.start].rstrip()[-1] in ",.;:!\n"
        if not known_place(words[here:]) or not (begins or _PREPOSED.search(text.plain, 0, word.start)):
            continue
        span = _told(text, word.start, word.start, certain=False)
        if span is not None and not _is_name(text.words(*span)):
            yield _found(text, span, 0.8, explicit=False)
            return


def _is_name(words: list[Word]) -> bool:
    """Whether it is the name of a person rather than of a place."""
    names = words[0].plain in FIRST_NAMES and all(word.plain in FIRST_NAMES | LAST_NAMES for word in words)
    return names and not any(known_place(words[here:]) for here in range(len(words)))


def _found(text: Text, span: tuple[int, int], confidence: float, *, explicit: bool) -> Found:
    return Found(LeadField.LOCATION, text.clean[span[0] : span[1]], *span, confidence, explicit)
