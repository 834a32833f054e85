"""Invitations, as those who invite see them and as those who have the link do."""

from typing import Annotated

from pydantic import Field

from chalicelib.resources.auth.schemas import Email, NewPassword
from chalicelib.resources.schemas import Answer, Body, Id, Line, Time
from flotilla.domain.invitations import InvitationState
from flotilla.domain.people import Role


class InviteBody(Body):
    """Whom to invite, and as what."""

    email: Email
    role: Role


class AcceptBody(Body):
    """What somebody who has no account yet chooses. Somebody who is signed in with the address needs neither."""

    name: Line | None = None
    password: NewPassword | None = None


class InvitationAnswer(Answer):
    """An invitation. It is good for 7 days, once."""

    id: Id
    email: str
    role: Role
    state: InvitationState
    invited_by: Id
    created_at: Time
    expires_at: Time
    accepted_at: Time | None
    revoked_at: Time | None


class NewInvitationAnswer(InvitationAnswer):
    """An invitation with its link, which is told this once."""

    token: Annotated[str, Field(description="The link's secret.")]
    url: Annotated[str, Field(description="For the person who is invited. It can't be shown again.")]


class InvitationListAnswer(Answer):
    """All invitations of the workspace, newest first."""

    items: list[InvitationAnswer]


class OfferAnswer(Answer):
    """What the link of an invitation offers."""

    workspace: str
    email: Annotated[str, Field(description="Masked: enough to know one's own address.", examples=["a•••@example.com"])]
    role: Role
    state: InvitationState
    expires_at: Time
