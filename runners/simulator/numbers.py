"""Phone numbers and the addresses that WhatsApp gives them."""

import hashlib
import re

from simulator.errors import RefusalError

_SEPARATORS = re.compile(r"[\s+().-]")
_NUMBER = re.compile(r"[1-9]\d{6,14}")
_BRAZIL_MOBILE_WITH_NINTH = 13
_BRAZIL_MOBILE_WITHOUT_NINTH = 12


def normalise(value: object, field: str = "number") -> str:
    """Strip `+`, spaces, dashes, dots and brackets; raises RefusalError (422) for what is no number."""
    if not isinstance(value, str):
        raise RefusalError(422, "bad_number", f"`{field}` must be a text of digits, such as 5511999999999.")
    number = _SEPARATORS.sub("", value)
    if not _NUMBER.fullmatch(number):
        raise RefusalError(
            422, "bad_number", f"`{field}` {value!r} is no phone number: 7 to 15 digits with the country code."
        )
    return number


def variants(number: str) -> list[str]:
    """The number as given, and its Brazilian twin with or without the ninth digit: WhatsApp takes both for one."""
    if number.startswith("55") and len(number) == _BRAZIL_MOBILE_WITH_NINTH and number[4] == "9":
        return [number, number[:4] + number[5:]]
    if number.startswith("55") and len(number) == _BRAZIL_MOBILE_WITHOUT_NINTH:
        return [number, f"{number[:4]}9{number[4:]}"]
    return [number]


def lid_of(number: str) -> str:
    """The 15-digit LID of a number; the same in every run, and not the number itself."""
    digest = int.from_bytes(hashlib.sha256(f"lid:{number}".encode()).digest()[:8], "big")
    return str(10**14 + digest % (9 * 10**14))
