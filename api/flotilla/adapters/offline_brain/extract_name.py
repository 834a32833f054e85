"""The writer's own name in free text."""

# ruff: noqa: RUF001 - customers write typographic quotes and dashes.

import re
from collections.abc import Iterator

from flotilla.adapters.offline_brain.found import Found, about_somebody_else
from flotilla.adapters.offline_brain.known_names import FIRST_NAMES
from flotilla.adapters.offline_brain.known_places import names_place
from flotilla.adapters.offline_brain.read_name import read_name
from flotilla.adapters.offline_brain.standing_names import standing_names
from flotilla.adapters.offline_brain.text import Text
from flotilla.domain.lead_fields import LeadField

_ANNOUNCED = re.compile(
    r"\b(?:my (?:full |first |real |actual )?name(?:'s|’s| is| its)(?: actually)?(?: spelled| spelt| written)?"
    r"|the name(?:'s|’s| is)|name'?s|i am called"
    r"|i'm called"
    r"|(?:o )?meu nome(?: completo| mesmo| verdadeiro)?(?: e| eh| seria)?|me chamo|chamo-me|chamo me|eu me chamo"
    r"|quem (?:fala|escreve) (?:e|eh|aqui e)"
    r"|me llamo|mi nombre(?: completo| real| verdadero)?(?: es)?"
    r"|le (?:habla|escribe|saluda)|te (?:habla|escribe|saluda)|les (?:habla|escribe|saluda)"
    r"|quien (?:habla|escribe) es|myself|real name(?: is)?|a nombre de|(?:em|no) nome d[eoa]"
    r"|under the name(?: of)?|in the name of"
    r"|it'?s me|soy yo|sou eu|quem fala aqui e|aqui quem (?:fala|escreve) e)"
    r"(?:\s*[:,?-]\s*|\s+)"
    r"|(?:^|[\n,;.]\s*)(?:name is|nome e|nome eh|nombre es)\s+|(?:^|[\n,;.]\s*)(?:nome|name|nombre)(?: completo"
    r"| y apellidos?| e sobrenome)?\s*[:=-]\s*"
)
_LISTED = re.compile(r"(?:^|[\n,;.]\s*)(?:[Nn]ame|[Nn]ome|[Nn]ombre)\s+(?=[A-Z])")
_NICKNAMED = re.compile(
    r"\b(?:(?:you can |please |just |people )?call me|i go by"
    r"|(?:pode|podem|pode ate) (?:me )?chamar(?: de| por)?|me chamam?(?: de)?|me dicen|me llaman"
    r"|(?:puedes|podes|pueden) (?:llamarme|decirme)|llamame|dime)\s+"
)
_TO_ASK_FOR = re.compile(
    r"[\d,][\s,.;-]{0,4}(?:and |e |y |please |pode )*(?:ask for|falar com|fala com|procurar(?: por| pel[oa])?"
    r"|preguntar por"
    r"|pregunte por|pregunta por)\s+"
)
_SAID = re.compile(
    r"\b(?:i am|i'm|i’m|im|this is|it's|it’s|its|it is|eu sou|sou|aqui e|aqui eh|aqui quem fala e|quem fala aqui e"
    r"|fala com|yo soy|soy|aqui|aca|habla|fala(?= [oa] )|y yo|e eu|and i'm)\s+"
    r"|^\W*(?:oi|ola|opa|alo|bom dia|boa tarde|boa noite)[\s,!.]+(?:e|eh) (?=[oa] )"
    r"|^\W*(?:ok|okay|ta|ta bom|tudo bem|beleza|blz|bom|fine|alright|bueno|vale|esta bien)[\s,.]+(?:e|eh|es|it'?s)\s+"
)
_NEGATED = re.compile(r"\b(?:not|n't|nao|no)\s+(?:\w+\s+)?$")
_FILLERS = re.compile(
    r"^\W*(?:(?:claro que (?:si|sim)|por supuesto|oh|ah|eh|ih|uh|um|hm+|my name|con (?:mucho )?gusto"
    r"|com (?:certeza|prazer)|desde luego|yes|yeah|sure|ok|okay|of course|hi|hello|hey|sim|claro|oi|ola|opa|si"
    r"|hola|buenas|bom dia"
    r"|boa tarde|boa noite|buenos dias|buenas tardes"
    r"|well|so|pois e|bem|bueno|pues|it's|it’s|it is|its|im|i'm|i am|e|eh|es|sou|soy|eu sou|yo soy|o|a|the name"
    r"|name|nome|nombre|meu nome|mi nombre|fine|alright|all right|ta bom|tudo bem|esta bien|con|com"
    r"|with|eu|yo|prazer|muito prazer|mucho gusto|un gusto|nice to meet you|pleasure|fala com"
    r"|falando com|falar com|fala com|ask for|y yo|e eu|anota ai|anota|apunta|apunte|pode anotar)\b[\s,.!?:;-]*)*"
)


_STATES = re.compile(r"\b(?:it'?s|it’s|it is|i'?m|i am|e|eh|es|sou|soy)\b")
_REST = re.compile(r"\s*(?:$|[^\w\s'’]|\n|(?:and|e|y|from|de|da|do|com|con|with|my|meu|minha|mi)\b)")
"""What may follow a name that is not a known one: the end, a sign, or the next thing that is told."""


def extract_names(text: Text, *, asked: bool) -> Iterator[Found]:
    """The names that may be the writer's own, in order. `asked`: the bot has just asked for it."""
    for pattern, announced, confidence in (
        (_ANNOUNCED, True, 0.95),
        (_NICKNAMED, True, 0.85),
        (_SAID, False, 0.88),
        (_TO_ASK_FOR, True, 0.8),
    ):
        for match in pattern.finditer(text.plain):
            yield from _at(text, match, announced=announced, confidence=confidence)
    for match in _LISTED.finditer(text.clean):
        yield from _at(text, match, announced=False, confidence=0.88)
    yield from standing_names(text)
    if asked:
        yield from _answer(text)


_OF_ONESELF = re.compile(r"\b(?:my|me|meu|mi|i'?m|i am|eu|sou|soy|yo|chamo|llamo)\b")


def _at(text: Text, match: re.Match[str], *, announced: bool, confidence: float) -> Iterator[Found]:
    others = not _OF_ONESELF.search(match.group()) and about_somebody_else(text, match.start())
    if others or _NEGATED.search(text.plain, 0, match.start()):
        return
    if match.start() and text.plain[match.start() - 1] == "'":
        return
    span = read_name(text, match.end(), announced=announced)
    if span is not None:
        found = _found(text, span, confidence, explicit=True)
        yield from (found, *_in_full(text, found))


def _answer(text: Text) -> Iterator[Found]:
    """A short answer to "What is your name?" that is nothing but the name."""
    fillers = _FILLERS.match(text.plain)
    start = fillers.end() if fillers else 0
    # "I'm allergic" is no name, and a bare "xiomara" is one.
    said = _STATES.search(text.plain, 0, start) is not None
    first = text.words(start)[:1]
    known = bool(first) and first[0].plain in FIRST_NAMES
    span = read_name(text, start, announced=not said or known)
    if span is None or about_somebody_else(text, span[0]):
        return
    words = text.words(*span)
    if names_place(words) and words[0].plain not in FIRST_NAMES:
        return
    if not _REST.match(text.plain, span[1]) and words[0].plain not in FIRST_NAMES:
        return
    if text.plain[span[1] :].lstrip().startswith("?"):
        return
    yield _found(text, span, 0.9, explicit=False)


def _in_full(text: Text, found: Found) -> Iterator[Found]:
    """The whole name that follows a part of it: "Kaitlyn with a K. Kaitlyn Burns", "Alves, Cláudio Alves"."""
    part = [word.plain for word in text.words(found.start, found.end)]
    for sign in re.finditer(r"[,.;!\n]\s*(?:(?:mas|pero|but|e|y) )?", text.clean[found.end :]):
        span = read_name(text, found.end + sign.end(), announced=False)
        words = [word.plain for word in text.words(*span)] if span is not None else []
        if span is not None and len(words) > len(part) and part in (words[: len(part)], words[-len(part) :]):
            yield _found(text, span, found.confidence, explicit=found.explicit)


def _found(text: Text, span: tuple[int, int], confidence: float, *, explicit: bool) -> Found:
    return Found(LeadField.NAME, text.clean[span[0] : span[1]], *span, confidence, explicit)
