"""The words that say that a place comes, and that the writer lives there."""

import re
from itertools import islice

from flotilla.adapters.offline_brain.known_places import known_place
from flotilla.adapters.offline_brain.text import Text

_HOUSE = re.compile(
    r"(?:(?:a|an|the|uma?|una?|o|el|la|os|as|las|los)\s+)?(?:(?:small|nice|beautiful|little|pequena|linda"
    r"|hermosa)\s+)?"
    r"(?:house|apartment|flat|condo|city|town|state|village|area|suburb|neighbou?rhood|region|casa"
    r"|apartamento|ape|cidade|estado|bairro|regiao|interior"
    r"|zona (?:norte|sul|leste|oeste)|centro|departamento|piso|ciudad|barrio|pueblo|zona|region|provincia"
    r"|farm|ranch|outskirts|suburbs|fazenda|sitio|chacara|povoado|vilarejo|comunidade|arredores|periferia"
    r"|rancho|finca"
    r"|granja|chacra|comunidad|vereda|afueras|alrededores|pueblito|cidadezinha)"
    r"\s+(?:in|of|called|em|no|na|de|do|da|en|del|chamada|llamada"
    r"|near|close to|outside(?: of)?|perto de|proximo a|fora de|cerca de|por)\s+(?:(?:the|a|o|la|el)\s+(?=\w))?"
    r"|(?:a |la |the )?zona (?:norte|sul|sur|leste|este|oeste),\s+(?=\w)"
)
_SOFT = (
    r"(?:(?:over|out|down|up|right|just|also|currently|now|here|still|both|all|actually|living|based|located|staying"
    r"|writing|calling|texting|speaking|moved|recently"
    r"|aqui|ca|la|hoje|agora|atualmente|localizad[oa]s?|situad[oa]s?|sediad[oa]s?|hospedad[oa]s?|morando|natural"
    r"|morador|moradora"
    r"|aca|ahora|ahorita|actualmente|ubicad[oa]s?|radicad[oa]s?|domiciliad[oa]s?|viviendo|originari[oa])\s+){0,3}"
)
_OWN_PLACE = (
    r"(?:casa|loja|empresa|clinica|salao|escritorio|sitio|ape|apartamento|restaurante|oficina|fazenda|chacara"
    r"|tienda|negocio|local|taller|depa|depto|house|home|place|shop|store|office|business|restaurant|farm)"
)
LIVES = re.compile(
    r"(?:^|[.,;!?\n]\s*)(?:live|living|reside) in\s+"
    r"|\b(?:(?:i|we|and|but|now|actually|currently)\s+(?:(?:currently|now|just|actually|still|both|all|am"
    r"|'m)\s+)*(?:live|liv|reside|stay|living|residing)(?: (?:alone|together)| with(?: \w+){1,3}?)?"
    r"|i'?m (?:currently |now )?(?:living|based|located|residing)|i am (?:currently |now )?(?:living|based"
    r"|located|residing)|based|located|(?<!not )living"
    r"|(?:just |recently )?moved(?: recently)?|relocated)\s+(?:out |over |up |down |here )?(?:in|near|at|to"
    r"|around|outside of|outside)\s+"
    rf"|\b(?:my|our) {_OWN_PLACE} is (?:located |based )?(?:in|at)\s+"
    r"|\b(?:eu\s+)?(?:moro|vivo|resido|reside|morando|vivendo|to morando|me mudei|mudei|nos mudamos|moramos"
    r"|a gente (?:mora|vive|fica|ta)|nos (?:ficamos|fica)|ficamos|vivemos|acabei de (?:me )?mudar)\s+"
    r"(?:(?:com|sozinh[oa]) (?:\w+ ){0,3}?|(?:\w+\s+){0,2}?)(?:em|no|na|nos|nas|a|pra|para|perto de|proximo a"
    r"|aqui em|aqui no|aqui na)\s+"
    rf"|\b(?:minha|nossa|meu|nosso) {_OWN_PLACE} (?:e|eh|fica|ta|esta) (?:aqui )?(?:em|no|na)\s+"
    r"|\b(?:yo\s+)?(?:vivo|resido|radico|viviendo|vivimos|me mude|nos mudamos|me he mudado|nos hemos mudado"
    r"|acabo de mudarme|habito|me ubico|me encuentro"
    r"|nos encontramos|nos ubicamos)\s+(?:con (?:\w+ ){1,3}?|(?:\w+\s+){0,2}?)(?:en|a|por|cerca de|aqui en|aca en)\s+"
    rf"|\b(?:mi|nuestr[oa]) {_OWN_PLACE} (?:esta|queda) en\s+|\bmoro\s+(?=[^\W\d_]{{3}})"
)
"""The writer lives there: what follows is a place, however it is written."""

NAMED = re.compile(
    r"\b(?:my (?:city|town|location|address|hometown)(?:'s| is)|minha cidade(?: e| eh)?|meu endereco(?: e| eh)?"
    r"|minha localizacao(?: e| eh)?"
    r"|mi (?:ciudad|pueblo|barrio)(?: es)?|(?:meu|minha) (?:bairro|terra)(?: e| eh)?|mi direccion(?: es)?"
    r"|mi ubicacion(?: es)?)\s*:?\s+"
    r"|(?:^|[\n,;.]\s*)(?:city|location|address|town|cidade|endereco|localizacao|localidade|cidade/estado|local"
    r"|ciudad|direccion|ubicacion|localidad)\s*[:=-]\s*"
)
"""The place is named as one."""

NOW = re.compile(
    r"\b(?:(?:now|currently|these days)\W+(?:\w+\W+){0,2}in"
    r"|(?:agora|atualmente|no momento)\W+(?:\w+\W+){0,2}(?:em|no|na)"
    r"|(?:ahora|ahorita|actualmente|hoy por hoy)\W+(?:\w+\W+){0,2}en)\s+"
)
"""The writer is there now, wherever they come from, if what follows looks like a place."""

ORIGIN = re.compile(r"\b(?:(?:eu )?sou (?:aqui )?de|somos (?:aqui )?de|(?:yo )?soy (?:aqui )?de)\s+")
"""The writer comes from there, even in small letters, if nothing else follows."""

FROM = re.compile(
    rf"\b(?:(?:i'?m|i am|we'?re|we are) {_SOFT}(?:in|near|outside)|here in"
    rf"|(?:estou|estamos|to|tou|tamos|tamo) {_SOFT}(?:em|no|na)|(?:aqui|ca) (?:em|no|na|de|do|da)"
    rf"|(?:estoy|estamos|ando|andamos|quedo|quedamos|sigo|seguimos|continuo|continuamos) {_SOFT}(?:en|em|no|na"
    rf"|por)|(?:aqui|aca) en)\s+"
    rf"|\b(?:(?:i'?m|i am|we'?re|we are) {_SOFT}from|(?:writing|texting|calling|speaking|coming"
    rf"|reaching out) from|from"
    rf"|(?:eu )?sou {_SOFT}(?:de|do|da)|somos {_SOFT}(?:de|do|da)"
    r"|(?:falo|falando|falamos|escrevo|escrevendo|ligando) (?:aqui )?(?:de|do|da)|daqui de|natural de|moro"
    rf"|(?:yo )?soy {_SOFT}(?:de|del)|somos {_SOFT}del"
    r"|(?:(?:te|le|les|os) )?(?:escribo|escribimos|hablo|hablamos|llamo|contacto) (?:de|desde)|desde)\s+"
)
"""The writer is or comes from there, if what follows looks like a place."""

MAX_PROFESSIONS = 5
MAX_WORK = 80
"""Characters in which somebody says what they do and where."""

_PROFESSION = re.compile(
    r"\b(?:sou|soy|somos|(?:aqui|ca) (?:e|eh) d[aoe]|falo d[ao]|aca es de(?:l| la)"
    r"|i'?m an?|i am an?|we'?re an?|we are an?|we are the|this is the|(?:i|we) (?:run|own|manage) (?:an?|the)"
    rf"|(?:tenho|temos|tengo|tenemos|i have|we have) (?:uma?|una?|an?)(?= {_OWN_PLACE}))\s+(?=[a-z])"
)
_WORK_ENDS = re.compile(
    r"[.;:!?\n]|\b(?:e|y|and|que|tienen|hay|tem|voces|vcs|are|is|do|does|can|you|u|se|gostava|quisiera|me|estou"
    r"|estoy|vi|wanted|want|need|who|but|mas|pero|para|pra|for|quero|queria|gostaria|preciso|procuro|busco"
    r"|quiero|necesito"
    r"|looking|interested|interessad[oa]|interesad[oa]|client[ea]|customer|fa|fan|torcedora?|hincha|supporter)\b"
)
_IN_PLACE = re.compile(r"\b(?:em|no|na|en|in|from|de|do|da|del)\s+(?=[a-z])")


def skip_house(text: Text, place: int) -> int:
    """The place after "a house in" and "the city of", unless they are part of a name ("Ciudad de la Costa")."""
    house = _HOUSE.match(text.plain, place)
    if house is None:
        return place
    if text.clean[place : house.end()] in ("Ciudad de la ", "Ciudad del "):
        return place
    known = known_place(text.words(place, place + 60))
    return place if len(known) > house.end() - place else house.end()


def work_places(text: Text) -> list[tuple[int, int]]:
    """Where "sou dentista em" and "I'm a nurse from" begin, and the known place after them."""
    found = []
    for match in islice(_PROFESSION.finditer(text.plain), MAX_PROFESSIONS):
        limit = min(len(text.plain), match.end() + MAX_WORK)
        stop = _WORK_ENDS.search(text.plain, match.end(), limit)
        limit = stop.start() if stop else limit
        for preposition in _IN_PLACE.finditer(text.plain, match.end(), limit):
            words = text.words(preposition.end(), preposition.end() + 60)
            if text.plain[limit : limit + 1] != "?" and known_place(words):
                found.append((match.start(), preposition.end()))
                break
    return found
