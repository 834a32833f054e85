"""What a customer's messages tell: the fields, the refusals, and what is wanted."""

import re

from flotilla.adapters.offline_brain import intents
from flotilla.adapters.offline_brain.corrected import clause_ends, skip_is
from flotilla.adapters.offline_brain.extract_email import has_email_attempt
from flotilla.adapters.offline_brain.extract_phone import has_phone_attempt
from flotilla.adapters.offline_brain.find_values import find_values
from flotilla.adapters.offline_brain.found import Found
from flotilla.adapters.offline_brain.read_name import read_name
from flotilla.adapters.offline_brain.read_place import read_place
from flotilla.adapters.offline_brain.refusals import refused_fields
from flotilla.adapters.offline_brain.text import Text
from flotilla.adapters.offline_brain.told import Reading
from flotilla.domain.errors import InvalidInputError
from flotilla.domain.lead_fields import LeadField, find_own
from flotilla.domain.leads import FieldValue, Source
from flotilla.domain.messages import Message
from flotilla.ports.brain import BrainRequest
from flotilla.ports.fields import FieldRules

SURE = 0.9
"""From this confidence on, an explicit statement replaces what was known before."""

_LAUGHTER = re.compile(r"\b(?:k{2,}|(?:ha|he|ja|je|rs){2,}\w?|lo+l|lmao|jaj\w+|hah\w+|nah?|nao|no)\b")


class Reader:
    """Reads the messages of one turn, in order."""

    def __init__(self, rules: FieldRules, request: BrainRequest, language: str) -> None:
        self._rules = rules
        self._request = request
        self._language = language
        self._reading = Reading()

    def read(self) -> Reading:
        """Everything that the unanswered messages tell."""
        for message in self._request.unanswered:
            if message.text and message.text.strip():
                self._read_message(message, Text(message.text))
        return self._reading

    def _asked(self) -> str | None:
        """The field that the bot asked for last, unless it is known by now."""
        last = self._request.asked[-1] if self._request.asked else None
        known = {*self._request.lead.fields, *self._reading.fields, *self._reading.refused}
        return last if last is not None and last not in known else None

    def _read_message(self, message: Message, text: Text) -> None:
        reading, asked = self._reading, self._asked()
        reading.wants_person = reading.wants_person or intents.wants_person(text)
        reading.asks = reading.asks or intents.is_question(text)
        reading.greets = reading.greets or intents.is_greeting(text)
        again = asked is not None and self._request.asked.count(asked) > 1
        refused = refused_fields(text, asked, again=again)
        before = dict(reading.fields)
        self._take_all(message, text, None if asked in refused else asked)
        told_now = {name for name, value in reading.fields.items() if before.get(name) != value}
        reading.refused += [name for name in refused if name not in told_now and name not in reading.refused]
        if asked is not None and asked not in reading.fields and asked not in refused:
            self._note_attempt(text, asked)

    def _note_attempt(self, text: Text, asked: str) -> None:
        tried = {LeadField.EMAIL: has_email_attempt, LeadField.PHONE: has_phone_attempt}
        if asked in tried and tried[LeadField(asked)](text):
            self._reading.attempted = asked

    def _take_all(self, message: Message, text: Text, asked: str | None) -> None:
        found = find_values(text, self._request, self._language, asked, known=frozenset(self._reading.fields))
        marks = sorted((start, end) for start, end in intents.jokes(text))
        right = [(place, place) for place in intents.corrections(text)]
        for item in sorted(found, key=lambda item: (item.start, item.end)):
            while marks and marks[0][0] <= item.start:
                self._take_back(message, text, *marks.pop(0))
            corrected = any(place <= item.start for place, _ in right)
            self._take(message, text, item, corrected=corrected)
        for start, end in marks:
            self._take_back(message, text, start, end)
        for place, _ in right:
            self._correct(message, text, place, found)

    def _take(self, message: Message, text: Text, item: Found, *, corrected: bool) -> None:
        value = self._checked(message, text, item)
        if value is None or not self._is_better(item, value, corrected=corrected):
            return
        self._reading.learn(str(item.field), value)

    def _checked(self, message: Message, text: Text, item: Found) -> FieldValue | None:
        try:
            value = self._rules.normalise(
                item.field, item.value, self._request.lead.chat, find_own(self._request.bot.fields, item.field)
            )
        except InvalidInputError:
            return None
        quote = text.quote(item.start, item.end)
        return FieldValue(value, Source.RULES, item.confidence, self._request.now, message.id, quote)

    def _is_better(self, item: Found, value: FieldValue, *, corrected: bool) -> bool:
        """Whether a value is to replace the one that is known already, if any."""
        here = self._reading.fields.get(item.field)
        known = here or self._request.lead.fields.get(item.field)
        if known is None or corrected:
            return True
        if item.field == LeadField.NAME and known.value.casefold().startswith(value.value.casefold()):
            return False
        if _says_more(item.field, known.value.casefold(), value.value.casefold()):
            return True
        if here is not None:
            return item.explicit >= (here.confidence >= SURE) and item.confidence >= here.confidence
        return (item.explicit and item.confidence >= SURE) or item.field in (LeadField.EMAIL, LeadField.PHONE)

    def _take_back(self, message: Message, text: Text, start: int, end: int) -> None:
        """A joke: what was told last does not hold; what follows may be the true value."""
        joked_now = self._asked() if _LAUGHTER.sub("", text.plain[:start]).strip(" ,.!?") else None
        name = self._reading.forget_latest() or joked_now or self._reading.latest(self._request.lead)
        if name is not None:
            self._take_at(message, text, name, end)

    def _correct(self, message: Message, text: Text, place: int, found: list[Found]) -> None:
        """After "I mean" and the like, a bare value stands for the field that was told last."""
        if any(item.start >= place for item in found):
            return
        before = [item for item in found if item.end <= place]
        name = before[-1].field if before else self._reading.latest(self._request.lead)
        if name is not None:
            self._take_at(message, text, name, place)

    def _take_at(self, message: Message, text: Text, name: str, place: int) -> None:
        start = place + len(text.plain[place:]) - len(text.plain[place:].lstrip(" ,.:;!-"))
        start = skip_is(text, start)
        read = {str(LeadField.NAME): read_name, str(LeadField.LOCATION): read_place}.get(name)
        span = read(text, start, announced=True) if read is not None else None
        if span is None or (text.clean[span[1] :].strip(" .!)\n") and not clause_ends(text, span[1])):
            return
        item = Found(name, text.clean[span[0] : span[1]], *span, SURE, explicit=True)
        value = self._checked(message, text, item)
        if value is not None:
            self._reading.learn(str(name), value)


def _says_more(field: str, known: str, value: str) -> bool:
    """Whether a value holds the known one and more: the whole name, the quarter of a city."""
    if field == LeadField.NAME:
        return f" {known} " in f" {value} " and known != value
    return field == LeadField.LOCATION and (f" {known}, " in f" {value}" or value.endswith(f", {known}"))
