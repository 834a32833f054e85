"""The offline brain: reads the messages by rules and asks for one missing field at a time."""

import hashlib
from collections.abc import Mapping, Sequence

from flotilla.adapters.languages import choose_language
from flotilla.adapters.offline_brain import phrases, questions
from flotilla.adapters.offline_brain.reading import Reader
from flotilla.adapters.offline_brain.told import Reading
from flotilla.domain.faq import answer_to
from flotilla.domain.ids import phone_digits
from flotilla.domain.lead_fields import find_own
from flotilla.domain.leads import capture, missing_fields, refuse
from flotilla.domain.messages import Direction
from flotilla.domain.pictures import Picture, picture_for
from flotilla.ports.brain import BrainAnswer, BrainRequest
from flotilla.ports.fields import FieldRules


class OfflineBrain:
    """Implements Brain and Listener without a model; the same request always gets the same answer."""

    def __init__(self, rules: FieldRules) -> None:
        self._rules = rules

    def answer(self, request: BrainRequest) -> BrainAnswer:
        """See the port; it is never unavailable."""
        if not any(message.text or message.type != "revoked" for message in request.unanswered):
            return BrainAnswer(reply="")
        texts = [message.text for message in request.unanswered if message.text]
        language, told = choose_language(request.bot.language, request.language, texts, request.lead.chat)
        reading = Reader(self._rules, request, language).read()
        picture = None if reading.wants_person else picture_for(_written(request), request.pictures)
        missing = _still_missing(request, reading)
        ask = None if reading.wants_person else _next_field(missing, request.asked)
        return BrainAnswer(
            reply=_reply(request, reading, language, ask, picture, read=bool(texts)),
            fields=reading.fields,
            refused=tuple(reading.refused),
            asked=(str(ask),) if ask is not None else (),
            language=language if told else None,
            wants_person=reading.wants_person,
            picture=picture.id if picture is not None else None,
            brain="offline",
        )

    def listen(self, request: BrainRequest) -> BrainAnswer:
        """See the port."""
        texts = [message.text for message in request.unanswered if message.text]
        language, told = choose_language(request.bot.language, request.language, texts, request.lead.chat)
        reading = Reader(self._rules, request, language).read()
        return BrainAnswer("", reading.fields, tuple(reading.refused), language=language if told else None)


def _written(request: BrainRequest) -> list[str]:
    """What the customer wrote in words of their own; that they sent a picture is no wish to see one."""
    return [message.text for message in request.unanswered if message.text and message.type == "text"]


def _still_missing(request: BrainRequest, reading: Reading) -> tuple[str, ...]:
    required = request.bot.required_fields
    known = capture(request.lead, reading.fields, required, request.now)
    return missing_fields(refuse(known, reading.refused, required, request.now), required)


def _next_field(missing: Sequence[str], asked: tuple[str, ...]) -> str | None:
    """The missing field that was asked for the fewest times, so that one that gets no answer holds up nothing."""
    return min(missing, key=lambda name: asked.count(name) // 2, default=None)


def _reply(
    request: BrainRequest, reading: Reading, language: str, ask: str | None, picture: Picture | None, *, read: bool
) -> str:
    says = _Voice(request, language)
    parts: list[str] = []
    if not any(message.direction is Direction.OUT for message in request.history):
        parts.append(says.one_of(phrases.GREETING).format(bot=request.bot.name))
    if reading.wants_person:
        return " ".join([*parts, says.one_of(phrases.PERSON)])
    parts += _to_the_point(request, reading, says, picture, read=read)
    if ask is None:
        return " ".join([*parts, _end(request, reading, says)])
    if reading.fields:
        parts.append(says.one_of(phrases.THANKS).format(name=_by_name(request, reading)))
    elif reading.refused:
        parts.append(says.one_of(phrases.ALL_RIGHT))
    elif reading.attempted in questions.RETRY:
        parts.append(says.one_of(questions.RETRY[reading.attempted]))
    parts.append(_question(request, ask, says))
    return " ".join(parts)


def _to_the_point(
    request: BrainRequest, reading: Reading, says: "_Voice", picture: Picture | None, *, read: bool
) -> list[str]:
    """What is said to what the customer asks, if they ask anything."""
    if not read:
        return [says.one_of(phrases.ONLY_TEXT)]
    known = _known_answer(request, reading)
    if known is not None:
        return [known]
    if picture is not None:
        return [says.one_of(phrases.PICTURE)]
    return [says.one_of(phrases.QUESTION)] if reading.asks and not reading.fields else []


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
        return says.one_of(questions.ASK_HIDDEN_PHONE)
    own = find_own(request.bot.fields, ask)
    if own is None:
        return says.one_of(questions.ASK[ask], shift=request.asked.count(ask))
    if own.question:
        return own.question
    asking = says.one_of(questions.ASK_OWN, shift=request.asked.count(ask)).format(label=own.label)
    return f"{asking} ({' / '.join(own.options)})" if own.options else asking


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
