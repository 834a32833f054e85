"""What a person who takes a chat over has to know."""

from typing import Annotated, Literal

from pydantic import Field

from chalicelib.resources.schemas import Answer, Id, Query, Time
from flotilla.domain.messages import Sender

Language = Literal["en", "pt", "es"]


class BriefQuery(Query):
    """In which language; the workspace's by default."""

    language: Language | None = None


class BriefFieldAnswer(Answer):
    """A field by its label; `value` is null for one that is not known."""

    key: str
    label: str
    value: str | None


class BriefLineAnswer(Answer):
    """One of the last messages, cut at 300 characters."""

    sender: Sender
    at: Time
    text: str


class BriefAnswer(Answer):
    """Who the customer is, what they want, and what was said last."""

    lead_id: Id
    language: Language
    who: Annotated[str | None, Field(description="The name as told, or else as WhatsApp shows it.")]
    wants: Annotated[str | None, Field(description="In the customer's own words.")]
    fields: list[BriefFieldAnswer]
    refused: list[BriefFieldAnswer]
    missing: list[BriefFieldAnswer]
    lines: list[BriefLineAnswer]
    speaks: Annotated[str | None, Field(description="The customer's language.")]
    waiting_seconds: int | None
    text: Annotated[str, Field(description="All of it, to be read in one go.")]
