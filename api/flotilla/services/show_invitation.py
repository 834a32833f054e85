"""Show an invitation to whoever has its link."""

from dataclasses import dataclass
from datetime import datetime

from flotilla.domain.errors import NotFoundError
from flotilla.domain.invitations import Invitation, InvitationState, masked_email
from flotilla.domain.people import Role
from flotilla.ports.clock import Clock
from flotilla.ports.repositories import InvitationRepository, TenantRepository


@dataclass(frozen=True, slots=True)
class InvitationShown:
    """What the acceptance page says; the address is masked, since anybody may have the link."""

    workspace: str
    email: str
    role: Role
    state: InvitationState
    expires_at: datetime


def invitation_of(invitations: InvitationRepository, secret: str) -> Invitation:
    """The invitation of a link; raise NotFoundError if there is none."""
    found = invitations.find_by_secret(secret) if secret else None
    if found is None:
        raise NotFoundError("There is no such invitation. Ask for a new one.")
    return found


@dataclass(frozen=True, slots=True)
class ShowInvitation:
    """Reads the invitation of a link."""

    invitations: InvitationRepository
    tenants: TenantRepository
    clock: Clock

    def __call__(self, secret: str) -> InvitationShown:
        """What may be shown of it. Raise NotFoundError for a link that never was."""
        found = invitation_of(self.invitations, secret)
        name = self.tenants.get(found.tenant).name
        state = found.state(self.clock.now())
        return InvitationShown(name, masked_email(found.email), found.role, state, found.expires_at)
