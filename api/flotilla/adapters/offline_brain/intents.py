"""What a message wants, beyond what it tells: a person, an answer, to be left alone, to take something back."""

# ruff: noqa: RUF001 - customers write typographic quotes and dashes.

import re

from flotilla.adapters.offline_brain.text import Text

_PERSON = re.compile(
    r"\b(?:(?:talk|speak|chat|talking|speaking|connect me|transfer me|put me through|get"
    r"|pass me)\s+(?:me\s+)?(?:to|with)?\s*(?:an?|the|your|some|any)?\s*"
    r"(?:real |actual |live |human |sales ?|support |customer )*(?:person|human|people|agent|someone|somebody"
    r"|representative|rep|attendant|manager|operator|advisor|seller|salesperson|staff|team)"
    r"|(?:someone|somebody|anyone) from (?:\w+ ){1,3}(?:call|contact|phone|ring|help) me"
    r"|(?:need|want) (?:an?|some) (?:human|person|agent|representative|rep|operator)"
    r"|(?:real|actual|live) (?:person|human|agent)|human (?:agent|support|being|please)|customer service"
    r"|(?:falar|conversar|fala|atendid[oa]|transferir|transfere|passa|passar|contato|chama"
    r"|chamar)\s+(?:\w+\s+){0,2}?(?:com|para|por|pra|de)?\s*(?:um|uma|o|a|algum|alguma)?\s*"
    r"(?:pessoa|humano|humana|atendente|alguem|vendedor|vendedora|gerente|consultor|consultora|responsavel"
    r"|representante|ser humano|operador|especialista|corretor|corretora)"
    r"|(?:quero|preciso de|tem|chama|cade) (?:um |uma |o |a |algum |alguma )?(?:atendente|humano"
    r"|pessoa de verdade|ser humano)|atendimento humano|pessoa (?:de verdade|real)"
    r"|(?:hablar|hable|comuni[cq]\w+|transfi\w+|pasame|paseme|contactar|conversar|atienda|transferir(?:me)?"
    r"|pasar(?:me)?)\s+(?:con\s+)?(?:una?|el|la|algun|alguna)?\s*"
    r"(?:persona|humano|asesora?|agente|vendedora?|alguien|representante|operadora?|ejecutiv[oa]|encargad[oa]"
    r"|gerente|ser humano)"
    r"|(?:me|nos) (?:puede|podria|pueda|pode|poderia) (?:atender|ayudar|ajudar)(?: a[lo]?g)?(?:\w*) (?:una?|um"
    r"|uma|algun|algum)?\s*"
    r"(?:persona|humano|asesora?|agente|vendedora?|alguien|alguem|representante|pessoa|atendente|ejecutiv[oa])"
    r"|(?:que )?me (?:llam|contact|habl|escrib|marqu|lig)\w* (?:una?|um|uma|el|la|algun|alguem|o|a)?\s*"
    r"(?:persona|humano|asesora?|agente|vendedora?|alguien|representante|pessoa|atendente|ejecutiv[oa]|gerente"
    r"|consultor[a]?)"
    r"|(?:no|nao|not|sem|sin)\s+(?:con|com|with|a|to|ser)?\s*(?:el |o |um |un |a |the )?(?:robot?|bot|maquina"
    r"|machine)\b[\s,.]+"
    r"(?:con|com|with|quero|quiero|want)"
    r"|persona (?:real|de verdad)|atencion (?:humana|al cliente)|(?:quiero|necesito) (?:un |una )?(?:asesora?"
    r"|humano|agente|persona real))\b"
)
_ONLY_PERSON = re.compile(
    r"^\W*(?:an? |um |uma |un |una )?(?:human|agent|person|representative|operator|atendente|humano|pessoa|persona"
    r"|asesora?|agente|vendedora?)(?:[\s,]+(?:please|pls|por favor|pf|porfa))?\W*$"
)
_NOT_PERSON = re.compile(r"\b(?:don't|dont|do not|no need to|not|nao|no|sem|sin)\s+(?:\w+['’]?\w*\s+){0,3}$")
_TAKES_BACK = re.compile(
    r"\b(?:just kidding|kidding|jk|just joking|joking|brincadeira|brincando|brinks|zoeira|zoando|zuando|zuera"
    r"|tirando onda|just playing|messing with you|pulling your leg|mentira"
    r"|chiste|vacilando|jodiendo|es broma|era broma|una broma|bromeando|broma|that was a joke|a joke)\b"
)
_CORRECTS = re.compile(
    r"\b(?:no wait|wait|actually|i mean|i meant|meant to say|sorry|oops|whoops|correction|scratch that|my bad"
    r"|typo|not that|wrong"
    r"|na verdade|quis dizer|quero dizer|digo|alias|desculpa|desculpe|perdao|errei|escrevi errado|correcao"
    r"|corrigindo|corrigir|ou melhor|ops"
    r"|en realidad|quise decir|quiero decir|perdon|mejor dicho|me equivoque|correccion|corrijo|disculpa|upps?"
    r"|uy)\b[\s,.:;!-]*"
    r"|^\W*(?:no|nao|nop|nope|nah)\s*[,.!]\s*|\*(?=\w)"
    r"|^\W*(?:no|nao|nop|nope|nah)\s+(?=(?:it'?s|i'?m|es|e|eh|sou|soy|me)\b)"
    r"|[.!;]\s*(?:nah|nope|no|nao)\s*,\s*(?=\w)"
    r"|\b(?:no|nao)\s*,\s*(?=(?:it'?s|i'?m|es|e|eh|sou|soy|me|meu|mi|my)\b)"
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
