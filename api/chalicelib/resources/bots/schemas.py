"""Bots as people configure them. The limits that are the domain's own are checked there."""

from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from chalicelib.resources.bots.features import FeaturesAnswer, FeaturesBody
from chalicelib.resources.schemas import Answer, Body, Id, Line, Time, absent
from chalicelib.resources.sessions.schemas import SessionAnswer
from flotilla.domain.bots import Answering, Desired
from flotilla.domain.lead_fields import FieldType

Prompt = Annotated[str, StringConstraints(max_length=8_000)]
Language = Literal["en", "pt", "es"]
BurstWindow = Annotated[int, Field(ge=0, le=60_000, description="How long to wait for the customer to finish, in ms.")]
HandBackMinutes = Annotated[
    int | None,
    Field(
        ge=1, le=10_080, description="After so long without a person's message the bot has a chat again; null: never."
    ),
]
FieldKey = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
RequiredFields = Annotated[
    list[FieldKey], Field(max_length=24, description="What it asks for, in this order: the four, and its own by key.")
]


class OwnFieldBody(Body):
    """A field of the bot's own, beside name, email, location and phone."""

    key: FieldKey
    label: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
    type: FieldType
    options: Annotated[
        list[Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]],
        Field(default_factory=list, max_length=20, description="What a choice is between."),
    ]
    required: Annotated[bool, Field(description="Asked for; one that is not is taken when it is told.")] = True
    question: Annotated[str, StringConstraints(strip_whitespace=True, max_length=300)] = ""


OwnFields = Annotated[list[OwnFieldBody], Field(max_length=20)]


class OwnFieldAnswer(Answer):
    """A field of the bot's own."""

    key: str
    label: str
    type: FieldType
    options: list[str]
    question: str
    required: bool


class FaqBody(Body):
    """A question that customers ask, with its answer."""

    question: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
    answer: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1_000)]


class FaqAnswer(Answer):
    """A question that customers ask, with its answer."""

    question: str
    answer: str


class CreateBotBody(Body):
    """A new bot. What is left out has the installation's default."""

    name: Line
    prompt: Prompt = ""
    language: Annotated[Language | None, Field(description="Null follows the customer's language.")] = None
    burst_window_ms: BurstWindow | None = None
    required_fields: RequiredFields | None = None
    fields: OwnFields = Field(default_factory=list)


class UpdateBotBody(Body):
    """What is to change; the rest stays."""

    name: Line = absent()
    prompt: Prompt = absent()
    language: Language | None = absent()
    answering: Answering = absent()
    burst_window_ms: BurstWindow = absent()
    hand_back_minutes: HandBackMinutes = absent()
    features: FeaturesBody = absent()
    faq: Annotated[list[FaqBody], Field(max_length=50)] = absent()
    required_fields: RequiredFields = absent()
    fields: OwnFields = absent()

    def changes(self) -> dict[str, Any]:
        """The members that were given."""
        return self.model_dump(exclude_unset=True)


class BotAnswer(Answer):
    """A bot with its session."""

    id: Id
    name: str
    prompt: str
    language: str | None
    desired: Desired
    answering: Answering
    suspended_by: Annotated[
        Literal["deletion", "plan"] | None, Field(description="What keeps it off, whatever `desired` says.")
    ]
    paused_by: Annotated[str | None, Field(description="Who paused it.")]
    paused_at: Time | None
    hand_back_minutes: HandBackMinutes
    features: FeaturesAnswer
    faq: list[FaqAnswer]
    burst_window_ms: int
    required_fields: list[str]
    fields: list[OwnFieldAnswer]
    created_at: Time
    updated_at: Time
    version: int
    session: SessionAnswer


class BotListAnswer(Answer):
    """All bots of the workspace, oldest first."""

    items: list[BotAnswer]
