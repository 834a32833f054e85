"""What messages hold that is neither text nor file: places, contact cards, polls. Each is one field of the body."""

import json

from simulator.errors import RefusalError
from simulator.model import Json
from simulator.requests import text_field

KINDS = ("location", "contact", "poll")
_MOST_OPTIONS = 12


def read_content(kind: str, body: Json) -> str:
    """The content as it is stored, or raise RefusalError (422)."""
    given: Json = body[kind]
    if not isinstance(given, dict) and kind != "contact":
        raise RefusalError(422, "bad_field", f"`{kind}` must be an object.")
    return json.dumps(_READERS[kind](given))


def _location(given: Json) -> Json:
    degrees: Json = {name: given.get(name) for name in ("lat", "lng")}
    if any(isinstance(value, bool) or not isinstance(value, int | float) for value in degrees.values()):
        raise RefusalError(422, "bad_field", "`lat` and `lng` must be numbers.")
    named: Json = {name: text_field(given, name, limit=300) for name in ("name", "address") if name in given}
    return {**degrees, **named}


def _contacts(given: Json | list[Json]) -> Json:
    cards = given if isinstance(given, list) else [given]
    if not all(isinstance(card, dict) for card in cards):
        raise RefusalError(422, "bad_field", "`contact` must be an object, or a list of them.")
    return {"cards": [{"name": text_field(c, "name", limit=100), "vcard": _vcard(c)} for c in cards]}


def _vcard(card: Json) -> str:
    phone = text_field(card, "phone", limit=30)
    digits = "".join(char for char in phone if char.isdigit())
    lines = ("BEGIN:VCARD", "VERSION:3.0", f"FN:{card['name']}", f"item1.TEL;waid={digits}:{phone}", "END:VCARD")
    return "\n".join(lines)


def _poll(given: Json) -> Json:
    options = given.get("options")
    if not isinstance(options, list) or not 2 <= len(options) <= _MOST_OPTIONS:
        raise RefusalError(422, "bad_field", f"`options` must be a list of 2 to {_MOST_OPTIONS} texts.")
    return {"question": text_field(given, "question", limit=255), "options": [str(option) for option in options]}


_READERS = {"location": _location, "contact": _contacts, "poll": _poll}
