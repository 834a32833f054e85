"""Values of a bot's own fields in free text."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from flotilla.adapters.offline_brain import intents
from flotilla.adapters.offline_brain.found import Found
from flotilla.adapters.offline_brain.read_date import read_dates
from flotilla.adapters.offline_brain.text import Text, plain
from flotilla.domain.lead_fields import FieldType, OwnField

_ASKED = 0.9
_LABELLED = 0.85
_NEARBY = 30
"""Characters between a label and its value: "my budget is about 500 mil"."""

_NUMBER = re.compile(
    r"(?<![\w.,/-])(?:r\$|\$|€|£|us\$)?\s*-?\d[\d.,]*\d?\s*(?:(?:k|mil|thousand|mi|milh\w+|millon\w*"
    r"|million)\b)?(?![\w/])"
)
_SMALL_NUMBERS = (
    "zero|cero", "one|um|uma|uno|una", "two|dois|duas|dos", "three|tres", "four|quatro|cuatro", "five|cinco",
    "six|seis", "seven|sete|siete", "eight|oito|ocho", "nine|nove|nueve", "ten|dez|diez",
)  # fmt: skip
_SPELLED = {word: number for number, words in enumerate(_SMALL_NUMBERS) for word in words.split("|")}
_SPELLED_WORD = re.compile(rf"\b(?:{'|'.join(_SPELLED)})\b")
_FILLERS = re.compile(
    r"^\W*(?:(?:it'?s|its|it is|e|eh|es|i'?m|sou|soy|well|bom|bueno|pues|claro|sure|ok|oi|ola|hi|hola|seria)\b"
    r"[\s,.:!-]*)*"
)
_NOT = re.compile(r"\b(?:not|no|nao|nunca|never|don't|sem|sin|without)\s+(?:\w+\s+){0,2}$")


def extract_own(
    text: Text, fields: Iterable[OwnField], asked: str | None, taken: list[Found], today: date, *, month_first: bool
) -> Iterator[Found]:
    """The values of these fields, each at most once. `asked`: the key of the one that the bot asked for last."""
    for field in fields:
        label = _label_of(text, field)
        if field.key != asked and (label is None and field.type is not FieldType.CHOICE):
            continue
        for value, start, end in _candidates(text, field, today, asked=field.key == asked, month_first=month_first):
            free = not any(item.start < end and start < item.end for item in taken)
            if free and (field.key == asked or _is_told(text, field, label, start, end)):
                confidence = _ASKED if field.key == asked else _LABELLED
                yield Found(field.key, value, start, end, confidence, explicit=True)
                break


def _label_of(text: Text, field: OwnField) -> tuple[int, int] | None:
    match = re.search(rf"\b{re.escape(plain(field.label))}\b", text.plain)
    return match.span() if match else None


def _is_told(text: Text, field: OwnField, label: tuple[int, int] | None, start: int, end: int) -> bool:
    """Whether the value stands at its field's label; a choice may stand alone where nothing is asked."""
    if field.type is FieldType.CHOICE:
        return not intents.is_question(text)
    if label is None:
        return False
    return 0 <= start - label[1] <= _NEARBY or 0 <= label[0] - end <= 2


def _candidates(
    text: Text, field: OwnField, today: date, *, asked: bool, month_first: bool
) -> Iterator[tuple[str, int, int]]:
    if field.type is FieldType.CHOICE:
        yield from _options(text, field)
    elif field.type is FieldType.DATE:
        for day, start, end in read_dates(text.plain, today, month_first=month_first):
            yield day.isoformat(), start, end
    elif field.type is FieldType.NUMBER:
        for match in _NUMBER.finditer(text.plain):
            yield match.group(), *match.span()
        for match in _SPELLED_WORD.finditer(text.plain):
            yield str(_SPELLED[match.group()]), *match.span()
    else:
        yield from _said(text, field, asked=asked)


def _options(text: Text, field: OwnField) -> Iterator[tuple[str, int, int]]:
    """The one option that the text names by its whole words; two of them are no choice yet."""
    found: list[tuple[str, int, int]] = []
    for option in sorted(field.options, key=len, reverse=True):
        words = r"\W+".join(map(re.escape, re.findall(r"\w+", plain(option))))
        for match in re.finditer(rf"\b{words}s?\b", text.plain):
            inside = any(start <= match.start() and match.end() <= end for _, start, end in found)
            if not inside and not _NOT.search(text.plain, 0, match.start()):
                found.append((option, *match.span()))
    if len({option for option, _, _ in found}) == 1:
        yield found[0]


def _said(text: Text, field: OwnField, *, asked: bool) -> Iterator[tuple[str, int, int]]:
    """What stands after "label:", or the whole answer to the question."""
    label = re.search(rf"\b{re.escape(plain(field.label))}\s*[:=]\s*([^\n;]+)", text.plain)
    if label is not None:
        yield text.clean[label.start(1) : label.end(1)], *label.span(1)
    elif asked and not intents.is_question(text) and not intents.wants_person(text):
        fillers = _FILLERS.match(text.plain)
        start = fillers.end() if fillers else 0
        start = start if text.clean[start:].strip(" .!") else 0
        if text.clean[start:].strip():
            yield text.clean[start:].strip(), start, len(text.clean.rstrip())
