"""The inbox: conversations by their last activity."""

from datetime import date
from typing import Annotated

from pydantic import Field, StringConstraints

from chalicelib.resources.leads.schemas import ChatTurnAnswer, IdText
from chalicelib.resources.schemas import Answer, Id, NextCursor, PageQuery, Time
from flotilla.domain.ids import BotId
from flotilla.domain.inbox import Happening
from flotilla.domain.leads import LeadStatus
from flotilla.domain.messages import Direction, MessageStatus, Sender
from flotilla.services.list_conversations import InboxView, Since


class ConversationsQuery(PageQuery):
    """Whose conversations, and what to look for in names, addresses, numbers and the lead's other fields."""

    view: InboxView = InboxView.ALL
    search: Annotated[str, StringConstraints(max_length=100)] | None = None
    bot_id: IdText | None = None
    first: Annotated[
        date | None,
        Field(alias="from", ge=date(2020, 1, 1), le=date(2200, 1, 1), description="A day of the workspace's clocks."),
    ] = None
    what: Annotated[Happening, Field(description="What is to have happened on that day or later.")] = Happening.SAID

    @property
    def bot(self) -> BotId | None:
        """The one bot whose conversations are asked for."""
        return BotId(self.bot_id) if self.bot_id is not None else None

    @property
    def since(self) -> Since | None:
        """What is to have happened, and since when."""
        return Since(self.first, self.what) if self.first is not None else None


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
