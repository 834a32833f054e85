"""E-mail addresses in free text, also spelled out ("ana arroba exemplo ponto com")."""

import re
from collections.abc import Iterator

from flotilla.adapters.offline_brain.found import Found, about_somebody_else, is_outdated
from flotilla.adapters.offline_brain.text import Text
from flotilla.domain.lead_fields import LeadField

_TLD = (
    r"com|net|org|edu|gov|io|co|br|ar|mx|pt|es|cl|pe|uy|us|uk|info|biz|me|dev|app"
    r"|ca|au|ie|nz|za|in|de|fr|it|ec|py|bo|ve|cr|pa|gt|ao|mz|shop|store|online"
)
_WRITTEN = re.compile(
    rf"(?<![\w.+%-])[\w.+%-]+\s?@\s?[a-z0-9-]+(?:\.[a-z0-9-]+)*"
    rf"(?:\s?[.,]\s?(?:{_TLD})\b(?:\s?[.,]\s?(?:{_TLD})\b)?|\.[a-z]{{2,}}\b)",
    re.ASCII,
)
_JOINERS = {
    ".": "ponto|punto|dot",
    "_": "underline|underscore|under score|sublinhado|guion bajo",
    "-": "traco|tracinho|hifen|dash|hyphen|guion",
}
"""The signs of an address, and what they are called."""

_JOIN = rf"(?:\s+(?:{'|'.join(_JOINERS.values())})\s+|\s*(?:\(dot\)|\[dot\])\s*|[._+-])"
_AT = r"(?:\s*(?:\(at\)|\[at\]|@)\s*|\s+(?P<at>arroba|at)\s+)"
_SPELLED = re.compile(
    rf"(?<![a-z0-9._+-])(?P<local>[a-z0-9]+(?:{_JOIN}[a-z0-9]+){{0,6}}){_AT}"
    rf"(?P<domain>[a-z0-9]+(?:{_JOIN}[a-z0-9]+){{0,4}})(?![a-z0-9])"
)
_ENDS_WELL = re.compile(rf"\.(?:{_TLD})$|\.[a-z]{{2,}}\.[a-z]{{2}}$")
_CUE = re.compile(r"\be-?mails?\b|\bmail\b|\bcorreo\b|\bendereco eletronico\b")
_PROVIDER = re.compile(
    r"^(?:gmail|hotmail|outlook|yahoo|icloud|live|uol|bol|terra|proton|protonmail|msn|me|mail|globo|ig)\b"
)
_GLUE = re.compile(r"\s+")


def extract_emails(text: Text, *, asked: bool) -> Iterator[Found]:
    """The addresses that may be the writer's own, in order. `asked`: the bot has just asked for it."""
    taken: list[tuple[int, int]] = []
    for match in _WRITTEN.finditer(text.plain):
        value = _GLUE.sub("", match.group()).replace(",", ".").strip(".-")
        taken.append(match.span())
        yield from _found(text, value, match.start(), match.end(), asked=asked)
    for match in _SPELLED.finditer(text.plain):
        if any(start < match.end() and match.start() < end for start, end in taken):
            continue
        if match["at"] == "at" and not (asked or _meant(text, match)):
            continue
        domain = _join(match["domain"])
        if _ENDS_WELL.search(domain):
            yield from _found(text, f"{_join(match['local'])}@{domain}", match.start(), match.end(), asked=asked)


def has_email_attempt(text: Text) -> bool:
    """Whether the text looks as if it tried to be an address."""
    return "@" in text.clean or "arroba" in text.plain


def _found(text: Text, value: str, start: int, end: int, *, asked: bool) -> Iterator[Found]:
    if about_somebody_else(text, start) or is_outdated(text, start):
        return
    explicit = bool(_CUE.search(text.plain, max(0, start - 40), start))
    yield Found(LeadField.EMAIL, value, start, end, 0.98 if explicit or asked else 0.95, explicit)


def _meant(text: Text, match: re.Match[str]) -> bool:
    """Whether the English word "at" is the sign: an address is spoken of, or the host is known or spelled out."""
    spelled = " dot " in match["domain"] or _PROVIDER.match(match["domain"])
    return bool(spelled or _CUE.search(text.plain, max(0, match.start() - 60), match.start()))


def _join(spoken: str) -> str:
    joined = spoken.replace("(dot)", ".").replace("[dot]", ".")
    for sign, names in _JOINERS.items():
        joined = re.sub(rf"\s+(?:{names})\s+", sign, joined)
    return _GLUE.sub("", joined)
