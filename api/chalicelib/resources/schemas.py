"""What the resources' schemas share.

Requests are strict: no unknown members, no text where a number belongs, a limit on every length. Answers are described
as exactly: a member that the description doesn't know is an error in one of the two. Models are built when first
used, so that a function that starts pays only for what it needs.
"""

from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

_EXACT = ConfigDict(extra="forbid", frozen=True, defer_build=True, hide_input_in_errors=True)
_STRICT = ConfigDict(extra="forbid", frozen=True, defer_build=True, hide_input_in_errors=True, strict=True)


class Body(BaseModel):
    """A request's JSON body."""

    model_config = _STRICT


class Query(BaseModel):
    """A request's query parameters; they are text, so numbers are read from it."""

    model_config = _EXACT


class Answer(BaseModel):
    """A JSON answer, or a part of one."""

    model_config = _EXACT


Id = Annotated[str, Field(description="Opaque; sorts by time of creation.", examples=["01K0ABCDEFGHJKMNPQRSTVWXYZ"])]
Time = Annotated[datetime, Field(description="UTC, ISO 8601 with milliseconds and Z.")]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
Cursor = Annotated[str, StringConstraints(min_length=1, max_length=2048)]
NextCursor = Annotated[str | None, Field(description="Give it as `cursor` to get the next page; null at the end.")]


def absent() -> Any:
    """The default of a member that may be left out but, given, can't be null. Look for it in `model_fields_set`."""
    return Field(default_factory=lambda: None)


class PageQuery(Query):
    """How much of a list to give, and from where on."""

    limit: Annotated[int, Field(ge=1, le=100)] = 50
    cursor: Cursor | None = None
