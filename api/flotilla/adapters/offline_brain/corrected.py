"""Where the right value begins and ends after a correction: "no, it's Ana, sorry"."""

# ruff: noqa: RUF001 - customers write typographic quotes.

from flotilla.adapters.offline_brain.text import Text

_IS = (
    "it's ",
    "it’s ",
    "it is ",
    "its ",
    "it was ",
    "e a ",
    "e o ",
    "e ",
    "eh ",
    "es ",
    "era ",
    "is ",
    "moro em ",
    "vivo en ",
    "em ",
    "en ",
    "in ",
    "sou ",
    "soy ",
    "i'm ",
    "haha ",
    "kkk ",
    "jaja ",
    "the real one is ",
    "na verdade ",
    "actually ",
    "en realidad ",
)


def skip_is(text: Text, start: int) -> int:
    """The place after "it's" and the like."""
    moved = True
    while moved:
        moved = False
        for words in _IS:
            if text.plain.startswith(words, start):
                start += len(words)
                moved = True
                break
    return start


def clause_ends(text: Text, place: int) -> bool:
    """Whether a clause ends at the place."""
    rest = text.plain[place:].lstrip(" ")
    return rest[:1] in ",.;!?\n()" or rest.startswith(("com ", "with ", "con ", "mesmo", "actually", "na verdade"))
