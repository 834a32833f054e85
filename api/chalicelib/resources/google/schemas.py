"""What browsers bring along when they are sent to or come from the provider."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from chalicelib.resources.schemas import Query

_LENIENT = ConfigDict(extra="ignore", frozen=True, defer_build=True, hide_input_in_errors=True)


class StartQuery(Query):
    """Where to go afterwards."""

    next: Annotated[str | None, Field(description="A path of this site; anything else is left out.")] = None
    invitation: Annotated[str | None, Field(description="The token of an invitation to accept on the way.")] = None


class ProviderAnswer(BaseModel):
    """What the provider answered. It may add what it likes: whatever comes, a person must land on a page."""

    model_config = _LENIENT

    code: str | None = None
    state: str | None = None
    error: Annotated[str | None, Field(description="Why there is no code.")] = None
