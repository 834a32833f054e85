"""Where the writer lives, in free text."""

import re
from collections.abc import Iterator

from flotilla.adapters.offline_brain.found import Found, about_somebody_else
from flotilla.adapters.offline_brain.known_names import FIRST_NAMES, LAST_NAMES
from flotilla.adapters.offline_brain.known_places import known_place
from flotilla.adapters.offline_brain.read_place import read_place
from flotilla.adapters.offline_brain.text import Text
from flotilla.domain.bots import LeadField

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
_ANSWER_FILLERS = re.compile(
    r"^\W*(?:(?:yes|yeah|sure|ok|okay|sim|claro|si|bueno|pues|well|hi|hello|oi|ola|hola|i'm|im|i am|i|we|live|eu"
    r"|yo|moro|vivo|sou|soy|estou|estoy|somos|it's|its|e|eh|es"
    r"|in|at|from|near|em|no|na|de|do|da|en|desde|aqui|aca|here|city|cidade|ciudad|the city of|cidade de"
    r"|ciudad de|minha cidade|mi ciudad|my city|is|just|outside|around|close to|perto|cerca)\b[\s,.:;!-]*)*"
)


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


def _found(text: Text, span: tuple[int, int], confidence: float, *, explicit: bool) -> Found:
    return Found(LeadField.LOCATION, text.clean[span[0] : span[1]], *span, confidence, explicit)
