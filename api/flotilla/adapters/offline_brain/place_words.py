"""The words that the name of a place may be made of, and what they look like."""

# ruff: noqa: RUF001 - customers write typographic quotes and dashes.

import re

from flotilla.adapters.offline_brain.known_places import REGIONS, known_place
from flotilla.adapters.offline_brain.text import Text, Word, joined
from flotilla.adapters.offline_brain.words import NEVER_IN_A_NAME, PLACE_PARTICLES, TITLES

MAX_ANSWER = 100
"""Characters in which the name of a place ends."""

_QUARTER_WORDS = """
jardim jd vila parque pq conjunto residencial setor bairro comunidade favela complexo assentamento morro ilha
nucleo villa barrio colonia fraccionamiento
urbanizacion residencial condominio loteamento sector reparto ensanche distrito
"""
QUARTERS = frozenset(_QUARTER_WORDS.split())
"""What the name of a quarter begins with; the next word is always part of it."""


def names_quarter(words: list[Word]) -> bool:
    """Whether a name in capitals follows the kind of a quarter: "morro da Providência"."""
    named = next((word for word in words[1:] if word.plain not in PLACE_PARTICLES), None)
    return named is not None and named.capital and words[0].text.islower()


def all_new(words: list[Word]) -> bool:
    """Whether no word means anything else, so that all of a short answer is the place: "south side chicago"."""
    last = words[-1].plain
    return last not in PLACE_PARTICLES and all(
        word.plain in PLACE_PARTICLES or word.plain not in NEVER_IN_A_NAME for word in words
    )


def both_capitals(words: list[Word]) -> bool:
    """Whether it is written as a name, of which only the first word means something else: "Great Neck"."""
    if len(words) < 2 or not all(word.capital or word.plain in PLACE_PARTICLES for word in words):
        return False
    return words[0].plain not in TITLES and words[1].plain not in NEVER_IN_A_NAME and not known_place(words[1:])


def region_follows(text: Text, place: int) -> bool:
    """Whether a state comes behind a comma: "Plano, Texas" is a city, whatever the word means otherwise."""
    comma = re.match(r",\s*", text.clean[place : place + 3])
    return comma is not None and known_place(text.words(place + comma.end(), place + 40)) in REGIONS


_TOKEN = re.compile(r"[^\W\d_]+(?:['’´.-][^\W\d_]+)*|\d+")


def run_of_words(text: Text, place: int, *, numbers: bool = False) -> list[Word]:
    """The words from a place on that only spaces part; with `numbers`, house numbers too."""
    run: list[Word] = []
    end = place
    for match in _TOKEN.finditer(text.clean, place, min(len(text.clean), place + MAX_ANSWER)):
        gap = text.clean[end : match.start()]
        if (
            (gap.strip(" \"'“”*º°") and gap.strip() != ".")
            or (gap.strip() == "." and not _abbreviation(run))
            or "\n" in gap
        ):
            break
        if (match.group()[0].isdigit() and not (numbers and run)) or text.clean[match.end() : match.end() + 1] == "@":
            break
        plain = joined(text.plain[match.start() : match.end()])
        run.append(Word(match.group(), plain, match.start(), match.end()))
        end = match.end()
    return run


def _abbreviation(run: list[Word]) -> bool:
    return bool(run) and run[-1].plain in (
        "st",
        "sto",
        "sta",
        "av",
        "r",
        "ft",
        "mt",
        "bros",
        "dr",
        "gral",
        "cd",
        "q",
        "edo",
        "fracc",
        "urb",
        "pcia",
    )
