"""What makes a field's value a good one."""

from typing import Protocol

from flotilla.domain.ids import ChatId
from flotilla.domain.lead_fields import OwnField


class FieldRules(Protocol):
    """Checks and normalises the values of a lead's fields, the same for brains and for people."""

    def normalise(self, field: str, value: str, chat: ChatId, own: OwnField | None = None) -> str:
        """The value in the form in which it is kept (a phone as E.164, with the chat's country as hint).

        `own`: what the field is if it is one of the bot's own.

        Raise InvalidInputError, with a sentence for people, for a value that can't be one of this field.
        """
        ...
