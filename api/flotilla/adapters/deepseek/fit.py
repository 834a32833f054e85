"""Whether what the model wrote may be sent: a reply of a sane length, in the right language, that keeps its secrets."""

import re
from collections.abc import Iterable

from flotilla.adapters.deepseek.prompt import RULES
from flotilla.adapters.deepseek.tool import TOOL_NAME
from flotilla.adapters.languages import find_language
from flotilla.domain.errors import UnavailableError
from flotilla.ports.brain import BrainRequest

MAX_REPLY = 4_096
RULES_RUN = 10
"""So many words in a row of the rules are no coincidence."""

PROMPT_RUN = 20
"""So many words in a row of the business's own text are recited, not used; its FAQ is there to be told word by word."""

PROMPT_SHARE = 0.5
LEAST_PROMPT = 12
"""Words that a prompt has at least, for a share of it to tell anything."""

_MARKS = re.compile(rf"</?(?:customer|business)\b|\b{TOOL_NAME}\b", re.IGNORECASE)


def require_fit(reply: str, request: BrainRequest) -> None:
    """Raise UnavailableError for a reply that must not be sent, so that another brain answers."""
    if not reply or len(reply) > MAX_REPLY:
        raise UnavailableError("The model's reply is empty or too long.")
    if _leaks(reply, request):
        raise UnavailableError("The model's reply tells what it was told in confidence.")
    wanted = request.bot.language
    found, sure = find_language([reply])
    if wanted is not None and sure and found != wanted:
        raise UnavailableError("The model's reply is in another language than the bot's.")


def _leaks(reply: str, request: BrainRequest) -> bool:
    said = _words(reply)
    if _MARKS.search(reply) or _runs(said, RULES_RUN) & _runs(_words(RULES), RULES_RUN):
        return True
    prompt = _words(request.bot.prompt)
    if _runs(said, PROMPT_RUN) & _runs(prompt, PROMPT_RUN):
        return True
    pairs = _runs(prompt, 3)
    return len(prompt) >= LEAST_PROMPT and len(pairs & _runs(said, 3)) > PROMPT_SHARE * len(pairs)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _runs(words: list[str], length: int) -> set[tuple[str, ...]]:
    starts: Iterable[int] = range(len(words) - length + 1)
    return {tuple(words[start : start + length]) for start in starts}
