"""Values that stand alone in a list or as a whole message, with no words that say what they are."""

# ruff: noqa: RUF001 - customers write typographic quotes and dashes.

import re
from collections.abc import Iterator

from flotilla.adapters.offline_brain.extract_location import read_place
from flotilla.adapters.offline_brain.extract_name import read_name
from flotilla.adapters.offline_brain.found import Found
from flotilla.adapters.offline_brain.known_names import FIRST_NAMES
from flotilla.adapters.offline_brain.known_places import PLACES
from flotilla.adapters.offline_brain.text import Text
from flotilla.domain.bots import LeadField

_SEGMENT = re.compile(r"[^,;\n|]+")
_PARTED = re.compile(r"\s[-–—]\s")


def bare_values(text: Text, found: list[Found], missing: frozenset[str]) -> Iterator[Found]:
    """Names and places among the parts of the message that nothing else was found in.

    A list counts only beside an address or a number, and a lone value only if it is a known one.
    """
    beside = any(item.field in (LeadField.EMAIL, LeadField.PHONE) for item in found)
    for count, (start, end) in enumerate(_segments(text)):
        if any(item.start < end and start < item.end for item in found):
            continue
        alone = not text.plain[:start].strip() and not text.plain[end:].strip(" .!\n")
        if not (beside or alone):
            continue
        yield from _classify(text, start, end, missing, first=beside and count == 0)


def _segments(text: Text) -> Iterator[tuple[int, int]]:
    for match in _SEGMENT.finditer(_PARTED.sub(lambda dash: "," * len(dash.group()), text.clean)):
        raw = match.group()
        start = match.start() + len(raw) - len(raw.lstrip(" .!"))
        end = match.end() - (len(raw) - len(raw.rstrip(" .!")))
        if start < end:
            yield start, end


def _classify(text: Text, start: int, end: int, missing: frozenset[str], *, first: bool) -> Iterator[Found]:
    words = text.words(start, end)
    if not words or not words[0].text:
        return
    value = text.plain[start:end]
    place = read_place(text, start, announced=False)
    is_place = value in PLACES or (
        place is not None and text.plain[place[0] : place[1]].split(",")[0].split("/")[0].strip() in PLACES
    )
    name = read_name(text, start, announced=False)
    known_name = words[0].plain in FIRST_NAMES
    capitals = first and 2 <= len(words) <= 4 and all(word.capital for word in words)
    is_name = name == (start, end) and (known_name or capitals) and len(words) <= 5
    if is_name and is_place and LeadField.NAME in missing and LeadField.LOCATION in missing:
        is_name = first
        is_place = not first
    if is_name and LeadField.NAME in missing and (not is_place or LeadField.LOCATION not in missing or first):
        yield Found(LeadField.NAME, text.clean[start:end], start, end, 0.75, explicit=False)
    elif is_place and place is not None and place[0] == start and LeadField.LOCATION in missing:
        yield Found(LeadField.LOCATION, text.clean[place[0] : place[1]], *place, 0.75, explicit=False)
