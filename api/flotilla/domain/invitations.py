"""Invitations: how people come into a workspace."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from flotilla.domain.ids import InvitationId, TenantId, UserId
from flotilla.domain.people import Role

INVITATION_LIFETIME = timedelta(days=7)

ACCEPTANCE_PAGE = "/invitations/"
"""Where an invitation's link leads, followed by its secret."""


class InvitationState(StrEnum):
    """What became of an invitation."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REVOKED = "revoked"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Invitation:
    """A role offered to an address. Its link's secret is no part of it: whoever reads it can't use it."""

    id: InvitationId
    tenant: TenantId
    email: str
    role: Role
    invited_by: UserId
    created_at: datetime
    expires_at: datetime
    accepted_at: datetime | None = None
    revoked_at: datetime | None = None

    def state(self, now: datetime) -> InvitationState:
        """What it is by now."""
        if self.accepted_at is not None:
            return InvitationState.ACCEPTED
        if self.revoked_at is not None:
            return InvitationState.REVOKED
        return InvitationState.OPEN if now < self.expires_at else InvitationState.EXPIRED


def link_of(site_url: str, secret: str) -> str:
    """The address to pass on. Who has it may accept, so it is shown once and never noted."""
    return f"{site_url.rstrip('/')}{ACCEPTANCE_PAGE}{secret}"


def masked_email(email: str) -> str:
    """The address as whoever has the link may see it: enough to know one's own, too little to learn another's."""
    name, _, domain = email.partition("@")
    return f"{name[:1]}•••@{domain}"
