"""Messages with the stages of their life."""

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from chalicelib.resources.schemas import Answer, Body, Id, NextCursor, PageQuery, Time
from flotilla.domain.media import MediaProblem
from flotilla.domain.messages import DelayReason, Direction, MessageStatus, Sender, Stage

UploadId = Annotated[str, Field(min_length=1, max_length=64, description="Of a file that was uploaded for this chat.")]
QuotedId = Annotated[str, StringConstraints(min_length=1, max_length=128)]
Filename = Annotated[str, StringConstraints(min_length=1, max_length=255)]


class MessagesQuery(PageQuery):
    """Which end of the chat to begin at. A cursor goes on in the direction that it came from."""

    order: Literal["oldest", "newest"] = "oldest"


class SendMessageBody(Body):
    """A text for the customer, or a file with or without a caption. More than 4,096 characters are too large."""

    text: Annotated[str, Field(min_length=1, json_schema_extra={"maxLength": 4096})] | None = None
    upload_id: UploadId | None = None
    filename: Annotated[Filename, Field(description="What the customer sees of a document.")] | None = None
    quoted_id: Annotated[QuotedId, Field(description="The message of this chat that it replies to.")] | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.text is None and self.upload_id is None:
            raise ValueError("Write something, or upload a file.")
        return self


class UploadAnswer(Answer):
    """Where to POST one file as multipart/form-data: first these fields, then the file, as `file`."""

    upload_id: Id
    url: str
    fields: dict[str, str]
    max_bytes: int
    expires_at: Time


class MediaAddressAnswer(Answer):
    """An address that anyone may use who knows it, until it expires."""

    url: str
    mime: str
    filename: str | None
    shown: Annotated[bool, Field(description="Whether a page may show or play it; else it can only be saved.")]
    expires_at: Time


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


class MediaAnswer(Answer):
    """A message's file. Its address is asked for at `…/messages/{message_id}/media`."""

    mime: Annotated[str, Field(description="Found in the content; until the file is there, what WhatsApp says.")]
    size: Annotated[int, Field(description="In bytes.")]
    filename: str | None
    width: int | None
    height: int | None
    seconds: Annotated[int | None, Field(description="How long it plays.")]
    ready: Annotated[bool, Field(description="Whether it can be downloaded.")]
    shown: Annotated[bool, Field(description="Whether a page may show or play it; else it can only be saved.")]
    problem: Annotated[MediaProblem | None, Field(description="Why there is no file, and never will be.")]


class LocationAnswer(Answer):
    """A place."""

    kind: Literal["location"]
    lat: float
    lng: float
    name: str | None
    address: str | None


class ContactCardAnswer(Answer):
    """Somebody from the sender's address book."""

    name: str
    phones: list[str]


class ContactsAnswer(Answer):
    """Contact cards."""

    kind: Literal["contacts"]
    cards: list[ContactCardAnswer]


class PollAnswer(Answer):
    """A question with the answers to choose from."""

    kind: Literal["poll"]
    question: str
    options: list[str]


class ReactionAnswer(Answer):
    """Somebody's emoji."""

    who: Annotated[str, Field(description="Their chat id; `me` is the bot's own number.")]
    emoji: str


class VoteAnswer(Answer):
    """What somebody chose in a poll."""

    who: str
    options: list[str]


class DelayAnswer(Answer):
    """For how many milliseconds a message waited before it was sent, and why."""

    reason: DelayReason
    ms: int


class MessageAnswer(Answer):
    """One message of a chat."""

    id: Annotated[str, Field(description="WhatsApp's id of the message.")]
    bot_id: Id
    lead_id: Id | None
    chat_id: str
    direction: Direction
    sender: Sender
    author: str | None
    author_name: Annotated[str | None, Field(description="In groups: the name of whoever wrote it.")]
    type: str
    text: str | None
    status: MessageStatus
    reason: Annotated[str | None, Field(description="Why it failed or, while it is queued, why it waits.")]
    reason_text: Annotated[str | None, Field(description="Why it failed, as a sentence.")]
    quoted_id: str | None
    correlation_id: Annotated[str, Field(description="Ties together in the logs what one customer's message set off.")]
    order: Annotated[str, Field(description="Sorts the messages of a chat.")]
    created_at: Time
    edited_at: Time | None
    media: MediaAnswer | None
    content: Annotated[LocationAnswer | ContactsAnswer | PollAnswer, Field(discriminator="kind")] | None
    reactions: list[ReactionAnswer]
    votes: list[VoteAnswer]
    ai: Annotated[BrainUseAnswer | None, Field(description="What the brain that made the reply took; null: none did.")]
    life: list[StageAnswer]
    delays: Annotated[list[DelayAnswer], Field(description="Why it was not sent at once.")]
    retry_of: Annotated[str | None, Field(description="The failed message that it repeats under another id.")]
    retried_as: Annotated[str | None, Field(description="The message that repeats it under another id.")]


class MessageListAnswer(Answer):
    """One page of a chat, in the order that was asked for."""

    items: list[MessageAnswer]
    next_cursor: NextCursor
