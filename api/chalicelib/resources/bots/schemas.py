"""Bots as people configure them. The limits that are the domain's own are checked there."""

from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from chalicelib.resources.bots.features import FeaturesAnswer, FeaturesBody
from chalicelib.resources.schemas import Answer, Body, Id, Line, Time, absent
from chalicelib.resources.sessions.schemas import SessionAnswer
from flotilla.domain.bots import Answering, Desired, LeadField

Prompt = Annotated[str, StringConstraints(max_length=8_000)]
Language = Literal["en", "pt", "es"]
BurstWindow = Annotated[int, Field(ge=0, le=60_000, description="How long to wait for the customer to finish, in ms.")]
HandBackMinutes = Annotated[
    int | None,
    Field(
        ge=1, le=10_080, description="After so long without a person's message the bot has a chat again; null: never."
    ),
]
RequiredFields = Annotated[list[LeadField], Field(max_length=20)]


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
    paused_by: Annotated[str | None, Field(description="Who paused it.")]
    paused_at: Time | None
    hand_back_minutes: HandBackMinutes
    features: FeaturesAnswer
    faq: list[FaqAnswer]
    burst_window_ms: int
    required_fields: list[str]
    created_at: Time
    updated_at: Time
    version: int
    session: SessionAnswer


class BotListAnswer(Answer):
    """All bots of the workspace, oldest first."""

    items: list[BotAnswer]
