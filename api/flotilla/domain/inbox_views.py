"""How the inbox looks from outside."""

from flotilla.domain.inbox import Conversation
from flotilla.domain.lead_fields import LeadField
from flotilla.domain.leads import Lead
from flotilla.domain.messages import Message
from flotilla.domain.transcript import words_of
from flotilla.domain.views import View, chat_turn_view, iso

PREVIEW = 120
"""Characters of the newest message."""


def conversation_view(one: Conversation) -> View:
    """A conversation as a list shows it. Give its chat as it is now (`handover.as_of`)."""
    return {
        "lead": _lead_summary(one.lead),
        "chat": chat_turn_view(one.chat),
        "last_at": iso(one.last_at),
        "last_message": _preview(one.last) if one.last is not None else None,
    }


def _lead_summary(lead: Lead) -> View:
    known = {name: lead.fields[name].value if name in lead.fields else None for name in _SHOWN}
    return {
        "id": lead.id,
        "bot_id": lead.bot,
        "chat_id": lead.chat,
        "status": lead.status.value,
        "push_name": lead.push_name,
        **known,
        "assigned_to": lead.assigned_to,
        "created_at": iso(lead.created_at),
    }


_SHOWN = (LeadField.NAME.value, LeadField.PHONE.value, LeadField.EMAIL.value)


def _preview(message: Message) -> View:
    text = " ".join((words_of(message) or "").split())
    return {
        "id": message.id,
        "direction": message.direction.value,
        "sender": message.sender.value,
        "type": message.type,
        "text": text if len(text) <= PREVIEW else f"{text[: PREVIEW - 1]}…",
        "status": message.status.value,
        "at": iso(message.created_at),
    }
