"""One place name: the words that belong to it."""

from flotilla.adapters.offline_brain.known_places import REGIONS, known_place
from flotilla.adapters.offline_brain.place_words import (
    QUARTERS,
    all_new,
    both_capitals,
    names_quarter,
    region_follows,
    run_of_words,
)
from flotilla.adapters.offline_brain.text import Text, Word
from flotilla.adapters.offline_brain.words import BUSINESS_WORDS, NEVER_IN_A_NAME, PLACE_PARTICLES

MAX_WORDS = 6
MAX_UNKNOWN_LOWER = 3
MAX_LOWER_ANSWER = 4

_NOT_PLACES = """
casa home work trabalho trabajo oficina office hurry rush touch love charge need trouble bed school college
university faculdade aula clase reunion reuniao meeting duvida duda pressa prisa doubt vacation ferias vacaciones
apuros search middle market business favor luto transito traffic camino caminho maior menor contact here aqui there
next last this that my sua seu tu su their his her everything anything nothing something someone somewhere anywhere
moment momento agora desemprego instagram facebook google internet site website page youtube tiktok friend amigo
amiga monday scratch confianca verdade acordo acuerdo
"""
_ARTICLES = frozenset(("the", "o", "a", "el", "la", "aqui", "here"))
_NO_PLACE = frozenset(_NOT_PLACES.split())
_COMPANY = frozenset(
    {"corp", "inc", "llc", "ltd", "ltda", "eireli", "company", "group", "sas", "gmbh", "store", "loja"}
)
_STREET_WORDS = """
rua av avenida travessa alameda street st road rd avenue ave lane drive dr calle carrera cra bairro barrio apto ap
no n colonia col
"""
_STREET = frozenset(_STREET_WORDS.split())


def place_name(text: Text, place: int, *, announced: bool, answer: bool) -> tuple[int, int] | None:
    """Where the one name that begins at a place of the text begins and ends; the flags are read_place's."""
    words = run_of_words(text, place, numbers=answer)
    while words and _is_article(words[0], text) and len(words) > 1 and not known_place(words):
        words = words[1:]
    if not words:
        return None
    known = known_place(words)
    known = "" if known in QUARTERS and len(words) > 1 and words[1].plain not in NEVER_IN_A_NAME else known
    careful = words[0].capital and not text.shouted
    if known and (more := _more_of_known(words, len(known.split()))):
        return words[0].start, more
    goes_on = answer and _has_more(words, len(known.split()), careful=careful)
    if (
        known
        and not goes_on
        and not (careful and len(words) > len(known.split()) and words[len(known.split())].capital)
    ):
        return words[0].start, words[len(known.split()) - 1].end
    if words[0].plain in _NO_PLACE | BUSINESS_WORDS or not (
        known
        or _may_begin(
            words,
            announced=announced or known_place(words[1:]) in REGIONS,
            careful=careful,
            in_region=region_follows(text, words[0].end) or (answer and both_capitals(words)),
        )
    ):
        return None
    return _longest(words, careful=careful, answer=answer)


def _has_more(words: list[Word], length: int, *, careful: bool) -> bool:
    """Whether a known place is the beginning of another one: "San Juan de Lurigancho"."""
    following = words[length:]
    if len(following) < 2 or following[0].plain not in ("de", "do", "da", "del", "dos", "das"):
        return False
    if len(following) > 2 and following[1].plain in ("la", "los", "las"):
        following = following[1:]
    return following[1].plain not in NEVER_IN_A_NAME and (following[1].capital or not careful)


def _more_of_known(words: list[Word], length: int) -> int | None:
    """Where a known place ends that goes on: "Belém do Pará", "Cork city"."""
    following = words[length : length + 3]
    if following and following[0].plain in ("city", "town", "ciudad", "cidade"):
        return following[0].end
    if (
        len(following) > 1
        and following[0].plain in ("de", "do", "da", "del", "of")
        and known_place(words[length + 1 :]) in REGIONS
    ):
        return words[length + len(known_place(words[length + 1 :]).split())].end
    return None


def _is_article(word: Word, text: Text) -> bool:
    """Whether it only stands before the place; "El Alto" and "La Romana" have theirs as part of the name."""
    return word.plain in _ARTICLES and not (word.plain in ("el", "la") and word.capital and not text.shouted)


def _may_begin(words: list[Word], *, announced: bool, careful: bool, in_region: bool) -> bool:
    word = words[0]
    if announced and word.plain in ("los", "las") and len(words) > 1:
        return words[1].plain not in NEVER_IN_A_NAME
    if careful and word.plain in ("ciudad", "cidade") and len(words) > 2 and words[1].plain in PLACE_PARTICLES:
        return True
    if word.plain in QUARTERS and names_quarter(words):
        return True
    if (
        word.plain in NEVER_IN_A_NAME
        and not (careful and in_region)
        and not (careful and word.plain in PLACE_PARTICLES)
    ):
        return False
    return len(word.text) > 1 and (announced or careful)


def _longest(words: list[Word], *, careful: bool, answer: bool) -> tuple[int, int] | None:
    if answer and not careful and len(words) <= MAX_LOWER_ANSWER and all_new(words):
        return words[0].start, words[-1].end
    taken = [words[0]]
    pending: list[Word] = []
    for here, word in enumerate(words[1:], start=1):
        if len(taken) + len(pending) >= MAX_WORDS + (4 if answer else 0):
            break
        if word.text.isdigit() or (answer and word.plain in _STREET) or _is_ending(word, taken[-1], pending):
            taken += [*pending, word]
            pending = []
        elif word.plain in PLACE_PARTICLES and not (careful and word.capital):
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


_ENDINGS = frozenset({"sul", "norte", "sur", "este", "oeste", "leste"})


def _is_ending(word: Word, before: Word, pending: list[Word]) -> bool:
    """Whether the word ends the name of a place: "Jaraguá do Sul", "zona norte"."""
    return word.plain in _ENDINGS and (bool(pending) or before.plain in ("zona", "regiao", "region"))


def _goes_on_lower(words: list[Word], here: int, taken: int, after_particle: bool) -> bool:
    following = words[here + 1] if here + 1 < len(words) else None
    ended = following is None or following.plain in NEVER_IN_A_NAME
    return (
        after_particle
        or words[here - 1].plain in QUARTERS
        or known_place(words[here:]) in REGIONS
        or (taken < MAX_UNKNOWN_LOWER and ended)
    )
