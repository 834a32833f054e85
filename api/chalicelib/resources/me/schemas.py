"""The signed-in person and what their pages need to know."""

from typing import Annotated

from pydantic import Field

from chalicelib.resources.auth.schemas import SignInAnswer, TenantNameAnswer
from chalicelib.resources.schemas import Answer, Id, Time
from flotilla.domain.people import Power, Role


class PageConfig(Answer):
    """Addresses of this installation, and what it allows; `simulator_url` is empty where real phones are used."""

    simulator_url: str
    whatsapp_url: str
    websocket_url: str
    stage: str
    sign_up_open: Annotated[bool, Field(description="Whether people make workspaces of their own.")]


class CurrentTenantAnswer(TenantNameAnswer):
    """The workspace that the person is in."""

    delete_at: Annotated[Time | None, Field(description="When it is removed for good, unless it is restored.")]


class WorkplaceAnswer(Answer):
    """A workspace that the person may switch to, and what they are there."""

    id: Id
    name: str
    role: Role


class MeAnswer(SignInAnswer):
    """Who is signed in, what they may do, and where else they may go."""

    tenant: CurrentTenantAnswer
    tenants: Annotated[list[WorkplaceAnswer], Field(description="Their workspaces, the current one among them.")]
    has_password: Annotated[bool, Field(description="False for who only ever signed in by a provider.")]
    powers: list[Power]
    roles_to_give: Annotated[list[Role], Field(description="What they may make of others in the team.")]
    config: PageConfig
