"""Contact cards, as phones write them (vCard)."""

import re

from flotilla.domain.content import ContactCard

MOST_PHONES = 20
LONGEST = 200

_LINE = re.compile(r"^(?:item\d+\.)?(TEL|FN)(;[^:]*)?:(.*)$", re.IGNORECASE | re.MULTILINE)


def read_card(name: str, vcard: str) -> ContactCard:
    """The card's name and numbers; a card that can't be read has none."""
    found = [(kind.upper(), value.strip()[:LONGEST]) for kind, _, value in _LINE.findall(vcard.replace("\r", ""))]
    shown = name.strip()[:LONGEST] or next((value for kind, value in found if kind == "FN" and value), "")
    phones = dict.fromkeys(value for kind, value in found if kind == "TEL" and value)
    return ContactCard(shown, tuple(phones)[:MOST_PHONES])
