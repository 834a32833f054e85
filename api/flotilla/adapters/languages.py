"""Which of the three languages a customer writes."""

import re
from collections.abc import Iterable

from flotilla.adapters.own_field_rules import plain
from flotilla.domain.ids import ChatId

_ENGLISH = """
the and is are my name i im you your hello hi hey how what where want need please thanks thank live from in with for
this that have would like can could email phone much price does do not am good morning afternoon evening it its here
there yes sure looking interested about here's who when me we was talk speak person
"""
_PORTUGUESE = """
oi ola bom boa tarde noite meu minha nome sou moro voce voces vc vcs quero queria gostaria obrigado obrigada obg nao
sim tudo bem eu e em no na uma um com para pra qual quanto preco custa estou aqui telefone cidade tenho isso esse
essa por favor fala falar ele ela meus seu sua tambem chamo onde valeu beleza dia pode sei mais mas ainda moram
atendente pessoa prefiro dizer informar agora numero mesmo muito aham
"""
_SPANISH = """
hola buenas buenos dias tardes noches mi mis soy vivo usted ustedes quiero quisiera gracias si me llamo el la los
las un una con para cual cuanto cuesta precio estoy aqui telefono ciudad tengo eso ese esa por favor habla hablar
donde tambien nombre correo y es en yo muy pero mas esta este como hablo numero mismo prefiero decir ahora vos
persona necesito informacion quien
"""
_SETS = {"en": frozenset(_ENGLISH.split()), "pt": frozenset(_PORTUGUESE.split()), "es": frozenset(_SPANISH.split())}
_SHARED = frozenset(
    word for word in frozenset().union(*_SETS.values()) if sum(word in words for words in _SETS.values()) > 1
)
_LETTERS = {
    "pt": re.compile(r"[ãõçêôàâ]|lh|nh|ção|ções", re.IGNORECASE),
    "es": re.compile(r"[ñ¿¡]|ción|iones\b|\bll", re.IGNORECASE),
}
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
SURE = 2.0
DEFAULT = "en"
_PORTUGUESE_CODES = ("55", "351", "244", "258", "238")
_SPANISH_CODES = (
    "34",
    "51",
    "52",
    "53",
    "54",
    "56",
    "57",
    "58",
    "502",
    "503",
    "504",
    "505",
    "506",
    "507",
    "591",
    "593",
    "595",
    "598",
)


def scores(texts: Iterable[str]) -> dict[str, float]:
    """How much speaks for each language: a word of one of them alone counts 1, a shared one 0.3."""
    found = dict.fromkeys(_SETS, 0.0)
    for text in texts:
        for word in _WORD.findall(text):
            simple = plain(word)
            for language, words in _SETS.items():
                if simple in words:
                    found[language] += 0.3 if simple in _SHARED else 1.0
        for language, letters in _LETTERS.items():
            found[language] += min(1.5, 0.75 * len(letters.findall(text)))
    return found


def find_language(texts: Iterable[str]) -> tuple[str | None, bool]:
    """The language that most speaks for, or None on a tie, and whether that is sure."""
    found = sorted(scores(texts).items(), key=lambda item: -item[1])
    (best, first), (_, second) = found[0], found[1]
    if first - second < 0.3:
        return None, False
    return best, first - second >= SURE and first >= 2 * second


def usual_language(chat: ChatId) -> str:
    """What people of the number's country most often write."""
    if chat.endswith("@c.us"):
        if chat.startswith(_PORTUGUESE_CODES):
            return "pt"
        if chat.startswith(_SPANISH_CODES):
            return "es"
    return DEFAULT


def choose_language(chosen: str | None, kept: str | None, new: Iterable[str], chat: ChatId) -> tuple[str, bool]:
    """The language to answer in, and whether the customer's own words tell it (then it may be kept).

    What people chose for the bot comes first; then what the customer surely writes now; then what was kept.
    """
    if chosen is not None:
        return chosen, False
    found, sure = find_language(new)
    if found is not None and (sure or kept is None):
        return found, True
    return (kept, False) if kept is not None else (usual_language(chat), False)
