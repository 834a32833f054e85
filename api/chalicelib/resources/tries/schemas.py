"""To try a bot without WhatsApp."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from chalicelib.resources.bots.schemas import FieldKey, UpdateBotBody
from chalicelib.resources.leads.schemas import FieldAnswer
from chalicelib.resources.messages.schemas import BrainUseAnswer
from chalicelib.resources.pictures.schemas import PictureAnswer
from chalicelib.resources.schemas import Answer, Body

IdText = Annotated[str, StringConstraints(min_length=1, max_length=64)]


class SaidBody(Body):
    """One message of the conversation."""

    sender: Annotated[Literal["customer", "bot"], Field(alias="from")]
    text: Annotated[str, Field(min_length=1, max_length=4_096)]


class TryStateBody(Body):
    """What an earlier answer gave as its state."""

    fields: Annotated[
        dict[FieldKey, Annotated[str, StringConstraints(max_length=500)]],
        Field(default_factory=dict, max_length=50),
    ]
    refused: Annotated[list[FieldKey], Field(default_factory=list, max_length=50)]
    asked: Annotated[list[FieldKey], Field(default_factory=list, max_length=200)]
    pictures: Annotated[list[IdText], Field(default_factory=list, max_length=50)]
    language: Annotated[str, StringConstraints(max_length=16)] | None = None


class TryBody(Body):
    """A conversation that ends with the customer's message, and changes to the bot that nobody has saved."""

    messages: Annotated[list[SaidBody], Field(min_length=1, max_length=40)]
    draft: UpdateBotBody | None = None
    state: TryStateBody | None = None


class TryStateAnswer(Answer):
    """What the bot knows by now; give it back with the next message."""

    fields: dict[str, str]
    refused: list[str]
    asked: list[str]
    pictures: list[str]
    language: str | None


class TryAnswer(Answer):
    """What the bot would have said. Evidence names messages as `m1`, `m2`, … in the order given."""

    reply: str
    fields: dict[str, FieldAnswer]
    missing: list[str]
    picture: PictureAnswer | None
    wants_person: bool
    ai: BrainUseAnswer
    state: TryStateAnswer
