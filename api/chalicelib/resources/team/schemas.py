"""The people of a workspace."""

from typing import Annotated, Any, Literal

from pydantic import Field

from chalicelib.resources.schemas import Answer, Body, Id, Time, absent
from flotilla.domain.people import Role


class UpdateMemberBody(Body):
    """What is to change; the rest stays."""

    role: Role = absent()
    active: Annotated[bool, Field(description="False keeps the person out, on open sockets too.")] = absent()

    def changes(self) -> dict[str, Any]:
        """The members that were given."""
        return self.model_dump(include=set(self.model_fields_set))


class MemberAnswer(Answer):
    """A person of the workspace. Whom the environment names can't be changed here: see `managed_by`."""

    user_id: Id
    email: str
    name: str
    role: Role
    active: bool
    added_by: Annotated[Id | None, Field(description="Who invited; null for the first owner.")]
    last_sign_in_at: Time | None
    managed_by: Literal["environment"] | None
    created_at: Time
    version: int


class TeamAnswer(Answer):
    """All people of the workspace, oldest first."""

    items: list[MemberAnswer]
