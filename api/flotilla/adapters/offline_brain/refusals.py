"""Which fields a customer would rather not tell."""

import re

from flotilla.adapters.offline_brain.text import Text
from flotilla.domain.lead_fields import LeadField

_REFUSES = re.compile(
    r"\b(?:(?:i'?d |i would |i )?(?:rather|prefer) not|prefer(?:s)? to (?:keep|stay)|(?:won'?t|will not|can'?t"
    r"|cannot|not going to|wouldn'?t|(?:don'?t|do not|wouldn'?t) (?:want|wish|like|care|need|feel like"
    r"|think i need)(?: to)?)"
    r"\s+(?:tell|shar|giv|say|provid|disclos)\w*"
    r"|(?:don'?t|do not|never) (?:tell|share|give) (?:out )?(?:my|that|it|any)|not (?:comfortable|willing)"
    r"|none of your business|that'?s private|it'?s private|it'?s personal"
    r"|keep (?:that|it) private|skip(?: this| that| it)?|no comment|not (?:telling|sharing|giving|saying)"
    r"|(?:no|sem|sin) (?:e-?mail|correo|telefone|telefono|phone)"
    r"|(?:don'?t|do not|haven'?t) (?:have|got|use|own|do|check) (?:an? |any |my )?(?:e-?mails?|phones?|numbers?"
    r"|mails?)"
    r"|(?:tenho|uso|tengo) (?:\w+ )?(?:e-?mail|correo) (?:nao|no)\b|no (?:tengo|uso) (?:de )?eso|nao (?:tenho"
    r"|uso) isso"
    r"|(?:nao|no) (?:te |lhe |le )?(?:interessa|importa) (?:o |el )?(?:meu|minha|mi) (?:nome|nombre|e-?mail"
    r"|correo|telefon\w+)"
    r"|prefiro nao|melhor nao|(?:(?:nao|num|n) (?:quero|vou|posso|gosto de|gostaria de|pretendo|me sinto a vontade"
    r"|preciso))\s+(?:\w+\s+){0,2}?(?:dizer|informar|falar|passar|dar|fornecer|compartilhar|responder|divulgar)"
    r"|(?:nao|num|n) quero me identificar|(?:prefiro|quero) (?:ficar|ser|me manter) anonim[oa]"
    r"|no quiero identificarme"
    r"|prefiero (?:ser|quedar\w*|mantenerme) anonim[oa]|(?:stay|remain|be|keep it) anonymous"
    r"|nao (?:e|eh) da sua conta|(?:isso |e )(?:e )?(?:privado|particular|pessoal)|pula(?:r)?(?: essa)?"
    r"|(?:nao|num|n|nunca) (?:tenho|uso|possuo|tive|mexo com) (?:\w+ ){0,3}?(?:e-?mail|telefone|celular|numero)"
    r"|(?:nao|num|n) sei (?:mexer|usar|lidar)\w* (?:\w+ ){0,2}?(?:e-?mail|isso)"
    r"|no se (?:usar|manejar)\w* (?:\w+ ){0,2}?(?:correo|e-?mail|mail|eso)"
    r"|prefiero no|mejor no|(?:no (?:te |le |les |lo |la |se )?(?:quiero|kiero|[vb]oy a|puedo|deseo|me gustaria"
    r"|pienso))"
    r"\s+(?:\w+\s+){0,2}?(?:decir\w*"
    r"|dar\w*|compartir\w*|informar|responder|contestar|proporcionar)"
    r"|no es asunto tuyo|es (?:privado|personal|confidencial)|no (?:tengo|uso|manejo) (?:\w+ ){0,2}?(?:e-?mail|correo"
    r"|mail|telefono|celular|numero)|paso de)\b"
)
_BARE_NO = re.compile(r"^\W*(?:no|nope|nah|nao|n|negativo|no thanks|no thank you|nao obrigad[oa]|no gracias)\W*$")
_SAID_NO = re.compile(
    r"^\W*(?:i said|i told you|(?:eu )?ja disse(?: que)?|(?:ya )?(?:te |le )?dije que)\s+(?:no|nao)\W*$"
)
_HAS_NONE = re.compile(
    r"(?:^|[,.;!]\s)\W{0,3}(?:(?:eu|yo|i|we|ih|ai|ay|ah|nah|no|nao|sorry|desculpa|perdon|pior que|infelizmente"
    r"|lamentavelmente|moca?|senhor"
    r"|pues|bueno)\b[\s,.]{0,3}){0,4}(?:nao|num|n|no|don'?t|do not|never|nunca|haven'?t)\s+(?:tenho|uso|possuo|mexo"
    r"|tengo|uso|manejo"
    r"|have|use|got|do)(?:\s+(?:one|any|it|that|isso|disso|eso|de eso|nenhum|ninguno|nada disso|com isso|moca?"
    r"|senhor|senhora"
    r"|senor|senora|nao|no|sorry|mesmo|essas coisas|esas cosas|dessas coisas|those|these things))*\W*$"
)
_FIELD_WORDS = {
    LeadField.EMAIL: re.compile(r"\b(?:e-?mail|mail|correo)\b"),
    LeadField.PHONE: re.compile(r"\b(?:phone|number|telefone|celular|numero|telefono|movil|whats(?:app)?|fone|zap)\b"),
    LeadField.NAME: re.compile(
        r"\b(?:identificar\w*|anonim[oa]|anonymous|my name|name|nome|nombre|who i am|quem sou|quien soy)\b"
    ),
    LeadField.LOCATION: re.compile(
        r"\b(?:where i(?:'?m| am)?|live|address|location|city|onde (?:eu )?moro|endereco|cidade|localizacao|onde"
        r"|donde (?:yo )?vivo|direccion|ciudad|ubicacion|donde)\b"
    ),
}


def refused_fields(text: Text, asked: str | None, *, again: bool) -> tuple[str, ...]:
    """The fields that the customer won't tell. `again`: the same was asked before, so that a plain no is enough."""
    match = _REFUSES.search(text.plain)
    if match is not None:
        named = _fields_named(match.group()) or _fields_named(text.plain[match.start() : match.start() + 80])
        return named or ((asked,) if asked is not None else ())
    if asked in (LeadField.EMAIL, LeadField.PHONE) and _HAS_NONE.search(text.plain):
        return (asked,)
    if again and asked is not None and _SAID_NO.match(text.plain):
        return (asked,)
    if asked is not None and _BARE_NO.match(text.plain):
        # "No" to "is it this number?" means another number; only the second no is a refusal.
        return (asked,) if asked != LeadField.PHONE or again else ()
    return ()


def _fields_named(said: str) -> tuple[str, ...]:
    return tuple(field.value for field, words in _FIELD_WORDS.items() if words.search(said))
