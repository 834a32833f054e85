"""The workspace itself."""

from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from chalicelib.resources.schemas import Answer, Body, Id, Line, Time, absent
from flotilla.domain.plans import Plan

RetentionDays = Annotated[int | None, Field(ge=1, le=3650, description="Days to keep conversations; null: for ever.")]
TimeZone = Annotated[str, StringConstraints(min_length=1, max_length=64)]
Language = Literal["en", "pt", "es"]


class UpdateTenantBody(Body):
    """What is to change; the rest stays."""

    name: Line = absent()
    time_zone: Annotated[TimeZone, Field(description="An IANA name.", examples=["America/Recife"])] = absent()
    language: Language = absent()
    retention_days: RetentionDays = absent()

    def changes(self) -> dict[str, Any]:
        """The members that were given."""
        return self.model_dump(include=set(self.model_fields_set))


class CreateTenantBody(Body):
    """A new workspace."""

    name: Line


class DeleteTenantBody(Body):
    """The proof that it is meant: the workspace's name."""

    confirm: Annotated[str, StringConstraints(max_length=200)]


class QuotasAnswer(Answer):
    """What the plan allows at most; null is any number."""

    bots: int | None
    users: int | None


class UsageAnswer(Answer):
    """What there is of it. People count while they are active."""

    bots: int
    users: int


class TenantAnswer(Answer):
    """A workspace with its settings and its plan."""

    id: Id
    name: str
    time_zone: str
    language: str
    retention_days: int | None
    plan: Plan
    quotas: QuotasAnswer
    usage: UsageAnswer
    delete_at: Annotated[Time | None, Field(description="When all of it is removed for good, unless it is restored.")]
    created_at: Time
    version: int
