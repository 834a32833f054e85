"""Days in free text: 2026-03-12, 12/03, 3 de março, March 3rd, tomorrow, on Friday."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

_MONTHS = (
    "jan|january|janeiro|enero|ene", "feb|february|fevereiro|fev|febrero", "mar|march|marco|marzo",
    "apr|april|abril|abr", "may|maio|mai|mayo", "jun|june|junho|junio", "jul|july|julho|julio",
    "aug|august|agosto|ago", "sep|sept|september|setembro|set|septiembre|setiembre",
    "oct|october|outubro|out|octubre", "nov|november|novembro|noviembre", "dec|december|dezembro|dez|diciembre|dic",
)  # fmt: skip
_MONTH = {word: number for number, words in enumerate(_MONTHS, start=1) for word in words.split("|")}
_DAYS = (
    "monday|mon|segunda|lunes", "tuesday|tue|terca|martes", "wednesday|wed|quarta|miercoles",
    "thursday|thu|quinta|jueves", "friday|fri|sexta|viernes", "saturday|sat|sabado", "sunday|sun|domingo",
)  # fmt: skip
_WEEKDAY = {word: number for number, words in enumerate(_DAYS) for word in words.split("|")}
_NEAR = {
    "depois de amanha": 2, "day after tomorrow": 2, "pasado manana": 2, "hoje": 0, "today": 0, "hoy": 0,
    "amanha": 1, "tomorrow": 1, "tmrw": 1, "manana": 1,
}  # fmt: skip

_MONTH_WORDS = "|".join(sorted(_MONTH, key=len, reverse=True))
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_SLASHED = re.compile(r"(?<![\d/.-])(\d{1,2})\s?[/.-]\s?(\d{1,2})(?:\s?[/.-]\s?(\d{4}|\d{2}))?(?![\d/-]|\.\d)")
_DAY_FIRST = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th|º|o)?\s+(?:de\s+|of\s+)?({_MONTH_WORDS})\b(?:[\s,]+(?:de(?:l)?\s+)?(\d{{4}}))?"
)
_MONTH_FIRST = re.compile(rf"\b({_MONTH_WORDS})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?\b(?:[\s,]+(\d{{4}}))?")
_NEAR_WORDS = re.compile(r"(?<!\bla )(?<!\bde )\b(" + "|".join(_NEAR) + r")\b")
_WEEKDAY_WORDS = re.compile(rf"\b({'|'.join(_WEEKDAY)})(?:[- ]feira)?\b")
_DAY_ONLY = re.compile(r"\b(?:dia|el|the|on the)\s+(\d{1,2})(?:st|nd|rd|th)?\b(?!\s*(?:de|/|:|h\b))")


def read_dates(plain: str, today: date, *, month_first: bool) -> Iterator[tuple[date, int, int]]:
    """The days that the text names, each with where it stands, surest kind first.

    A day without a year is the next one that comes. `month_first`: 3/12 is a day in March.
    """
    for match in _ISO.finditer(plain):
        yield from _dated(match, match[1], match[2], match[3], today)
    for match in _DAY_FIRST.finditer(plain):
        yield from _dated(match, match[3], _MONTH[match[2]], match[1], today)
    for match in _MONTH_FIRST.finditer(plain):
        yield from _dated(match, match[3], _MONTH[match[1]], match[2], today)
    for match in _SLASHED.finditer(plain):
        day, month = (match[2], match[1]) if month_first and int(match[1]) <= len(_MONTHS) else (match[1], match[2])
        yield from _dated(match, match[3], month, day, today)
    for match in _NEAR_WORDS.finditer(plain):
        yield today + timedelta(days=_NEAR[match[1]]), *match.span()
    for match in _WEEKDAY_WORDS.finditer(plain):
        ahead = (_WEEKDAY[match[1]] - today.weekday() - 1) % 7 + 1
        yield today + timedelta(days=ahead), *match.span()
    for match in _DAY_ONLY.finditer(plain):
        month, year = (today.month, today.year) if int(match[1]) >= today.day else _month_after(today)
        yield from _dated(match, str(year), month, match[1], today)


def _dated(
    match: re.Match[str], year: str | None, month: str | int, day: str, today: date
) -> Iterator[tuple[date, int, int]]:
    century = 2000 if year is not None and len(year) == 2 else 0
    try:
        found = date(int(year) + century if year else today.year, int(month), int(day))
        if year is None and found < today:
            found = found.replace(year=today.year + 1)
    except ValueError:
        return
    yield found, *match.span()


def _month_after(today: date) -> tuple[int, int]:
    return (1, today.year + 1) if today.month == len(_MONTHS) else (today.month + 1, today.year)
