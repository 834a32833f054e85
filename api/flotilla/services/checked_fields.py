"""Check what people set, field by field, so that one answer names everything that can't be used."""

from collections.abc import Callable, Mapping
from typing import Any

from flotilla.domain.errors import InvalidInputError


def check_fields(values: Mapping[str, Any], checks: Mapping[str, Callable[[Any], Any]], message: str) -> dict[str, Any]:
    """The values as their checks return them; a check raises ValueError with a sentence for people.

    Raise InvalidInputError with the message, naming each value that has no check or fails it.
    """
    checked: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    for name, value in values.items():
        check = checks.get(name)
        if check is None:
            wrong[name] = "This can't be set."
            continue
        try:
            checked[name] = check(value)
        except ValueError as error:
            wrong[name] = str(error)
    if wrong:
        raise InvalidInputError(message, fields=wrong)
    return checked
