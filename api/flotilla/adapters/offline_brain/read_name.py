"""Where the name of a person begins and ends."""

import re

from flotilla.adapters.offline_brain.known_names import FIRST_NAMES, LAST_NAMES
from flotilla.adapters.offline_brain.known_places import known_place
from flotilla.adapters.offline_brain.text import Text, Word
from flotilla.adapters.offline_brain.words import BUSINESS_WORDS, NEVER_IN_A_NAME, PARTICLES, TITLES

MAX_WORDS = 8
MAX_UNKNOWN_LOWER = 3
"""So many words in small letters, not known as names, are taken after a plain announcement."""


def read_name(text: Text, place: int, *, announced: bool) -> tuple[int, int] | None:
    """Where the name that begins at a place begins and ends, or None.

    `announced`: the words before say that a name comes, so unknown words in small letters are one too.
    """
    words = _run(text, place)
    while words and words[0].plain in TITLES and len(words) > 1:
        words = words[1:]
    if not words or not _may_begin(words[0], text, announced=announced):
        return None
    careful = words[0].capital and not text.shouted
    taken = [words[0]]
    pending: list[Word] = []
    for here, word in enumerate(words[1:], start=1):
        if len(taken) + len(pending) >= MAX_WORDS:
            break
        if _place_follows(words[here:], len(taken)):
            break
        if _is_inside(word, words[here + 1 :], len(taken), careful=careful):
            pending.append(word)
        elif _may_go_on(
            word, words[here + 1 :], len(taken), careful=careful, after_particle=bool(pending), announced=announced
        ):
            taken += [*pending, word]
            pending = []
        else:
            break
    return taken[0].start, taken[-1].end


_PLACE_KINDS = "bairro cidade interior zona barrio ciudad colonia estado regiao provincia centro"
_KINDS_OF_PLACE = frozenset(_PLACE_KINDS.split())


def _place_follows(words: list[Word], taken: int) -> bool:
    """Whether "of" and a known place come next: "Joana de Feira de Santana" says a name and a city."""
    if words[0].plain not in ("de", "do", "da", "del", "of"):
        return False
    if len(words) > 1 and words[1].plain in _KINDS_OF_PLACE:
        return True
    place = known_place(words[1:])
    return bool(place) and (taken > 1 or place not in LAST_NAMES)


def _is_inside(word: Word, following: list[Word], taken: int, *, careful: bool) -> bool:
    """Whether the word stands only inside names: a particle, or the "and" of "Maria de Oliveira e Silva"."""
    if word.plain in ("e", "y"):
        surname = bool(following) and following[0].capital and following[0].plain in LAST_NAMES
        return careful and taken > 1 and surname
    return word.plain in PARTICLES and not (word.plain in NEVER_IN_A_NAME and careful and word.capital)


def _may_begin(word: Word, text: Text, *, announced: bool) -> bool:
    careful = word.capital and not text.shouted
    if word.plain in FIRST_NAMES:
        return announced or careful or word.plain not in NEVER_IN_A_NAME
    if word.plain in NEVER_IN_A_NAME | BUSINESS_WORDS or len(word.text) < 2:
        return False
    return announced or careful


def _may_go_on(
    word: Word, following: list[Word], taken: int, *, careful: bool, after_particle: bool, announced: bool
) -> bool:
    known = word.plain in LAST_NAMES or word.plain in FIRST_NAMES
    if word.plain in NEVER_IN_A_NAME:
        return known and careful and word.capital
    if careful:
        return word.capital or word.plain in LAST_NAMES
    if known or after_particle:
        return True
    ended = not following or following[0].plain in NEVER_IN_A_NAME
    return announced and taken < MAX_UNKNOWN_LOWER and ended


def _run(text: Text, place: int) -> list[Word]:
    """The words from a place on that only spaces part."""
    run: list[Word] = []
    end = place
    for word in text.words(place, min(len(text.clean), place + 200)):
        gap = text.clean[end : word.start]
        initial = bool(run) and gap.strip() == "." and (len(run[-1].text) == 1 or run[-1].plain in TITLES | _SHORTENED)
        if (gap.strip(" \"'“”*_") and not initial) or "\n" in gap.lstrip("\n" if not run else ""):
            break
        if _GOES_ON.match(text.clean, word.end):
            break
        run.append(word)
        end = word.end
    return run


_SHORTENED = frozenset({"ma", "fco", "jse", "gpe", "sta", "sto", "st", "wm", "chas", "geo"})
"""Names that are written with a dot: "Ma. Elena"."""

_GOES_ON = re.compile(r"[@_<>=(\d]|\.[^\W_]{2}")
"""What follows a word that is part of an address, a number or markup, and no name."""
