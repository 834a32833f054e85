"""The inbox: conversations by their last activity, and what they are looked for by."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from flotilla.domain.chats import Chat
from flotilla.domain.events import Change
from flotilla.domain.ids import LeadId, TenantId
from flotilla.domain.leads import Lead
from flotilla.domain.messages import Message
from flotilla.domain.words import plain

FEWEST_DIGITS = 3
"""Of a search, to be looked for in phone numbers."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """A chat with its lead and its newest message, as far as that is stored."""

    chat: Chat
    lead: Lead
    last: Message | None

    @property
    def last_at(self) -> datetime:
        """When something was said last."""
        return self.chat.last_at or self.chat.created_at


class Happening(StrEnum):
    """What conversations are looked for that saw it: something said, a hand-over to people, a wait that ended."""

    SAID = "said"
    HANDOVER = "handover"
    BOT_ANSWER = "bot_answer"
    PERSON_ANSWER = "person_answer"


def last_time(chat: Chat, what: Happening) -> datetime | None:
    """When it happened last in the chat, None for never."""
    return {
        Happening.SAID: chat.last_at,
        Happening.HANDOVER: chat.person_from,
        Happening.BOT_ANSWER: chat.bot_answered_at,
        Happening.PERSON_ANSWER: chat.person_answered_at,
    }[what]


@dataclass(frozen=True, slots=True)
class Active:
    """That something was said in a lead's chat in an hour."""

    tenant: TenantId
    lead: LeadId
    hour: datetime


def hour_of(moment: datetime) -> datetime:
    """The hour, by UTC, that the moment lies in."""
    return moment.astimezone(UTC).replace(minute=0, second=0, microsecond=0)


def activity_in(change: Change) -> Active | None:
    """The hour that a chat became active in by this change; None if it was active in that hour already."""
    old, new = change.old, change.new
    if not isinstance(new, Chat) or new.last_at is None:
        return None
    before = old.last_at if isinstance(old, Chat) else None
    hour = hour_of(new.last_at)
    if before is not None and hour_of(before) == hour:
        return None
    return Active(new.tenant, new.lead, hour)


def is_found_by(lead: Lead, text: str) -> bool:
    """Whether a value, the shown name or the number has the text in it, whatever its accents, case and spaces."""
    wanted = " ".join(plain(text).split())
    known = [lead.push_name or "", *(value.value for value in lead.fields.values())]
    if any(wanted in " ".join(plain(one).split()) for one in known):
        return True
    digits = re.sub(r"\D", "", wanted)
    only_digits = len(digits) >= FEWEST_DIGITS and not re.search(r"[^\W\d]", wanted)
    numbers = [lead.chat.partition("@")[0], *(re.sub(r"\D", "", one) for one in known)]
    return only_digits and any(digits in number for number in numbers)
