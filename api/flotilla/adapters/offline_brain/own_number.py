"""The chat's own number, where the customer says that it is the one to call."""

import re

from flotilla.adapters.offline_brain.found import Found
from flotilla.adapters.offline_brain.text import Text
from flotilla.domain.ids import ChatId, phone_digits
from flotilla.domain.lead_fields import LeadField

MAX_WORDS = 12

_THIS_ONE = re.compile(
    r"\b(?:same (?:as )?(?:this|here|above|the whatsapp)|that'?s (?:the|my) (?:number|one|cell|phone)"
    r"|(?:o|el) mesmo (?:daqui|do whats\w*|do zap|que (?:to|estou))|(?:o|el) mismo (?:de aca|de aqui|del? whats\w*)"
    r"|(?:o|el) (?:daqui|de aqui|de aca)(?: mesmo| mismo)?"
    r"|(?:o|el) que (?:estou|to|estoy|uso|tou)(?: \w+ndo)?|the one i'?m (?:using|texting|on|writing)"
    r"|this (?:very |same |whatsapp )?(?:one|number|phone|whatsapp|line)|same (?:whatsapp |phone |mobile "
    r"|cell )?(?:number|one|whatsapp|phone)"
    r"|the number i'?m (?:writing|texting)"
    r"|(?:ess[ea]|est[ea]|nesse|neste) (?:mesmo|(?:mesmo )?(?:numero|whats(?:app)?|zap|telefone|celular|aqui))"
    r"|mesmo numero|mesmo whats(?:app)?|por aqui mesmo|aqui mesmo"
    r"|est[ea] (?:mismo|(?:mismo )?(?:numero|whats(?:app)?|telefono|celular))|mismo numero|ese mismo"
    r"|por aqui mismo|por este medio)\b"
    r"|\b(?:this is|ess[ea] (?:e|eh)|est[ea] es) (?:o |a )?(?:my|meu|minha|mi) (?:\w+ )?(?:number|phone"
    r"|cell|whats(?:app)?|numero|telefone|telefono|celular|zap)\b"
    r"|\b(?:is|e|es|us[ae][nmr]?|lig[au]e?r?|llam[ae]\w*|mand[ae]\w*|call|text)(?: (?:a|en|para|pra|to|on|me"
    r"|me on))? (?:this one|ess[ea]|est[ea])(?: mesmo| mismo| aqui)?(?=\s*(?:[,.;!]|$|e |y |and ))"
)
_NUMBER_WORD = re.compile(
    r"number|phone|whats|numero|telefon|celular|zap|\bcell?\b|contato|contact|\btel\b|\bfone\b|mobile|movil"
    r"|\b(?:call|text|ligar?|llam\w+)\b"
)
_KEYS_WORDS = """
yes yep yeah yup yess ya aye sure ok okay okey correct right course fine works same this that sim simm work
sii siim isso combinado fechado tranquilo suave listo obvio absolutely definitely
zap whats whatsapp wpp wats bet positively yea yeh yessir yeap yas pode podem claro aham certo exato perfeito blz
beleza uhum ss esse essa nesse nessa neste nesta mesmo
mesma msm positivo si dale vale correcto exacto supuesto este esta ese esa mismo misma perfecto sep sip bueno here
aqui aca
"""
_KEYS = frozenset(_KEYS_WORDS.split())
"""Words that agree, or point at the number of the chat."""

_YES = frozenset(["yes", "yeah", "yep", "yup", "sim", "si", "sii", "sip", "claro", "dale", "isso"])
"""What agrees whoever is spoken to next: "si mija", "yes ma'am"."""

_POINTING = frozenset(["esse", "essa", "este", "esta", "ese", "esa", "nesse", "nessa", "neste", "nesta"])
MAX_POINTING = 4

_BESIDE_WORDS = """
is it its it's that's thats e eh es o a el la the my meu minha mi number numero num nr telefone telefono phone
celular cel cell whats whatsapp wpp zap wats wsp contato contacto one line me you can could call text reach ligar
ligue liga chamar chama chame llamar llamen llame llamame escribir escribeme usar uso use usem used por favor pf pfv
pls please porfa obrigado obrigada obg thanks thank gracias de do da em en no na para pra pro con com ser sea esta
bien bom bem best also tambem tambien pueden puedes podes voce voces vc vcs i eu yo just will do any time quando
quiser falar fala hablar ta tah estou to estoy sir for of on at to at medio meio mensagem mensaje sms senhor moco
moca amigo amiga amor querida ai
mermo nomas senora ya aye mano irmao hun mate love bro man dear msg
lol rs haha po pe mija mijo hija hijo nena joven corazon vida rey reina jefe jefa patron pues mae veci senhorita filho
filha with only that'll it'll hit u txt ya re que kkk jaja al ao sin sem melhor mejor better pelo x q mam maam
thing preferably via prefiro
go on ahead then course problem problema prob worries sounds good por supuesto desde luego mero nomas tudo todo no
mas ver manda mandar bora mesmo agora
"""
_BESIDE = frozenset(_BESIDE_WORDS.split())
"""Words that may stand beside those without saying anything else."""

_NO = re.compile(
    r"^\W*(?:no(?! (?:zap|whats\w*|wpp|mesmo|meu|proprio|numero)\b)|n|nope|nah)\b|\b(?:nao|not|don't|dont|never"
    r"|nunca|num|outro|outra|other|another|otro|otra|(?<!no )mas|pero|but|depois|luego|later)\b"
)
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")


def own_number(text: Text, chat: ChatId, *, asked: bool) -> Found | None:
    """The chat's own number, if the message says that it is the one; WhatsApp doesn't show each chat's."""
    digits = phone_digits(chat)
    if digits is None:
        return None
    match = _THIS_ONE.search(text.plain)
    if match is not None and not _NO.search(text.plain, _clause_start(text, match.start()), match.start()):
        spoken_of = _NUMBER_WORD.search(text.plain) is not None
        if asked or (spoken_of and "?" not in text.clean):
            return _found(digits, match.start(), match.end())
    if asked and agrees(text):
        return _found(digits, 0, len(text.clean))
    return None


def _clause_start(text: Text, place: int) -> int:
    """Where the clause begins that a place is in: "he has another number, but use this one"."""
    return max((end.end() for end in re.finditer(r"[,;.!?\n]|\b(?:mas|pero|but)\b", text.plain[:place])), default=0)


_IT_IS = re.compile(r"^\W*(?:\w+\W+)?(?:it is|it does|e sim|es este|ele mesmo|lo es)\W*$")


def agrees(text: Text) -> bool:
    """Whether the answer to "this number, or another one?" is nothing but a yes, or "this one"."""
    if _IT_IS.match(text.plain):
        return True
    # "Simmm" is a yes.
    words = _WORD.findall(re.sub(r"(.)\1{2,}", r"\1", text.plain))
    if not 0 < len(words) <= MAX_WORDS or any(char.isdigit() for char in text.plain) or "?" in text.plain:
        return False
    said = set(words)
    if len(words) == 2 and words[0] in _YES and not _NO.search(text.plain):
        return True
    if (
        said & _POINTING
        and len(words) <= MAX_POINTING
        and len(said - _KEYS - _BESIDE) <= 1
        and not _NO.search(text.plain)
    ):
        # "Esse mesmo, irmão": whoever is spoken to, there are too many names for that to list.
        return True
    return bool(said & _KEYS) and said <= _KEYS | _BESIDE and not _NO.search(text.plain)


def _found(digits: str, start: int, end: int) -> Found:
    return Found(LeadField.PHONE, "+" + digits, start, end, 0.95, explicit=True)
