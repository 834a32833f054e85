"""A customer's text, made ready for rules, with the way back to the words as they were written."""

# ruff: noqa: RUF001 - customers write typographic quotes and dashes.

import re
import unicodedata
from dataclasses import dataclass, field

MAX_READ = 4_096
"""Characters of a message that are read; WhatsApp's own limit for a text."""

_HIDDEN = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\ufeff") | frozenset(
    map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
)
"""Zero-width marks and direction overrides: invisible, and no part of a name or an address."""

FIRST_SYMBOL = "\u2190"
"""Signs like "°" and "´" come before it."""

WORD = re.compile(r"[^\W\d_]+(?:['’´-][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its place in the text; `plain` is lower case without accents and apostrophes."""

    text: str
    plain: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        """Whether it starts with a capital letter."""
        return self.text[0].isupper()


@dataclass(frozen=True, slots=True)
class Text:
    """A message: `clean` without invisible characters, `plain` lower case and without accents, of equal length."""

    original: str
    clean: str = field(init=False)
    plain: str = field(init=False)
    shouted: bool = field(init=False)
    _places: tuple[int, ...] = field(init=False)

    def __post_init__(self) -> None:
        composed = _compose(self.original[:MAX_READ])
        object.__setattr__(self, "clean", "".join(char for char, _ in composed))
        object.__setattr__(self, "plain", "".join(plain_char(char) for char, _ in composed))
        object.__setattr__(self, "_places", tuple(place for _, place in composed))
        letters = [char for char in self.clean if char.isalpha()]
        object.__setattr__(self, "shouted", len(letters) > 6 and all(char.isupper() for char in letters))

    def quote(self, start: int, end: int) -> str:
        """The words as they were written."""
        if start >= end:
            return ""
        return self.original[self._places[start] : self._places[end - 1] + 1]

    def words(self, start: int = 0, end: int | None = None) -> list[Word]:
        """The words between two places."""
        stop = len(self.clean) if end is None else end
        return [
            Word(match.group(), joined(self.plain[match.start() : match.end()]), match.start(), match.end())
            for match in WORD.finditer(self.clean, start, stop)
        ]


def joined(word: str) -> str:
    """The word without its apostrophes."""
    return re.sub("['’´]", "", word)


def _compose(original: str) -> list[tuple[str, int]]:
    """The visible characters, accents joined with their letters, each with its place in the original."""
    composed: list[tuple[str, int]] = []
    for place, char in enumerate(original):
        if char in _HIDDEN:
            continue
        if unicodedata.combining(char):
            joined = unicodedata.normalize("NFC", composed[-1][0] + char) if composed else ""
            if len(joined) == 1:
                composed[-1] = (joined, composed[-1][1])
            continue
        if char.isspace() and char != "\n":
            composed.append((" ", place))
        else:
            composed.append(("," if _is_symbol(char) else char, place))
    return composed


def _is_symbol(char: str) -> bool:
    """Whether it is an emoji or another drawing, which parts what it stands between as a comma does."""
    return char >= FIRST_SYMBOL and unicodedata.category(char) in ("So", "Sk", "Mn", "Cn")


def plain_char(char: str) -> str:
    """One character in lower case without its accent."""
    return unicodedata.normalize("NFD", char)[0].lower()[0]


def plain(text: str) -> str:
    """Lower case without accents."""
    return "".join(plain_char(char) for char in unicodedata.normalize("NFC", text))
