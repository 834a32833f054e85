"""Leads with the evidence for what is known of them."""

from datetime import date
from typing import Annotated

from pydantic import Field, StringConstraints

from chalicelib.resources.schemas import Answer, Body, Id, NextCursor, PageQuery, Query, Time
from flotilla.domain.chats import Mode
from flotilla.domain.ids import BotId, UserId
from flotilla.domain.lead_lists import LeadFilter, LeadMoment
from flotilla.domain.leads import LeadStatus, Source
from flotilla.services.lead_days import Days

FieldName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
FieldText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]


IdText = Annotated[str, StringConstraints(min_length=1, max_length=64)]
SearchText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
NOBODY = "nobody"


class LeadsQuery(Query):
    """Which leads. Days are those of the workspace's clocks, both included."""

    bot_id: IdText | None = None
    status: LeadStatus | None = None
    assigned_to: Annotated[
        IdText | None, Field(description="The id of who has them; `nobody`: those that nobody has.")
    ] = None
    first: Annotated[date | None, Field(alias="from", description="The first day, such as 2026-01-01.")] = None
    last: Annotated[date | None, Field(alias="to", description="The last day.")] = None
    by: Annotated[LeadMoment, Field(description="Of what the days are: that leads came, were qualified, or ended.")] = (
        LeadMoment.CREATED
    )
    text: Annotated[
        SearchText | None, Field(description="Is in a value, the shown name or the number; accents don't matter.")
    ] = None

    @property
    def wanted(self) -> LeadFilter:
        """What is asked for beside the days."""
        nobodys = self.assigned_to == NOBODY
        return LeadFilter(
            bot=BotId(self.bot_id) if self.bot_id is not None else None,
            status=self.status,
            assigned_to=UserId(self.assigned_to) if self.assigned_to is not None and not nobodys else None,
            nobodys=nobodys,
            by=self.by,
            text=self.text or "",
        )

    @property
    def days(self) -> Days:
        """The days that are asked for."""
        return Days(self.first, self.last)


class LeadPageQuery(LeadsQuery, PageQuery):
    """Which leads, and how many at a time."""


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
    is_group: Annotated[bool, Field(description="A group, of which no fields are captured.")]
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
    waiting_since: Annotated[Time | None, Field(description="Since when the customer waits for an answer.")]
    thinking: Annotated[bool, Field(description="Whether an answer is being made.")]


class LeadWithChatAnswer(LeadAnswer):
    """A lead, and who answers its chat."""

    chat: ChatTurnAnswer


class LeadListAnswer(Answer):
    """One page of leads, newest first."""

    items: list[LeadAnswer]
    next_cursor: NextCursor
