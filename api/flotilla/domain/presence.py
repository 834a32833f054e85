"""Who types where: never stored, told to whom it concerns, and over when it isn't told again."""

from enum import StrEnum

from flotilla.domain.ids import ChatId, LeadId
from flotilla.domain.views import View

CUSTOMER = "customer"
"""Who types when it is nobody of the team; in a group, any of its people."""


class TypingState(StrEnum):
    """What somebody does in a chat, in WhatsApp's words."""

    COMPOSING = "composing"
    RECORDING = "recording"
    PAUSED = "paused"


def typing_view(lead: LeadId, chat: ChatId, who: str, state: TypingState) -> View:
    """The data of a `typing` event; `who` is CUSTOMER or the id of somebody of the team."""
    return {"typing": {"lead_id": lead, "chat_id": chat, "who": who, "state": state.value}}
