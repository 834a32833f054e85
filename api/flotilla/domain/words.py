"""The words of a text as people compare them: without accents and case."""

import re
import unicodedata


def plain(text: str) -> str:
    """The text without accents and case."""
    return "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char)).casefold()


def plain_words(text: str) -> tuple[str, ...]:
    """The words, in their order, without accents, case and punctuation."""
    return tuple(re.findall(r"[^\W_]+", plain(text)))
