"""The inbox: conversations by their last activity."""

from typing import Annotated

from pydantic import Field, StringConstraints

from chalicelib.resources.leads.schemas import ChatTurnAnswer
from chalicelib.resources.schemas import Answer, Id, NextCursor, PageQuery, Time
from flotilla.domain.leads import LeadStatus
from flotilla.domain.messages import Direction, MessageStatus, Sender
from flotilla.services.list_conversations import InboxView


class ConversationsQuery(PageQuery):
    """Whose conversations, and what to look for in names, addresses, numbers and the lead's other fields."""

    view: InboxView = InboxView.ALL
    search: Annotated[str, StringConstraints(max_length=100)] | None = None


class LeadSummaryAnswer(Answer):
    """A customer, as a list shows them."""

    id: Id
    bot_id: Id
    chat_id: str
    status: LeadStatus
    push_name: str | None
    name: str | None
    phone: str | None
    email: str | None
    assigned_to: Id | None
    created_at: Time


class PreviewAnswer(Answer):
    """The newest message, its text cut at 120 characters."""

    id: str
    direction: Direction
    sender: Sender
    type: str
    text: str
    status: MessageStatus
    at: Time


class ConversationAnswer(Answer):
    """A conversation, as a list shows it."""

    lead: LeadSummaryAnswer
    chat: ChatTurnAnswer
    last_at: Annotated[Time, Field(description="When something was said last.")]
    last_message: PreviewAnswer | None


class ConversationListAnswer(Answer):
    """One page of conversations, the one with the last activity first. It may be short and still have a next one."""

    items: list[ConversationAnswer]
    next_cursor: NextCursor
