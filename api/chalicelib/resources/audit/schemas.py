"""The audit log."""

from typing import Annotated, Any

from pydantic import AwareDatetime, Field, StringConstraints

from chalicelib.resources.schemas import Answer, Id, NextCursor, PageQuery, Query, Time
from flotilla.domain.audit import ActorKind

Word = Annotated[str, StringConstraints(min_length=1, max_length=254)]


class AuditQuery(Query):
    """Which entries."""

    actor: Annotated[Word | None, Field(description="A person's id or e-mail address.")] = None
    action: Annotated[Word | None, Field(description="`bot.updated`, or `bot` for all that is done to bots.")] = None
    subject: Annotated[Word | None, Field(description="The id of a thing, or its type.")] = None
    since: Annotated[AwareDatetime | None, Field(description="From this moment on.")] = None
    until: Annotated[AwareDatetime | None, Field(description="Up to this moment, which is not included.")] = None


class AuditPageQuery(AuditQuery, PageQuery):
    """Which entries, and how many at a time."""


class ActorAnswer(Answer):
    """Who did it."""

    kind: ActorKind
    user_id: Id | None
    email: str | None


class SubjectAnswer(Answer):
    """What it was done to; `name` is what it was called then."""

    type: str
    id: str
    name: str | None


class WhenceAnswer(Answer):
    """From where it was done."""

    address: str | None
    agent: Annotated[str | None, Field(description="The family of the browser or program.")]


class AuditEntryAnswer(Answer):
    """One change. `before` and `after` hold what differs, secrets masked."""

    id: Id
    at: Time
    actor: ActorAnswer
    action: str
    subject: SubjectAnswer
    whence: Annotated[WhenceAnswer, Field(alias="from")]
    before: dict[str, Any]
    after: dict[str, Any]


class AuditListAnswer(Answer):
    """One page of the log, newest entry first."""

    items: list[AuditEntryAnswer]
    next_cursor: NextCursor
