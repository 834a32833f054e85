"""The names behind the ids that leads and chats carry."""

from typing import Annotated

from pydantic import Field

from chalicelib.resources.bots.schemas import FaqAnswer
from chalicelib.resources.schemas import Answer, Id


class PersonAnswer(Answer):
    """Somebody of the workspace, or who was."""

    id: Id
    name: str
    sells: Annotated[bool, Field(description="Whether leads can be given to them.")]


class NamedFieldAnswer(Answer):
    """A field that a bot asks its customers for."""

    key: str
    label: Annotated[str | None, Field(description="Null for the four that each bot has; pages name these.")]


class NamedBotAnswer(Answer):
    """A bot, as far as people who sell need to know it."""

    id: Id
    name: str
    fields: list[NamedFieldAnswer]
    faq: Annotated[list[FaqAnswer], Field(description="What it answers to usual questions, and people can too.")]


class DirectoryAnswer(Answer):
    """Everybody and every bot."""

    people: list[PersonAnswer]
    bots: list[NamedBotAnswer]
