"""The offline brain: reads the messages by rules and asks for one missing field at a time."""

import hashlib
from collections.abc import Mapping, Sequence

from flotilla.adapters.offline_brain import phrases
from flotilla.adapters.offline_brain.language import choose_language
from flotilla.adapters.offline_brain.reading import Reader
from flotilla.adapters.offline_brain.told import Reading
from flotilla.domain.faq import answer_to
from flotilla.domain.ids import phone_digits
from flotilla.domain.leads import capture, missing_fields, refuse
from flotilla.domain.messages import Direction
from flotilla.ports.brain import BrainAnswer, BrainRequest
from flotilla.ports.fields import FieldRules


class OfflineBrain:
    """Implements Brain without a model; the same request always gets the same answer."""

    def __init__(self, rules: FieldRules) -> None:
        self._rules = rules

    def answer(self, request: BrainRequest) -> BrainAnswer:
        """See the port; it is never unavailable."""
        if not any(message.text or message.type != "revoked" for message in request.unanswered):
            return BrainAnswer(reply="")
        texts = [message.text for message in request.unanswered if message.text]
        language, told = choose_language(request.bot.language, request.language, texts, request.lead.chat)
        reading = Reader(self._rules, request, language).read()
        missing = _still_missing(request, reading)
        ask = None if reading.wants_person else _next_field(missing, request.asked)
        return BrainAnswer(
            reply=_reply(request, reading, language, ask, read=bool(texts)),
            fields=reading.fields,
            refused=tuple(reading.refused),
            asked=(str(ask),) if ask is not None else (),
            language=language if told else None,
            wants_person=reading.wants_person,
            brain="offline",
        )


def _still_missing(request: BrainRequest, reading: Reading) -> tuple[str, ...]:
    required = request.bot.required_fields
    known = capture(request.lead, reading.fields, required, request.now)
    return missing_fields(refuse(known, reading.refused, request.now), required)


def _next_field(missing: Sequence[str], asked: tuple[str, ...]) -> str | None:
    """The missing field that was asked for the fewest times, so that one that gets no answer holds up nothing."""
    askable = [name for name in missing if name in phrases.ASK]
    return min(askable, key=lambda name: asked.count(name) // 2, default=None)


def _reply(request: BrainRequest, reading: Reading, language: str, ask: str | None, *, read: bool) -> str:
    says = _Voice(request, language)
    parts: list[str] = []
    if not any(message.direction is Direction.OUT for message in request.history):
        parts.append(says.one_of(phrases.GREETING).format(bot=request.bot.name))
    if reading.wants_person:
        return " ".join([*parts, says.one_of(phrases.PERSON)])
    if not read:
        parts.append(says.one_of(phrases.ONLY_TEXT))
    elif (known := _known_answer(request, reading)) is not None:
        parts.append(known)
    elif reading.asks and not reading.fields:
        parts.append(says.one_of(phrases.QUESTION))
    if ask is None:
        return " ".join([*parts, _end(request, reading, says)])
    if reading.fields:
        parts.append(says.one_of(phrases.THANKS).format(name=_by_name(request, reading)))
    elif reading.refused:
        parts.append(says.one_of(phrases.ALL_RIGHT))
    elif reading.attempted in phrases.RETRY:
        parts.append(says.one_of(phrases.RETRY[reading.attempted]))
    parts.append(_question(request, ask, says))
    return " ".join(parts)


def _known_answer(request: BrainRequest, reading: Reading) -> str | None:
    """The business's own answer to what the customer asks, if there is one. Who tells of themselves asks nothing."""
    if reading.fields and not reading.asks:
        return None
    texts = [message.text for message in request.unanswered if message.text]
    return next((answer for answer in (answer_to(text, request.bot.faq) for text in texts) if answer), None)


def _end(request: BrainRequest, reading: Reading, says: "_Voice") -> str:
    """The thanks at the end; said once, then shorter."""
    if reading.fields or reading.refused or not request.asked:
        return says.one_of(phrases.COMPLETE).format(name=_by_name(request, reading))
    return says.one_of(phrases.AFTERWARDS)


def _question(request: BrainRequest, ask: str, says: "_Voice") -> str:
    if ask == "phone" and phone_digits(request.lead.chat) is None:
        return says.one_of(phrases.ASK_HIDDEN_PHONE)
    return says.one_of(phrases.ASK[ask], shift=request.asked.count(ask))


def _by_name(request: BrainRequest, reading: Reading) -> str:
    """', Ana', or nothing while the name is unknown."""
    value = reading.fields.get("name") or request.lead.fields.get("name")
    return f", {value.value.split()[0]}" if value is not None else ""


class _Voice:
    """Chooses among phrases: by the chat and the message, so that wording varies without chance."""

    def __init__(self, request: BrainRequest, language: str) -> None:
        self._language = language if language in phrases.GREETING else "en"
        last = request.unanswered[-1].id if request.unanswered else ""
        digest = hashlib.sha256(f"{request.lead.chat}/{last}".encode()).digest()
        self._number = int.from_bytes(digest[:4])

    def one_of(self, table: Mapping[str, tuple[str, ...]], *, shift: int = 0) -> str:
        """One wording; `shift` moves on to the next one when the same is said again."""
        wordings = table[self._language]
        return wordings[(self._number + shift) % len(wordings)]
