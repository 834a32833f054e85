"""Where the name of a place begins and ends, with the city, state or country that follow it."""

# ruff: noqa: RUF001 - customers write typographic dashes.

import re

from flotilla.adapters.offline_brain.known_names import FIRST_NAMES
from flotilla.adapters.offline_brain.known_places import CODES, COUNTIES, LOWER_CODES, REGIONS, known_place
from flotilla.adapters.offline_brain.place_name import MAX_UNKNOWN_LOWER, place_name
from flotilla.adapters.offline_brain.place_words import QUARTERS, run_of_words
from flotilla.adapters.offline_brain.read_address import read_address
from flotilla.adapters.offline_brain.text import Text, Word
from flotilla.adapters.offline_brain.words import NEVER_IN_A_NAME


def read_place(text: Text, place: int, *, announced: bool, answer: bool = False) -> tuple[int, int] | None:
    """Where the place name that begins at a place of the text begins and ends, or None.

    `announced`: the words before say that it comes; `answer`: the whole message is one, so that streets may be in it.
    """
    address = read_address(text, place)
    if address is not None:
        return address
    first = place_name(text, place, announced=announced, answer=answer)
    if first is None:
        return None
    start, end = first
    for _ in range(4):
        if answer and (number := _HOUSE_NUMBER.match(text.clean, end)):
            end = number.end()
        gap = _GAP.match(text.clean, end)
        if gap is None:
            break
        more = _part_after(text, gap.end(), sign=gap.group().strip(), answer=answer)
        if more is None and gap.group().strip() in ("", ","):
            more = _city_around(text, gap.end(), quarter=not gap.group().strip(), answer=answer)
        if more is None:
            break
        end = more[1]
        if text.clean[gap.start() : gap.end()].strip() == "(" and text.clean[end : end + 1] == ")":
            end += 1
    return start, end


_KIND = re.compile(r"(?:provincia|estado|state|departamento|distrito|regiao|region) (?:de|do|da|of|del) ")
_STATE = re.compile(
    r"(?:county|co(?=\.)|edo|estado|prov|provincia|dpto|depto|departamento)\.?\s+(?:(?:de|do|del) )?(?=[a-z]{3})"
)
_ZONE = re.compile(
    r"(?P<zone>(?:na )?(?:zona|regiao|region|lado|parte|area) (?:norte|sul|sur|leste|este|oeste|central"
    r"|metropolitana))\b"
    r"(?P<of>\s+(?:de|do|da|del)\s+)?"
)
_QUARTER = re.compile(r"(?:bairro|barrio|colonia|setor|distrito|urbanizacion|urb\.)\s+(?:(?:de|do|da|del) )?(?=\w)")
_CAPITAL = re.compile(r"[A-Z][a-z]+\b")
_HOUSE_NUMBER = re.compile(r"\s*,\s*(?:n[º°.]*\s*)?\d{1,5}\b")
_GAP = re.compile(r"\s*[,/(]\s*|\s+[-–—]\s+|\s*-\s*(?=[A-Za-z]{2}\b)|\s+(?=[A-Z]{2}\b)|\s+")


_IN = re.compile(r"(?:aqui |la )?(?:em|en|in|no|na)\s+")


def _city_around(text: Text, place: int, *, quarter: bool, answer: bool) -> tuple[int, int] | None:
    """The known city in "na Aldeota em Fortaleza"; a quarter only behind no sign ("em Fortaleza, na Vila União")."""
    preposition = _IN.match(text.plain, place)
    words = run_of_words(text, preposition.end()) if preposition else []
    known = known_place(words)
    if words and not known and (words[0].plain in LOWER_CODES or words[0].text in map(str.upper, CODES)):
        return words[0].start, words[0].end
    if known and not quarter and words[0].plain in QUARTERS:
        return None
    if answer and quarter and not known and _is_rest(text, words):
        return words[0].start, words[-1].end
    return (words[0].start, words[len(known.split()) - 1].end) if known else None


def _is_rest(text: Text, words: list[Word]) -> bool:
    """Whether the words are all that is left of an answer, and mean nothing else: "... no alcântara"."""
    ends = bool(words) and len(words) <= MAX_UNKNOWN_LOWER and not text.plain[words[-1].end :].strip(" .!)\n")
    return ends and not any(word.plain in NEVER_IN_A_NAME or word.plain in FIRST_NAMES for word in words)


def _part_after(text: Text, place: int, *, sign: str, answer: bool) -> tuple[int, int] | None:
    """A further part: a state or a country; in an answer also any other place with a capital."""
    if (area := _area_after(text, place, sign=sign)) is not None:
        return area
    kind = _KIND.match(text.plain, place) if sign else None
    words = run_of_words(text, kind.end() if kind else place)
    if not words:
        return None
    known = known_place(words)
    county = sign and words[0].plain in COUNTIES and words[0].capital
    if known and not county and (known in REGIONS or sign or answer):
        more = place_name(text, words[0].start, announced=True, answer=True) if answer and sign else None
        return words[0].start, max(words[len(known.split()) - 1].end, more[1] if more else 0)
    if county or _is_code(text, words, sign=sign, answer=answer):
        return words[0].start, words[0].end
    return _unknown_part(text, words) if answer and sign else None


def _area_after(text: Text, place: int, *, sign: str) -> tuple[int, int] | None:
    """A further part that says what it is: "zona sul de São Paulo", "Co. Mayo", "bairro do Guamá"."""
    if not sign and (zone := _ZONE.match(text.plain, place)) is not None:
        around = place_name(text, zone.end(), announced=False, answer=False) if zone["of"] else None
        return place, around[1] if around else zone.end("zone")
    state = _STATE.match(text.plain, place)
    kind = state or (_QUARTER.match(text.plain, place) if sign else None)
    if kind is None:
        return None
    named = place_name(text, kind.end(), announced=True, answer=False)
    if named is not None:
        return place, named[1]
    capital = _CAPITAL.match(text.clean, kind.end()) if state else None
    return (place, capital.end()) if capital else None


def _unknown_part(text: Text, words: list[Word]) -> tuple[int, int] | None:
    """A further part of an answer that is not known: in capitals, or all that is left of it."""
    ends = not text.plain[words[-1].end :].strip(" .!)\n") and len(words) <= MAX_UNKNOWN_LOWER
    if not (words[0].capital or ends) or words[0].plain in FIRST_NAMES | NEVER_IN_A_NAME:
        return None
    named = place_name(text, words[0].start, announced=True, answer=True)
    # "Pertinho do centro" is no place that would be written so.
    return named if named and (words[0].capital or named[1] == words[-1].end) else None


def _is_code(text: Text, words: list[Word], *, sign: str, answer: bool) -> bool:
    """Whether the first word is the code of a state: written as one, or at the end of a place."""
    code = words[0]
    if code.text.casefold() == "pará":
        return True
    if code.plain not in CODES:
        return False
    if (answer or sign) and not text.plain[code.end :].strip(" .!)\n"):
        return True
    if code.plain in LOWER_CODES and (len(words) == 1 or words[1].plain in NEVER_IN_A_NAME):
        return True
    return (code.text.isupper() or sign not in ("", ",")) and (bool(sign) or not text.shouted)
