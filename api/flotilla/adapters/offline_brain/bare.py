"""Values that stand alone in a list or as a whole message, with no words that say what they are."""

# ruff: noqa: RUF001 - customers write typographic quotes and dashes.

import re
from collections.abc import Iterator

from flotilla.adapters.offline_brain.found import Found
from flotilla.adapters.offline_brain.known_names import FIRST_NAMES
from flotilla.adapters.offline_brain.known_places import CODES, known_place, names_place
from flotilla.adapters.offline_brain.read_name import read_name
from flotilla.adapters.offline_brain.read_place import read_place
from flotilla.adapters.offline_brain.text import Text, Word
from flotilla.domain.lead_fields import LeadField

_SEGMENT = re.compile(r"(?:[^,;:\n|.]|\.(?!\s))+")
_GREETING = re.compile(
    r"(?:(?:hi|hello|hey|oi+e*|ola|opa|hola|buenas|bom dia|boa tarde|boa noite|buenos dias|buenas (?:tardes|noches)"
    r"|good (?:morning|afternoon|evening)|sim|claro|yes|sure|ok)\b[\s!.,]*)+"
)
_PARTED = re.compile(r"\s[-–—]\s")


def bare_values(text: Text, found: list[Found], missing: frozenset[str]) -> Iterator[Found]:
    """Names and places among the parts of the message that nothing else was found in.

    A list counts only beside an address or a number, and a lone value only if it is a known one.
    """
    whole = _whole_place(text) if LeadField.LOCATION in missing else None
    if whole is not None and not found:
        yield whole
        return
    beside = any(item.field in (LeadField.EMAIL, LeadField.PHONE) for item in found)
    known = {item.field for item in found}
    for start, end in _segments(text):
        if any(item.start < end and start < item.end for item in found):
            continue
        greeting = _GREETING.match(text.plain)
        alone = not text.plain[greeting.end() if greeting else 0 : start].strip() and not text.plain[end:].strip(
            " .!\n"
        )
        if not (beside or alone):
            continue
        wanted = frozenset(missing - known)
        for item in _classify(text, start, end, wanted, listed=beside):
            known.add(item.field)
            yield item


def _whole_place(text: Text) -> Found | None:
    """A message that is nothing but a known place with its parts: "Campinas, Barão Geraldo"."""
    words = text.words()
    if len(words) < 2 or not names_place(words) or text.clean[: words[0].start].strip(" ,.!"):
        return None
    span = read_place(text, words[0].start, announced=False, answer=True)
    if span is None or text.clean[span[1] :].strip(" ,.!)\n") or "," not in text.clean[span[0] : span[1]]:
        return None
    return Found(LeadField.LOCATION, text.clean[span[0] : span[1]], *span, 0.75, explicit=False)


def _segments(text: Text) -> Iterator[tuple[int, int]]:
    for match in _SEGMENT.finditer(_PARTED.sub(lambda dash: "," * len(dash.group()), text.clean)):
        raw = match.group()
        start = match.start() + len(raw) - len(raw.lstrip(" .!"))
        end = match.end() - (len(raw) - len(raw.rstrip(" .!")))
        greeting = _GREETING.match(text.plain, start, end)
        start = greeting.end() if greeting else start
        if start < end:
            yield start, end


def _classify(text: Text, start: int, end: int, missing: frozenset[str], *, listed: bool) -> Iterator[Found]:
    """The name or the place that the part is. `listed`: it stands beside an address or a number, in any writing."""
    name_missing, place_missing = LeadField.NAME in missing, LeadField.LOCATION in missing
    is_name = name_missing and _is_name(text, start, end, listed=listed)
    place = read_place(text, start, announced=False)
    is_place = place_missing and place is not None and place[0] == start
    known = place is not None and _is_known(text.words(*place))
    if is_name and not (is_place and known and not listed):
        yield Found(LeadField.NAME, text.clean[start:end], start, end, 0.75, explicit=False)
    elif is_place and place is not None and (known or (listed and not name_missing and place[1] == end)):
        yield Found(LeadField.LOCATION, text.clean[place[0] : place[1]], *place, 0.75, explicit=False)


def _is_known(words: list[Word]) -> bool:
    """Whether a place is known as one, or has the code of a state."""
    return names_place(words) or _has_code(words)


def _has_code(words: list[Word]) -> bool:
    """Whether the last word is a state's code in capitals: "Hoboken NJ"."""
    return len(words) > 1 and words[-1].plain in CODES and words[-1].text.isupper()


def _is_name(text: Text, start: int, end: int, *, listed: bool) -> bool:
    words = text.words(start, end)
    if not 1 <= len(words) <= 5 or read_name(text, start, announced=False) != (start, end):
        return False
    if _has_code(words):
        return False
    capitals = listed and 2 <= len(words) <= 4 and all(word.capital for word in words)
    return words[0].plain in FIRST_NAMES or (capitals and not known_place(words))
