"""A value found in a message, before it is checked."""

# ruff: noqa: RUF001 - customers write typographic quotes and dashes.

import re
from dataclasses import dataclass

from flotilla.adapters.offline_brain.text import Text


@dataclass(frozen=True, slots=True)
class Found:
    """A value with the place of its words in the clean text.

    `explicit`: the customer said that this is it, rather than just writing it down.
    """

    field: str
    value: str
    start: int
    end: int
    confidence: float
    explicit: bool


_CLAUSE_ENDS = re.compile(r"[!?;\n]|\.(?=\s|$)|\b(?:but|mas|pero|however|porem|sino)\b")

_RELATIVES = (
    r"wife|husband|son|daughter|kids?|child|mother|mom|mum|father|dad|parents|brother|sister|friend|boss|partner"
    r"|cousin|uncle|aunt"
    r"|girlfriend|boyfriend|colleague|neighbou?r|secretary|assistant|dog|cat|company|nephew|niece|grandm\w+|grandf\w+"
    r"|esposa|marido|mulher|filh[oa]s?|mae|pai|pais|irmao?s?|irma|amig[oa]s?|chef[ea]|soci[oa]|prim[oa]|ti[oa]"
    r"|namorad[oa]|colega"
    r"|vizinh[oa]|secretari[oa]|cachorr[oa]|gat[oa]|empresa|sobrinh[oa]|avo|noiv[oa]|cunhad[oa]|sogr[oa]|patrao"
    r"|espos[oa]|marido|mujer|hij[oa]s?|madre|mama|padre|papa|herman[oa]s?|jef[ea]|novi[oa]|vecin[oa]|perr[oa]"
    r"|sobrin[oa]|abuel[oa]"
    r"|cunad[oa]|suegr[oa]|companer[oa]"
)
_OTHERS = re.compile(
    rf"\b(?:my|our|meu|minha|nosso|nossa|mi|mis|nuestr[oa]|o|a|el|la|do|da|del|de)\s+(?:\w+\s+)?(?:{_RELATIVES})\b"
    r"|\b(?:his|her|their|hers|dele|dela|deles)\b|\bnome del[ea]\b|\b(?:he|she|they|ele|ela|ella|ellos)\b"
    r"|\b(?:you|your|yours|usted|voce|vc|you guys|vcs|voces|vosotros|ustedes|de voces|do site)\b"
    r"|\b(?:wrote to|write to|sent (?:it |that |an? e?-?mail )?to|emailed|called|calling"
    r"|mandei (?:um )?(?:e-?mail )?para|enviei para|liguei para"
    r"|escrevi para|escribi a|llame a[l]?|llame|mande (?:un )?(?:correo )?a|envie (?:un )?(?:correo )?a)\b"
)
_OWN = re.compile(
    r"\b(?:i am|i'm|i’m|im|i|my(?! (?:\w+ )?(?:"
    + _RELATIVES
    + r"))|mine|me|eu|sou|meu(?! (?:"
    + _RELATIVES
    + r"))|minha(?! (?:"
    + _RELATIVES
    + r"))"
    r"|should be|o certo|o correto|lo correcto|the (?:right|correct) one|mim|moro|chamo|yo|soy|mi(?! (?:"
    + _RELATIVES
    + r"))|mio|mia|vivo|llamo)\b"
)


_OUTDATED = re.compile(r"\b(?:antig[oa]|old|velh[oa]|viej[oa]|anterior|former|previous|ex)\b[^,.;!?\n@]{0,25}$")


def is_outdated(text: Text, place: int) -> bool:
    """Whether the words just before a place say that what comes holds no more: "my old e-mail was"."""
    return _OUTDATED.search(text.plain, 0, place) is not None


def about_somebody_else(text: Text, place: int) -> bool:
    """Whether the words just before a place speak of another person (my wife, her, you) rather than of the writer."""
    start = max((m.end() for m in _CLAUSE_ENDS.finditer(text.plain, 0, place)), default=0)
    others = max((m.end() for m in _OTHERS.finditer(text.plain, start, place)), default=-1)
    own = max((m.start() for m in _OWN.finditer(text.plain, start, place)), default=-1)
    return others > own and others >= 0
