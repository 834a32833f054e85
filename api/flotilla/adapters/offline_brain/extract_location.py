"""Where the writer lives, in free text."""

# ruff: noqa: RUF001 - customers write typographic quotes and dashes.

import re
from collections.abc import Iterator

from flotilla.adapters.offline_brain.found import Found, about_somebody_else
from flotilla.adapters.offline_brain.known_names import FIRST_NAMES, LAST_NAMES
from flotilla.adapters.offline_brain.known_places import CODES, LOWER_CODES, REGIONS, known_place
from flotilla.adapters.offline_brain.text import Text, Word, joined
from flotilla.adapters.offline_brain.words import NEVER_IN_A_NAME, PLACE_PARTICLES
from flotilla.domain.bots import LeadField

MAX_WORDS = 6
MAX_UNKNOWN_LOWER = 3
MAX_ANSWER = 100

_HOUSE = (
    r"(?:(?:a|an|the|uma?|una?|o|el"
    r"|la)\s+)?(?:(?:small|nice|beautiful|little|pequena|linda|hermosa)\s+)?"
    r"(?:(?!ciudad de (?:mexico|panama|guatemala)|estado de mexico)"
    r"(?:house|apartment|flat|condo|city|town|state|village|area|suburb|neighbou?rhood|region|casa"
    r"|apartamento|ape|cidade|estado|bairro|regiao|interior"
    r"|zona (?:norte|sul|leste|oeste)|centro|departamento|piso|ciudad|barrio|pueblo|zona|region|provincia)"
    r"\s+(?:in|of|called|em|no|na|de|do|da|en|del|chamada|llamada)\s+(?:(?:the|a|o|la|el)\s+(?=\w))?)?"
)
_LIVES = re.compile(
    r"(?:^|[.!?\n]\s*)(?:live|living|reside) in\s+"
    + _HOUSE
    + r"|\b(?:(?:i|we|and|but|now|actually|currently)\s+(?:(?:currently|now|just|actually|still|both|all|am"
    r"|'m)\s+)*(?:live|liv|reside|living|residing)"
    r"|i'?m (?:currently |now )?(?:living|based|located|residing)|i am (?:currently |now )?(?:living|based"
    r"|located|residing)|based|located|(?<!not )living"
    r"|(?:just |recently )?moved(?: recently)?|relocated)\s+(?:out |over |up |down |here )?(?:in|near|at|to"
    r"|around|outside of|outside)\s+"
    + _HOUSE
    + r"|\b(?:eu\s+)?(?:moro|vivo|resido|morando|vivendo|to morando|me mudei|mudei|nos mudamos|moramos|vivemos)\s+"
    r"(?:\w+\s+){0,2}?(?:em|no|na|nos|nas|pra|para|perto de|proximo a|aqui em|aqui no|aqui na)\s+"
    + _HOUSE
    + r"|\b(?:yo\s+)?(?:vivo|resido|radico|viviendo|vivimos|me mude|me mudamos|habito)\s+"
    r"(?:\w+\s+){0,2}?(?:en|a|cerca de|aqui en|aca en)\s+" + _HOUSE + r"|\bmoro\s+(?=[^\W\d_]{3})"
)
_NAMED = re.compile(
    r"\b(?:my (?:city|town|location|address|hometown)(?:'s| is)|minha cidade(?: e| eh)?|meu endereco(?: e| eh)?"
    r"|minha localizacao(?: e| eh)?"
    r"|mi ciudad(?: es)?|mi direccion(?: es)?|mi ubicacion(?: es)?)\s*:?\s+"
    r"|(?:^|[\n,;.]\s*)(?:city|location|address|town|cidade|endereco|localizacao|localidade|cidade/estado|local"
    r"|ciudad|direccion|ubicacion|localidad)\s*[:=-]\s*"
)
_FROM = re.compile(
    r"\b(?:i'?m from|i am from|we'?re from|we are from|here in|writing from|texting from|calling from"
    r"|speaking from|i'?m (?:here )?in|i am (?:here )?in|from"
    r"|(?:eu )?sou (?:aqui )?(?:de|do|da)|somos (?:de|do|da)|estou (?:aqui )?(?:em|no|na)|to (?:aqui )?(?:em|no"
    r"|na)|aqui (?:em|no|na|de|do|da)|falo (?:aqui )?(?:de|do|da)"
    r"|falando (?:de|do|da)|escrevo (?:de|do|da)|daqui de|natural de|moro"
    r"|(?:yo )?soy (?:de|del)|estoy (?:aqui )?en|aqui en|aca en|les escribo (?:de|desde)|te escribo (?:de|desde)"
    r"|escribo (?:de|desde)|desde|hablo (?:de|desde))\s+" + _HOUSE
)
_NOT_NOW = re.compile(
    r"\b(?:not|n't|dont|doesnt|nao|no|ya no|used to|never|nunca|was born|nasci|naci|grew up|cresci|want to|wanna"
    r"|going to|would like to|quero|queria|quiero|sonho|dream of"
    r"|plan to|pretendo|vou|voy a|before i|antes eu|antes|previously|formerly)\s+(?:\w+\s+){0,2}$"
)
_NOT_PLACES = """
casa home work trabalho trabajo oficina office hurry rush touch love charge need trouble bed school college
university faculdade aula clase reunion reuniao meeting duvida duda pressa prisa doubt vacation ferias vacaciones
apuros search middle market business favor luto transito traffic camino caminho maior menor contact here aqui there
next last this that my sua seu tu su their his her everything anything nothing something someone somewhere anywhere
moment momento agora desemprego instagram facebook google internet site website page youtube tiktok friend amigo
amiga monday scratch confianca verdade acordo acuerdo
"""
_NO_PLACE = frozenset(_NOT_PLACES.split())
_ANSWER_FILLERS = re.compile(
    r"^\W*(?:(?:yes|yeah|sure|ok|okay|sim|claro|si|bueno|pues|well|hi|hello|oi|ola|hola|i'm|im|i am|i|we|live|eu"
    r"|yo|moro|vivo|sou|soy|estou|estoy|somos|it's|its|e|eh|es"
    r"|in|at|from|near|em|no|na|de|do|da|en|desde|aqui|aca|here|city|cidade|ciudad|the city of|cidade de"
    r"|ciudad de|minha cidade|mi ciudad|my city|is|just|outside|around|close to|perto|cerca)\b[\s,.:;!-]*)*"
)
_COMPANY = frozenset(
    {"corp", "inc", "llc", "ltd", "ltda", "eireli", "company", "group", "sas", "gmbh", "store", "loja"}
)
_STREET_WORDS = """
rua av avenida travessa alameda street st road rd avenue ave lane drive dr calle carrera cra bairro barrio apto ap
no n colonia col
"""
_STREET = frozenset(_STREET_WORDS.split())


def extract_locations(text: Text, *, asked: bool) -> Iterator[Found]:
    """The places where the writer may live, in order. `asked`: the bot has just asked for it."""
    for pattern, certain in ((_FROM, False), (_LIVES, True), (_NAMED, True)):
        for match in pattern.finditer(text.plain):
            if _NOT_NOW.search(text.plain, 0, match.start()) or about_somebody_else(text, match.start()):
                continue
            span = read_place(text, match.end(), announced=certain)
            if span is not None:
                yield _found(text, span, 0.95 if certain else 0.88, explicit=True)
    if asked:
        yield from _answer(text)


def place_after(text: Text, place: int) -> Found | None:
    """The place in "Ana from Recife" or "soy Juan, de Rosario", right after a name."""
    match = _AFTER_NAME.match(text.plain, place)
    span = read_place(text, match.end(), announced=False) if match is not None else None
    return _found(text, span, 0.88, explicit=True) if span is not None else None


_AFTER_NAME = re.compile(
    r"\s*,?\s*(?:and |e |y )?(?:(?:here|aqui|aca|i'?m|eu sou|soy|sou|falando|escribo|writing)\s+)?"
    r"(?:from|de|do|da|del|desde|in|em|en)\s+" + _HOUSE
)


_STATES = re.compile(r"\b(?:i'?m|i am|it'?s|it is|e|eh|es|sou|soy|estou|estoy|somos)\b|\b(?:moro|vivo|live)\W+$")


def _answer(text: Text) -> Iterator[Found]:
    """A short answer to "Where do you live?" that is nothing but the place."""
    fillers = _ANSWER_FILLERS.match(text.plain)
    place = fillers.end() if fillers and not known_place(text.words()) else 0
    # "Estou aguardando" and "I'm waiting" say no place; a bare "camaragibe" does.
    said = _STATES.search(text.plain, 0, place) is not None
    house = re.compile(_HOUSE).match(text.plain, place)
    place = house.end() if house else place
    span = read_place(text, place, announced=not said, answer=True)
    if span is None and place:
        span = read_place(text, 0, announced=False, answer=True)
    if span is None or "?" in text.clean[span[1] : span[1] + 2] or about_somebody_else(text, span[0]):
        return
    words = text.words(*span)
    if not known_place(words) and all(word.plain in FIRST_NAMES | LAST_NAMES for word in words):
        return
    yield _found(text, span, 0.9, explicit=False)


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


def _found(text: Text, span: tuple[int, int], confidence: float, *, explicit: bool) -> Found:
    return Found(LeadField.LOCATION, text.clean[span[0] : span[1]], *span, confidence, explicit)
