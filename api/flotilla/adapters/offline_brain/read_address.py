"""Street addresses: where one begins, and how far it goes ("Rua Augusta, 1500, apto 42, São Paulo - SP")."""

# ruff: noqa: RUF001 - customers write typographic dashes.

import re

from flotilla.adapters.offline_brain.known_places import CODES, known_place
from flotilla.adapters.offline_brain.text import Text
from flotilla.adapters.offline_brain.words import NEVER_IN_A_NAME

MAX_PARTS = 9

_STREET = re.compile(
    r"(?:(?:rua|r\.|av\.?|avenida|travessa|alameda|rodovia|estrada|praca|quadra|calle|cl\.?|carrera|cra\.?|diagonal"
    r"|jiron|jr\.|pasaje|boulevard|calzada)\s+(?=\w)"
    r"|\d{1,5}\s+(?:[a-z]+\.?\s+){1,3}(?:street|st|avenue|ave|road|rd|lane|ln|drive|dr|boulevard|blvd|court|ct"
    r"|way)\b)"
)
_END = re.compile(
    r"[!?;\n]|\.(?=\s|$)|,?\s+(?:e|y|and|mas|but|pero|my|meu|minha|mi|telefone|phone|email|e-mail|fone|tel)\b"
)
_PART = re.compile(r"\s*[,–-]\s*|\s+(?=(?:em|en|in|no|na)\s)")
_DETAIL = re.compile(
    r"^(?:n[º°o.]*\s*|#\s*)?\d{1,6}[a-z]?$|^(?:apto?|apartamento|apt|casa|bloco|bl|sala|lote|lt|qd|quadra|unit|suite"
    r"|piso|depto|dpto|torre|int|cep|zip|cp|esquina)\b\.?\s*[\w#.-]+(?:\s+(?:bloco|bl|torre)\s+\w+)?$|^\d{5}-?\d{3}$"
    r"|^\d{4,5}$|^(?:bairro|barrio|colonia|col\.?|conjunto|conj\.?"
    r"|jardim|jd\.?|vila|parque|pq\.?|residencial|setor|urb\.?|urbanizacion)\s+\w"
)


def read_address(text: Text, place: int) -> tuple[int, int] | None:
    """Where the street address that begins at a place of the text begins and ends, or None."""
    street = _STREET.match(text.plain, place)
    if street is None:
        return None
    stop = _END.search(text.plain, street.end())
    limit = stop.start() if stop else len(text.plain)
    end = place
    for count, (start, after) in enumerate(_parts(text.plain, place, limit)):
        if count >= MAX_PARTS or (count and not _belongs(text, start, after)):
            break
        end = after
    while end > place and text.plain[end - 1] in " ,-–":
        end -= 1
    return (place, end) if end > street.end() else None


def _parts(plain: str, place: int, limit: int) -> list[tuple[int, int]]:
    bounds = [match.span() for match in _PART.finditer(plain, place, limit)]
    starts = [place, *(after for _, after in bounds)]
    return list(zip(starts, [*(before for before, _ in bounds), limit], strict=True))


def _belongs(text: Text, start: int, end: int) -> bool:
    """Whether the part is a number, a detail of the house, a code of a state, or a place."""
    said = text.plain[start:end].strip()
    if _DETAIL.match(said) or said in CODES:
        return True
    first = re.match(r"(?:em|en|in|no|na)\s+", text.plain[start:end])
    words = text.words(start + (first.end() if first else 0), end)
    if not words or len(words) > 5:
        return False
    return bool(known_place(words)) or (words[0].capital and words[0].plain not in NEVER_IN_A_NAME)
