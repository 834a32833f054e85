"""Leads with the evidence for what is known of them."""

from typing import Annotated

from pydantic import Field, StringConstraints

from chalicelib.resources.schemas import Answer, Body, Id, NextCursor, PageQuery, Time
from flotilla.domain.chats import Mode
from flotilla.domain.leads import LeadStatus, Source

FieldName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
FieldText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]


class LeadsQuery(PageQuery):
    """Which leads to list."""

    bot_id: Annotated[str, StringConstraints(min_length=1, max_length=64)] | None = None
    status: LeadStatus | None = None


class UpdateLeadBody(Body):
    """Corrections: a text replaces the field, null clears it."""

    fields: Annotated[dict[FieldName, FieldText | None], Field(min_length=1, max_length=50)]


class FieldAnswer(Answer):
    """A captured value and where it comes from."""

    value: str
    source: Source
    confidence: float
    message_id: str | None
    quote: str | None
    at: Time


class LeadAnswer(Answer):
    """A customer of a bot."""

    id: Id
    bot_id: Id
    chat_id: str
    status: LeadStatus
    push_name: str | None
    fields: dict[str, FieldAnswer]
    refused: list[str]
    assigned_to: Id | None
    assigned_by: Id | None
    assigned_at: Time | None
    qualified_at: Time | None
    closed_by: Id | None
    closed_at: Time | None
    close_reason: str | None
    created_at: Time
    updated_at: Time
    version: int


class ChatTurnAnswer(Answer):
    """Who answers the chat."""

    chat_id: str
    lead_id: Id
    mode: Mode
    by: Annotated[str | None, Field(description="A person, `phone` (the bot's own), or `customer` (who asked).")]
    since: Time | None
    human_until: Annotated[Time | None, Field(description="When it goes back to the bot by itself; null: never.")]
    back_by: Annotated[str | None, Field(description="Who handed it back last: a person, or `timer`.")]
    back_at: Time | None
    paused_by: Annotated[str | None, Field(description="Who told the bot to be silent in this chat.")]
    paused_at: Time | None
    unread: Annotated[int, Field(description="The customer's messages that no person has looked at.")]
    thinking: Annotated[bool, Field(description="Whether an answer is being made.")]


class LeadWithChatAnswer(LeadAnswer):
    """A lead, and who answers its chat."""

    chat: ChatTurnAnswer


class LeadListAnswer(Answer):
    """One page of leads, newest first."""

    items: list[LeadAnswer]
    next_cursor: NextCursor
