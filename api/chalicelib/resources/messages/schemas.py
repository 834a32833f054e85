"""Messages with the stages of their life."""

from typing import Annotated

from pydantic import Field

from chalicelib.resources.schemas import Answer, Body, Id, NextCursor, Time
from flotilla.domain.messages import Direction, MessageStatus, Sender, Stage


class SendMessageBody(Body):
    """A text for the customer. One of more than 4,096 characters is too large."""

    text: Annotated[str, Field(min_length=1, json_schema_extra={"maxLength": 4096})]


class StageAnswer(Answer):
    """When a message reached a stage, in milliseconds since 1970."""

    stage: Stage
    at: int


class BrainUseAnswer(Answer):
    """What a reply took."""

    brain: str
    tokens_in: int
    tokens_out: int
    ms: int
    cost: Annotated[float | None, Field(description="US dollars at list price; null where it is not known.")]


class MessageAnswer(Answer):
    """One message of a chat."""

    id: Annotated[str, Field(description="WhatsApp's id of the message.")]
    bot_id: Id
    lead_id: Id | None
    chat_id: str
    direction: Direction
    sender: Sender
    author: str | None
    type: str
    text: str | None
    status: MessageStatus
    reason: Annotated[str | None, Field(description="Why it failed.")]
    quoted_id: str | None
    order: Annotated[str, Field(description="Sorts the messages of a chat.")]
    created_at: Time
    ai: Annotated[BrainUseAnswer | None, Field(description="What the brain that made the reply took; null: none did.")]
    life: list[StageAnswer]


class MessageListAnswer(Answer):
    """One page of a chat, oldest message first."""

    items: list[MessageAnswer]
    next_cursor: NextCursor
