"""What a message wants, beyond what it tells: a person, an answer, to be left alone, to take something back."""

# ruff: noqa: RUF001 - customers write typographic quotes and dashes.

import re

from flotilla.adapters.offline_brain.text import Text
from flotilla.domain.bots import LeadField

_PERSON = re.compile(
    r"\b(?:(?:talk|speak|chat|talking|speaking|connect me|transfer me|put me through|get"
    r"|pass me)\s+(?:me\s+)?(?:to|with)?\s*(?:an?|the|your|some|any)?\s*"
    r"(?:real |actual |live |human |sales ?|support |customer )*(?:person|human|people|agent|someone|somebody"
    r"|representative|rep|attendant|manager|operator|advisor|seller|salesperson|staff|team)"
    r"|(?:real|actual|live) (?:person|human|agent)|human (?:agent|support|being|please)|customer service"
    r"|(?:falar|conversar|fala|atendid[oa]|transferir|transfere|passa|passar|contato|chama"
    r"|chamar)\s+(?:\w+\s+){0,2}?(?:com|para|por|pra|de)?\s*(?:um|uma|o|a|algum|alguma)?\s*"
    r"(?:pessoa|humano|humana|atendente|alguem|vendedor|vendedora|gerente|consultor|consultora|responsavel"
    r"|representante|ser humano|operador|especialista|corretor|corretora)"
    r"|(?:quero|preciso de|tem|chama|cade) (?:um |uma |o |a |algum |alguma )?(?:atendente|humano"
    r"|pessoa de verdade|ser humano)|atendimento humano|pessoa (?:de verdade|real)"
    r"|(?:hablar|hable|comunicar(?:me)?|comunicame|pasame|contactar|conversar|atienda|transferir(?:me)?"
    r"|pasar(?:me)?)\s+(?:con\s+)?(?:una?|el|la|algun|alguna)?\s*"
    r"(?:persona|humano|asesora?|agente|vendedora?|alguien|representante|operadora?|ejecutiv[oa]|encargad[oa]"
    r"|gerente|ser humano)"
    r"|persona (?:real|de verdad)|atencion (?:humana|al cliente)|(?:quiero|necesito) (?:un |una )?(?:asesora?"
    r"|humano|agente|persona real))\b"
)
_ONLY_PERSON = re.compile(
    r"^\W*(?:an? |um |uma |un |una )?(?:human|agent|person|representative|operator|atendente|humano|pessoa|persona"
    r"|asesora?|agente|vendedora?)(?:[\s,]+(?:please|pls|por favor|pf|porfa))?\W*$"
)
_NOT_PERSON = re.compile(r"\b(?:don't|dont|do not|no need to|not|nao|no|sem|sin)\s+(?:\w+['’]?\w*\s+){0,3}$")
_REFUSES = re.compile(
    r"\b(?:(?:i'?d |i would |i )?(?:rather|prefer) not|prefer(?:s)? to (?:keep|stay)|(?:won'?t|will not|can'?t"
    r"|cannot|don'?t want to|do not want to|not going to|wouldn'?t)\s+(?:tell|share|give|say|provide)"
    r"|not (?:comfortable|willing)|none of your business|that'?s private|it'?s private|it'?s personal"
    r"|keep (?:that|it) private|skip(?: this| that| it)?|no comment|not (?:telling|sharing|giving|saying)"
    r"|(?:no|sem|sin) (?:e-?mail|correo|telefone|telefono|phone)"
    r"|(?:don'?t|do not|haven'?t) (?:have|got|use|own) (?:an? |any )?(?:e-?mail|phone|number|mail)"
    r"|prefiro nao|melhor nao|(?:nao (?:quero|vou|posso|gosto de|gostaria de|pretendo|me sinto a vontade"
    r"|preciso))\s+(?:\w+\s+){0,2}?(?:dizer|informar|falar|passar|dar|fornecer|compartilhar|responder|divulgar)"
    r"|nao (?:e|eh) da sua conta|(?:isso |e )(?:e )?(?:privado|particular|pessoal)|pula(?:r)?(?: essa)?"
    r"|nao (?:tenho|uso|possuo) (?:\w+ )?(?:e-?mail|telefone|celular|numero)"
    r"|prefiero no|mejor no|(?:no (?:quiero|voy a|puedo|deseo|me gustaria|pienso))\s+(?:\w+\s+){0,2}?(?:decir\w*"
    r"|dar\w*|compartir\w*|informar|responder|contestar|proporcionar)"
    r"|no es asunto tuyo|es (?:privado|personal|confidencial)|no (?:tengo|uso|manejo) (?:\w+ )?(?:e-?mail|correo"
    r"|mail|telefono|celular|numero)|paso de)\b"
)
_BARE_NO = re.compile(r"^\W*(?:no|nope|nah|nao|n|negativo|no thanks|no thank you|nao obrigad[oa]|no gracias)\W*$")
_FIELD_WORDS = {
    LeadField.EMAIL: re.compile(r"\b(?:e-?mail|mail|correo)\b"),
    LeadField.PHONE: re.compile(r"\b(?:phone|number|telefone|celular|numero|telefono|movil|whats(?:app)?|fone|zap)\b"),
    LeadField.NAME: re.compile(r"\b(?:my name|name|nome|nombre|who i am|quem sou|quien soy)\b"),
    LeadField.LOCATION: re.compile(
        r"\b(?:where i(?:'?m| am)?|live|address|location|city|onde (?:eu )?moro|endereco|cidade|localizacao|onde"
        r"|donde (?:yo )?vivo|direccion|ciudad|ubicacion|donde)\b"
    ),
}
_TAKES_BACK = re.compile(
    r"\b(?:just kidding|kidding|jk|just joking|joking|brincadeira|brincando|brinks|zoeira|zoando|mentira"
    r"|es broma|era broma|una broma|bromeando|broma|that was a joke|a joke)\b"
)
_CORRECTS = re.compile(
    r"\b(?:no wait|wait|actually|i mean|i meant|meant to say|sorry|oops|whoops|correction|scratch that|my bad"
    r"|typo|not that|wrong"
    r"|na verdade|quis dizer|quero dizer|digo|alias|desculpa|desculpe|perdao|errei|escrevi errado|correcao"
    r"|corrigindo|corrigir|ou melhor|ops"
    r"|en realidad|quise decir|quiero decir|perdon|mejor dicho|me equivoque|correccion|corrijo|disculpa|upps?"
    r"|uy)\b[\s,.:;!-]*"
    r"|^\W*(?:no|nao|nop|nope)\s*[,.!]\s*|\*(?=\w)"
)
_GREETS = re.compile(
    r"^\W*(?:hi|hello|hey|oi|ola|opa|hola|buenas|bom dia|boa tarde|boa noite|buenos dias|buenas tardes"
    r"|buenas noches|good (?:morning|afternoon|evening)|e ai|eai|alo)\b"
)
_QUESTION = re.compile(
    r"\?|^\W*(?:how much|how do|what|when|where|do you|can you|is there|are you|quanto|qual|quais|como|quando"
    r"|onde|voces|vcs|tem|cuanto|cual|cuales|donde|tienen|hacen|aceptan)\b"
)


def wants_person(text: Text) -> bool:
    """Whether the customer asks for a human being."""
    if _ONLY_PERSON.match(text.plain):
        return True
    return any(not _NOT_PERSON.search(text.plain, 0, match.start()) for match in _PERSON.finditer(text.plain))


def refused_fields(text: Text, asked: str | None, *, again: bool) -> tuple[str, ...]:
    """The fields that the customer won't tell. `again`: the same was asked before, so that a plain no is enough."""
    match = _REFUSES.search(text.plain)
    if match is not None:
        said = text.plain[match.start() : match.start() + 80]
        named = tuple(field.value for field, words in _FIELD_WORDS.items() if words.search(said))
        return named or ((asked,) if asked is not None else ())
    if asked is not None and _BARE_NO.match(text.plain):
        # "No" to "is it this number?" means another number; only the second no is a refusal.
        return (asked,) if asked != LeadField.PHONE or again else ()
    return ()


def corrections(text: Text) -> list[int]:
    """The places right after words like "sorry" and "I mean", where the right value follows."""
    return [match.end() for match in _CORRECTS.finditer(text.plain)]


def jokes(text: Text) -> list[tuple[int, int]]:
    """The places of words like "just kidding", which take back what was said before."""
    return [match.span() for match in _TAKES_BACK.finditer(text.plain)]


def is_question(text: Text) -> bool:
    """Whether the customer asks something."""
    return _QUESTION.search(text.plain) is not None


def is_greeting(text: Text) -> bool:
    """Whether the message begins with a greeting."""
    return _GREETS.match(text.plain) is not None
