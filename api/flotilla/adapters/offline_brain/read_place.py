"""Where the name of a place begins and ends."""

# ruff: noqa: RUF001 - customers write typographic quotes and dashes.

import re

from flotilla.adapters.offline_brain.known_names import FIRST_NAMES
from flotilla.adapters.offline_brain.known_places import CODES, LOWER_CODES, REGIONS, known_place
from flotilla.adapters.offline_brain.text import Text, Word, joined
from flotilla.adapters.offline_brain.words import NEVER_IN_A_NAME, PLACE_PARTICLES

MAX_WORDS = 6
MAX_UNKNOWN_LOWER = 3
MAX_ANSWER = 100

_NOT_PLACES = """
casa home work trabalho trabajo oficina office hurry rush touch love charge need trouble bed school college
university faculdade aula clase reunion reuniao meeting duvida duda pressa prisa doubt vacation ferias vacaciones
apuros search middle market business favor luto transito traffic camino caminho maior menor contact here aqui there
next last this that my sua seu tu su their his her everything anything nothing something someone somewhere anywhere
moment momento agora desemprego instagram facebook google internet site website page youtube tiktok friend amigo
amiga monday scratch confianca verdade acordo acuerdo
"""
_NO_PLACE = frozenset(_NOT_PLACES.split())
_COMPANY = frozenset(
    {"corp", "inc", "llc", "ltd", "ltda", "eireli", "company", "group", "sas", "gmbh", "store", "loja"}
)
_STREET_WORDS = """
rua av avenida travessa alameda street st road rd avenue ave lane drive dr calle carrera cra bairro barrio apto ap
no n colonia col
"""
_STREET = frozenset(_STREET_WORDS.split())


def read_place(text: Text, place: int, *, announced: bool, answer: bool = False) -> tuple[int, int] | None:
    """Where the place name that begins at a place of the text begins and ends, or None.

    `announced`: the words before say that it comes; `answer`: the whole message is one, so that streets may be in it.
    """
    first = _part(text, place, announced=announced, answer=answer)
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
        if more is None:
            break
        end = more[1]
        if text.clean[gap.start() : gap.end()].strip() == "(" and text.clean[end : end + 1] == ")":
            end += 1
    return start, end


_KIND = re.compile(r"(?:provincia|estado|state|departamento|distrito|regiao|region) (?:de|do|da|of|del) ")
_HOUSE_NUMBER = re.compile(r"\s*,\s*(?:n[º°.]*\s*)?\d{1,5}\b")
_GAP = re.compile(r"\s*[,/(]\s*|\s+[-–—]\s+|\s*-\s*(?=[A-Za-z]{2}\b)|\s+(?=[A-Z]{2}\b)|\s+")


def _part_after(text: Text, place: int, *, sign: str, answer: bool) -> tuple[int, int] | None:
    """A further part: a state or a country; in an answer also any other place with a capital."""
    kind = _KIND.match(text.plain, place) if sign else None
    words = _run(text, kind.end() if kind else place)
    if not words:
        return None
    known = known_place(words)
    if known and (known in REGIONS or sign or answer):
        return words[0].start, words[len(known.split()) - 1].end
    code = words[0]
    if code.plain in LOWER_CODES and (len(words) == 1 or words[1].plain in NEVER_IN_A_NAME):
        return code.start, code.end
    if code.plain in CODES and (code.text.isupper() or (sign and sign != ",")) and (sign or not text.shouted):
        return code.start, code.end
    if answer and sign and words[0].capital and words[0].plain not in FIRST_NAMES | NEVER_IN_A_NAME:
        return _part(text, place, announced=True, answer=True)
    return None


def _part(text: Text, place: int, *, announced: bool, answer: bool) -> tuple[int, int] | None:
    words = _run(text, place, numbers=answer)
    while (
        words
        and words[0].plain in ("the", "o", "a", "el", "aqui", "here")
        and len(words) > 1
        and not known_place(words)
    ):
        words = words[1:]
    if not words:
        return None
    known = known_place(words)
    careful = words[0].capital and not text.shouted
    if known and not (careful and len(words) > len(known.split()) and words[len(known.split())].capital):
        return words[0].start, words[len(known.split()) - 1].end
    if words[0].plain in _NO_PLACE or not (
        known or _may_begin(words[0], announced=announced or known_place(words[1:]) in REGIONS, careful=careful)
    ):
        return None
    return _longest(words, careful=careful, answer=answer)


def _may_begin(word: Word, *, announced: bool, careful: bool) -> bool:
    if word.plain in NEVER_IN_A_NAME and not (careful and word.plain in PLACE_PARTICLES):
        return False
    return len(word.text) > 1 and (announced or careful)


def _longest(words: list[Word], *, careful: bool, answer: bool) -> tuple[int, int] | None:
    taken = [words[0]]
    pending: list[Word] = []
    for here, word in enumerate(words[1:], start=1):
        if len(taken) + len(pending) >= MAX_WORDS + (4 if answer else 0):
            break
        if word.text.isdigit() or (answer and word.plain in _STREET):
            taken += [*pending, word]
            pending = []
        elif word.plain in PLACE_PARTICLES and not word.capital:
            pending.append(word)
        elif word.plain in NEVER_IN_A_NAME and not (careful and word.capital and answer):
            break
        elif (careful and (word.capital or answer)) or (
            not careful and _goes_on_lower(words, here, len(taken), bool(pending))
        ):
            taken += [*pending, word]
            pending = []
        else:
            break
    if all(word.plain in PLACE_PARTICLES for word in taken) or taken[-1].plain in _COMPANY:
        return None
    return taken[0].start, taken[-1].end


def _goes_on_lower(words: list[Word], here: int, taken: int, after_particle: bool) -> bool:
    following = words[here + 1] if here + 1 < len(words) else None
    ended = following is None or following.plain in NEVER_IN_A_NAME
    return after_particle or known_place(words[here:]) in REGIONS or (taken < MAX_UNKNOWN_LOWER and ended)


_TOKEN = re.compile(r"[^\W\d_]+(?:['’´.-][^\W\d_]+)*|\d+")


def _run(text: Text, place: int, *, numbers: bool = False) -> list[Word]:
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
    return bool(run) and run[-1].plain in ("st", "sto", "sta", "av", "r", "ft", "mt", "bros", "dr", "gral", "cd")
